import type { ResponseOptions } from '../protocol/response-options.ts';
import { requestResponse } from './response-gate.ts';
import type { Step } from './step.ts';

/**
 * Asks for a response through the gate. Out-of-band responses pass without waiting.
 *
 * @param dependsOn is the command of the item that it answers.
 */
export function askToRespond(step: Step, options: ResponseOptions, dependsOn?: string): void {
  if (!step.isLive || step.public.isPaused || options.outOfBand) {
    step.send({ type: 'create-response', options }, dependsOn);
    return;
  }
  const commandId = step.nextCommandId();
  const request = { commandId, options, isAutomatic: false, dependsOn };
  step.passGate(requestResponse(step.state.responses.gate, request));
  step.movePhase('response-started');
}
