import type { ItemId } from '../protocol/conversation-item.ts';
import type { ResponseOptions } from '../protocol/response-options.ts';
import type { OwedAnswer } from './internal-state.ts';
import { isAnswerLeftToApp } from './is-answer-left-to-app.ts';
import { areCallsKept } from './kept-calls.ts';
import { isPlayedByVendor } from './playouts.ts';
import type { HeardSoFar } from './session-input.ts';
import type { Step } from './step.ts';
import { entryOf, listEntries } from './transcript/transcript.ts';
import type { MessageEntry, TranscriptEntry } from './transcript/transcript.ts';

/** The number of newest entries that are searched for the user's last message. */
const SEARCHED = 16;

/**
 * The answer that the user waits for and of which nothing has been or will be heard, when the connection is lost; `null` where
 * the vendor owes none. An answer that the user or the app has cut is not owed.
 */
export function findOwed(step: Step, playhead: HeardSoFar | null): OwedAnswer | null {
  const { gate } = step.state.responses;
  const requests = [...firstRequest(step, playhead), ...gate.waiting.map(({ options }) => options)];
  if (requests.length === 0) return null;
  return { itemId: lastAsked(step)?.id ?? null, requests };
}

function firstRequest(step: Step, playhead: HeardSoFar | null): readonly ResponseOptions[] {
  const { responses, turn, tools } = step.state;
  const { active, requested, answered, waiting, isCancelDue } = responses.gate;
  if (requested) return isCancelDue ? [] : [requested.options];
  if (active !== null) {
    const isCut = responses.cancelledResponseIds.includes(active);
    return isCut || isHeard(step, active, playhead) ? [] : [answered?.options ?? {}];
  }
  if (waiting.length > 0) return [];
  // A call that outlives the connection is answered on the next one.
  const isToolAwaited = !areCallsKept(step) && (tools.pending.size > 0 || tools.isResponseDue);
  const isTurnUnanswered = turn.stages !== null && !isAnswerLeftToApp(step.state);
  return isTurnUnanswered || isToolAwaited || hasUnheardAnswer(step, playhead) ? [{}] : [];
}

/** Whether the user has heard or read something of a response, or will. */
function isHeard(step: Step, responseId: string, playhead: HeardSoFar | null): boolean {
  const itemIds = step.state.responses.active.get(responseId)?.itemIds ?? [];
  return itemIds.some((id) => isItemHeard(step, id, playhead));
}

/** Whether the user has heard or read something of one of the agent's items, or will. */
export function isItemHeard(step: Step, itemId: ItemId, playhead: HeardSoFar | null): boolean {
  const entry = entryOf(step.public.transcript, itemId);
  const playout = step.state.playback.playouts.get(itemId);
  if (playout && !isPlayedByVendor(step, playout) && step.state.vendor.playoutOnLoss === 'finish')
    return playout.receivedMs > 0;
  const isAudible = step.public.speakingItemId === itemId || playhead?.itemId === itemId;
  return isAudible || (entry?.kind === 'message' && isNoticed(entry));
}

function isNoticed({ heardMs, modality, text }: MessageEntry): boolean {
  return heardMs > 0 || (modality === 'text' && text !== '');
}

/** An answer that has been generated to its end, and whose audio is lost before its first sample was heard. */
function hasUnheardAnswer(step: Step, playhead: HeardSoFar | null): boolean {
  const answers = [...step.state.playback.playouts].filter(
    ([, { isOutOfBand, isFromApp, isCut }]) => !isOutOfBand && !isFromApp && !isCut,
  );
  return answers.length > 0 && !answers.some(([itemId]) => isItemHeard(step, itemId, playhead));
}

/** The row that is unanswered: the user's last message, or the last call of a tool. */
function lastAsked(step: Step): TranscriptEntry | undefined {
  const { transcript } = step.public;
  const newest = { ...transcript, order: transcript.order.slice(-SEARCHED) };
  return listEntries(newest).findLast(
    (entry) => entry.kind === 'tool' || (entry.kind === 'message' && entry.role === 'user'),
  );
}
