import { OPEN_GATE } from './open-gate.ts';
import type { ResponseGate } from './open-gate.ts';
import { releaseNext } from './response-gate.ts';
import type { GateStep } from './response-gate.ts';

// The questions of the silence rules to the response gate. They are loaded once the session is live.

/** The vendor has fallen silent: nothing that it owes is waited for any longer. */
export function abandonResponses(gate: ResponseGate): GateStep {
  return releaseNext({ ...OPEN_GATE, waiting: gate.waiting });
}

/** Whether the gate waits for the vendor. */
export function isGateWaiting(gate: ResponseGate): boolean {
  const { active, requested, waiting, cancelCommandId } = gate;
  return active !== null || requested !== null || waiting.length > 0 || cancelCommandId !== null;
}
