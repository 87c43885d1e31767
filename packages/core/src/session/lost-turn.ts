import type { LostMemory } from './transcript/continuity.ts';
import type { Step } from './step.ts';

/** Takes the losses of connections for the `continuity` event. Each loss is reported once. */
export function takeLost(step: Step): readonly LostMemory[] {
  const { lostAnswers, lostAudioMs } = step.state.loss;
  step.update('loss', { lostAnswers: [], lostAudioMs: 0 });
  return [
    ...(lostAudioMs > 0 ? [{ what: 'user-audio', durationMs: lostAudioMs } as const] : []),
    ...lostAnswers.map((itemId) => ({ what: 'answer', itemId }) as const),
  ];
}

/** The user begins to speak. */
export function startTurn(step: Step): void {
  step.update('loss', { turnStartedAtMs: step.moment.atMs });
}

/** The user's turn is over. */
export function finishTurn(step: Step): void {
  step.update('loss', { turnEndedAtMs: step.moment.atMs });
}

/** The words of the user's last turn are known, or it has been answered. */
export function settleTurn(step: Step): void {
  const { settledAtMs, turnEndedAtMs } = step.state.loss;
  if (settledAtMs !== turnEndedAtMs) step.update('loss', { settledAtMs: turnEndedAtMs });
}
