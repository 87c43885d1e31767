import { askToRespond } from '../ask-to-respond.ts';
import { cutOutput } from '../cut.ts';
import type { SessionInput } from '../session-input.ts';
import type { Step } from '../step.ts';
import { finishOutput } from '../tracks.ts';
import { QUIET_BARGE_IN } from './barge-in.ts';

/** How many decisions the state keeps. */
const MAX_HISTORY = 50;

/** What the part that watches the user's voice has found out. Returns false for every other input. */
export function reduceBargeIn(step: Step, input: SessionInput): boolean {
  const { bargeIn } = step.state;
  switch (input.type) {
    case 'barge-in-noted':
      step.patch({ bargeIn: { ...QUIET_BARGE_IN, ...bargeIn, ...input.patch } });
      return true;
    case 'voice-began':
      step.update({ floor: input.isDoubt ? 'doubt' : null });
      return true;
    case 'barge-in-decided':
      decide(step, input);
      return true;
    case 'barge-in-explained': {
      const before = bargeIn ?? QUIET_BARGE_IN;
      const history = [...before.history, input.bargeIn].slice(-MAX_HISTORY);
      step.patch({ bargeIn: { ...before, history } });
      step.notify({ type: 'barge-in', bargeIn: input.bargeIn });
      return true;
    }
    default:
      return false;
  }
}

function decide(step: Step, input: Extract<SessionInput, { type: 'barge-in-decided' }>): void {
  const { verdict, reason, isDismissed, atMs } = input;
  if (verdict === 'yield') {
    step.update({ cutNote: { reason, atMs } });
    if (cutOutput(step, 'user', true)) step.movePhase('barged-in');
  }
  step.update({ floor: isDismissed ? 'dismissed' : null });
  if (!isDismissed && step.machine.isAnswerHeld) answerTurn(step);
}

/**
 * A turn has been handed over at a vendor that waits for the kit's word. Whether it is answered depends on what the voice
 * meant: a cough is not, and what is still in doubt waits.
 */
export function answerTurn(step: Step): void {
  const { floor } = step.machine;
  step.update({ isAnswerHeld: floor !== null });
  if (floor === null) return askToRespond(step, {});
  // Nobody is owed an answer: the talk is where it was before the cough.
  step.update({ turn: null });
  finishOutput(step);
}
