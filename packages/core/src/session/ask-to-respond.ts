import type { ResponseOptions } from '../protocol/response-options.ts';
import { requestResponse } from './response-gate.ts';
import type { Step } from './step.ts';

/** Asks for a response, in its turn. Out-of-band responses have no turn to wait for. */
export function askToRespond(step: Step, options: ResponseOptions): void {
  if (!step.isLive || options.isOutOfBand) {
    step.send({ type: 'create-response', options });
    return;
  }
  const commandId = step.nextCommandId();
  step.passGate(requestResponse(step.machine.gate, { commandId, options, isAutomatic: false }));
  step.movePhase('response-started');
}
