import type { ItemId } from '../protocol/conversation-item.ts';
import { settlePlayout } from './cut.ts';
import type { Playout } from './internal-state.ts';
import { areCallsKept } from './kept-calls.ts';
import { closeEntries, heardOf } from './leave-connection.ts';
import { endPlayout, isPlayedByVendor } from './playouts.ts';
import type { HeardSoFar } from './session-input.ts';
import type { Step } from './step.ts';
import type { TranscriptEntry } from './transcript/transcript.ts';

/**
 * Settles what belongs to a connection that another one follows. Audio that has been received is heard to its end, unless the
 * app or the vendor's own playback rules it out. Returns whether any is left to be heard.
 */
export function leaveForNext(step: Step, playhead: HeardSoFar | null): boolean {
  const { tools } = step.state;
  const hasCalls = areCallsKept(step);
  if (!hasCalls) {
    loseCalls(step);
    step.do({ type: 'abort-tools', callId: null });
  }
  const isKept = keepPlayouts(step, playhead);
  closeEntries(step, (entry) => isContinuable(step, entry));
  const { playouts, pendingCut } = step.state.playback;
  step.resetConnection();
  step.update('playback', { playouts, pendingCut });
  if (hasCalls) step.update('tools', tools);
  if (!isKept) step.patch({ speakingItemId: null });
  return isKept;
}

/** Leaves a connection that is lost. What is heard is heard on; what has yet to be heard moves the phase when it is. */
export function leaveConnection(step: Step, playhead: HeardSoFar | null): void {
  const isKept = leaveForNext(step, playhead);
  if (!isKept || step.public.phase !== 'speaking') step.movePhase('went-down');
}

/** Returns whether anything that has been received will still be heard. */
function keepPlayouts(step: Step, playhead: HeardSoFar | null): boolean {
  let isFlushDue = false;
  let isKept = false;
  for (const [itemId, playout] of step.state.playback.playouts) {
    if (isPlayedByVendor(step, playout) || step.state.vendor.playoutOnLoss === 'stop') {
      isFlushDue = true;
      settlePlayout(step, itemId, playout, 'disconnect', heardOf(playhead, itemId));
    } else {
      isKept ||= !playout.isCut;
      keepPlayout(step, itemId, playout);
    }
  }
  if (isFlushDue) step.do({ type: 'flush-output', by: 'disconnect' });
  return isKept;
}

/** The app's own speech comes from another source, which continues. */
function keepPlayout(step: Step, itemId: ItemId, playout: Playout): void {
  if (playout.isFromApp || playout.kept) return;
  step.setPlayout(itemId, { ...playout, kept: { isWhole: playout.isEnded } });
  // Without its end the speaker would take it for a gap and wait.
  endPlayout(step, itemId);
}

function isContinuable(step: Step, entry: TranscriptEntry): boolean {
  if (entry.kind === 'tool') return areCallsKept(step) && step.state.tools.pending.has(entry.callId);
  if (entry.kind !== 'message') return false;
  return entry.isFromApp === true || entry.id === step.state.loss.reservedItemId;
}

/** The connection that took the conversation up again waits for the calls from before it. */
export function adoptCalls(step: Step): void {
  const { pending } = step.state.tools;
  if (pending.size === 0 || !areCallsKept(step)) return;
  const { connection } = step.public;
  const adopted = [...pending].map(([callId, call]) => [callId, { ...call, connection }] as const);
  step.update('tools', { pending: new Map(adopted) });
}

/** Gives up calls and results that the next connection would not know, and notes them for the report of what was lost. */
function loseCalls(step: Step): void {
  const { queue } = step.state.vendor;
  const unsentIds = queue.flatMap((command) => (command.type === 'send-tool-output' ? [command.callId] : []));
  const lostIds = [...unsentIds, ...step.state.tools.pending.keys()];
  if (lostIds.length === 0) return;
  step.dropQueued(({ type }) => type === 'send-tool-output');
  step.update('history', { lostCallIds: [...step.state.history.lostCallIds, ...lostIds] });
}
