import type { ClientCommand } from '../protocol/client-command.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import { settlePlayout } from './cut.ts';
import { isCallOpen, withToolState } from './open-calls.ts';
import { stopRenewal } from './stop-renewal.ts';
import type { HeardSoFar } from './session-input.ts';
import type { Step } from './step.ts';
import { writeEntry } from './transcript-edits.ts';
import type { TranscriptEntry } from './transcript/transcript.ts';

/** Commands of an earlier connection's calls: no other connection knows them. */
const BOUND: ReadonlySet<ClientCommand['type']> = new Set(['send-tool-output', 'answer-approval']);

/** Settles everything that belongs to a connection. Nothing of the agent is heard any more. */
export function endConversation(step: Step, playhead: HeardSoFar | null): void {
  stopRenewal(step);
  step.do({ type: 'abort-tools', callId: null });
  settlePlayouts(step, playhead);
  closeEntries(step);
  step.movePhase('went-down');
  step.resetConnection();
  step.patch({ speakingItemId: null, isTurnOpen: false });
}

/** Drops commands that wait and that the next connection would not know what to do with. */
export function dropBoundCommands(step: Step): void {
  step.dropQueued(({ type }) => BOUND.has(type));
}

/** Settles what is played, at the playhead. */
export function settlePlayouts(step: Step, playhead: HeardSoFar | null): void {
  for (const [itemId, playout] of step.state.playback.playouts)
    settlePlayout(step, itemId, playout, 'disconnect', heardOf(playhead, itemId));
}

/** The part of an item that had been heard at the playhead, in milliseconds. */
export function heardOf(playhead: HeardSoFar | null, itemId: ItemId): number {
  return playhead?.itemId === itemId ? playhead.heardMs : 0;
}

/** Closes the rows that nothing can complete any more, but those that the next connection continues. */
export function closeEntries(
  step: Step,
  isContinued: (entry: TranscriptEntry) => boolean = () => false,
): void {
  const { playouts } = step.state.playback;
  const waiting = new Set<ItemId>(
    step.state.vendor.queue.flatMap((command) => (command.type === 'create-item' ? [command.item.id] : [])),
  );
  for (const entry of step.public.transcript.live.values()) {
    if (playouts.has(entry.id) || waiting.has(entry.id)) continue;
    if (!isContinued(entry)) writeEntry(step, closeEntry(entry));
  }
}

function closeEntry(entry: TranscriptEntry): TranscriptEntry {
  switch (entry.kind) {
    case 'message':
      if (entry.state === 'streaming') {
        return { ...entry, state: 'interrupted', cut: { by: 'disconnect', heardMs: entry.heardMs } };
      }
      if (entry.state !== 'speaking' && entry.state !== 'transcribing') return entry;
      return { ...entry, state: entry.text === '' ? 'failed' : 'done' };
    case 'tool':
      return isCallOpen(entry.state) ? withToolState(entry, 'cancelled') : entry;
    case 'remote-tool':
      return entry.state === 'running' ? { ...entry, state: 'failed' } : entry;
    case 'approval':
      return entry.state === 'pending' ? { ...entry, state: 'declined' } : entry;
    case 'continuity':
      return entry;
  }
}
