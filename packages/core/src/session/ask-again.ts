import { RealtimeError } from '../errors/realtime-error.ts';
import { askToRespond } from './ask-to-respond.ts';
import { seedEntry } from './history/seed-entry.ts';
import type { OwedAnswer } from './internal-state.ts';
import type { Step } from './step.ts';
import { entryOf } from './transcript/transcript.ts';

/** The time in which a vendor that has resumed the conversation answers what was asked before, in milliseconds. */
const ANSWER_MS = 8_000;

/**
 * Asks for the answer that an earlier connection took with it, once: on a connection that has been told the question. A vendor
 * that remembers answers by itself. To be called after everything that waits for the connection.
 */
export function askAgain(step: Step, isResumed = false): void {
  const { owed, isReseeded } = step.state.loss;
  if (!owed) return;
  if (isResumed) return step.do({ type: 'set-timer', timer: 'owed-answer', afterMs: ANSWER_MS });
  step.update('loss', { owed: null });
  if (!isReseeded || !ask(step, owed)) step.update('loss', { lostAnswers: [owed.itemId] });
}

function ask(step: Step, { itemId, requests }: OwedAnswer): boolean {
  if (step.state.vendor.capabilities.isResponseOnDemand) {
    for (const options of requests) askToRespond(step, options);
    return true;
  }
  const entry = itemId === null ? null : entryOf(step.public.transcript, itemId);
  const seed = entry?.kind === 'message' ? seedEntry(entry, { hasToolCalls: false, hasImages: false }) : null;
  const [item] = seed === null || seed === 'unknown' ? [] : seed.items;
  if (!item) return false;
  step.send({ type: 'create-item', item, respond: 'answer' });
  return true;
}

/**
 * Drops the question where a command that waits for the connection asks for an answer itself: one answer is
 * enough.
 */
export function dropAskedByQueue(step: Step): void {
  const isAsked = step.state.vendor.queue.some(
    (command) =>
      (command.type === 'create-response' && !command.options.outOfBand) ||
      command.type === 'commit-turn' ||
      (command.type === 'create-item' && command.respond === 'answer'),
  );
  if (isAsked) step.update('loss', { owed: null });
}

/** The vendor has answered, or the user has said something else. */
export function forgetOwed(step: Step): void {
  if (!step.state.loss.owed || !step.isLive) return;
  step.update('loss', { owed: null });
  step.do({ type: 'clear-timer', timer: 'owed-answer' });
}

/** The vendor remembers the conversation, and has not answered. */
export function giveUpOwed(step: Step): void {
  const { owed } = step.state.loss;
  if (!owed || !step.isLive) return;
  step.update('loss', { owed: null });
  if (step.state.vendor.capabilities.isResponseOnDemand) {
    for (const options of owed.requests) askToRespond(step, options);
    return;
  }
  step.emit(
    'error',
    new RealtimeError(
      'response-timeout',
      'The connection broke before the answer, and the new one brought none. The conversation goes on; ask again.',
    ),
  );
}
