import { dropBufferedAudio } from './reduce-settings.ts';
import type { Step } from './step.ts';

/** Discards the user's open turn. */
export function cancelTurn(step: Step): void {
  if (!step.public.isTurnOpen) return;
  step.patch({ isTurnOpen: false });
  dropBufferedAudio(step);
  step.send({ type: 'clear-input' });
  step.movePhase('turn-cancelled');
}
