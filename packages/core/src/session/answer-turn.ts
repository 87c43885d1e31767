import { askToRespond } from './ask-to-respond.ts';
import { finishOutput } from './playouts.ts';
import type { Step } from './step.ts';

/**
 * Answers a committed turn, where the vendor leaves that to the kit. A turn whose verdict is pending waits, and one that
 * was rejected, such as a cough, gets no answer.
 */
export function answerTurn(step: Step): void {
  const { bargeInVerdict } = step.state.interruption;
  step.update('interruption', { isAnswerHeld: bargeInVerdict !== null });
  if (bargeInVerdict === null) return askToRespond(step, {});
  step.update('turn', { stages: null });
  finishOutput(step);
}
