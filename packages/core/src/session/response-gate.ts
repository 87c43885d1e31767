import { OPEN_GATE } from './open-gate.ts';
import type { ResponseGate, ResponseRequest } from './open-gate.ts';

/** The gate after a step, with at most one request and one cancel to send. */
export interface GateStep {
  readonly gate: ResponseGate;
  readonly send?: ResponseRequest;
  readonly cancel?: { readonly commandId: string; readonly responseId: string | null };
}

/** Requests a response: the request is sent at once, or waits until the running response has ended. */
export function requestResponse(gate: ResponseGate, request: ResponseRequest): GateStep {
  if (request.isAutomatic && gate.waiting.some((waiting) => waiting.isAutomatic)) return { gate };
  return releaseNext({ ...gate, waiting: [...gate.waiting, request] });
}

/** A response has started, requested by the kit or by the vendor itself. */
export function responseStarted(gate: ResponseGate, responseId: string, cancelCommandId: string): GateStep {
  const started = {
    ...gate,
    active: responseId,
    requested: null,
    answered: gate.requested,
    isCancelDue: false,
  };
  if (!gate.isCancelDue) return { gate: { ...started, cancelCommandId: null } };
  return { gate: { ...started, cancelCommandId }, cancel: { commandId: cancelCommandId, responseId } };
}

/**
 * A response has ended, and `releaseNext` may send the next request. The end of a response whose start never arrived is the
 * end of the requested one.
 */
export function responseDone(gate: ResponseGate, responseId: string): ResponseGate {
  if (gate.active !== null && gate.active !== responseId) return gate;
  return { ...OPEN_GATE, waiting: gate.waiting };
}

/** A command could not be sent. Requests that depend on it are dropped. */
export function dropDependents(gate: ResponseGate, commandId: string): GateStep {
  const depends = (request: ResponseRequest | null) =>
    request?.dependsOn === commandId || request?.commandId === commandId;
  return releaseNext({
    ...gate,
    requested: depends(gate.requested) ? null : gate.requested,
    isCancelDue: gate.isCancelDue && !depends(gate.requested),
    cancelCommandId: gate.cancelCommandId === commandId ? null : gate.cancelCommandId,
    waiting: gate.waiting.filter((request) => !depends(request)),
  });
}

/** Cancels the running or requested response. Waiting automatic requests are dropped. */
export function requestCancel(gate: ResponseGate, commandId: string): GateStep {
  const waiting = gate.waiting.filter((request) => !request.isAutomatic);
  const trimmed = waiting.length === gate.waiting.length ? gate : { ...gate, waiting };
  if (gate.cancelCommandId !== null || gate.isCancelDue) return { gate: trimmed };
  if (gate.active !== null) {
    return {
      gate: { ...trimmed, cancelCommandId: commandId },
      cancel: { commandId, responseId: gate.active },
    };
  }
  return gate.requested ? { gate: { ...trimmed, isCancelDue: true } } : { gate: trimmed };
}

/**
 * The vendor refused a command: the request or cancel that caused the error is freed. Some errors name no command. They are
 * taken to be about the cancel or the request that is on its way.
 */
export function commandRefused(gate: ResponseGate, named: string | null, isBusy: boolean): GateStep {
  const commandId = named ?? gate.cancelCommandId ?? gate.requested?.commandId;
  if (commandId === undefined) return { gate };
  if (commandId === gate.cancelCommandId) return { gate: { ...gate, cancelCommandId: null } };
  const refused = [gate.requested, gate.answered].find((request) => request?.commandId === commandId);
  if (!refused) return { gate };
  const freed =
    refused === gate.requested
      ? { ...gate, requested: null, isCancelDue: false }
      : { ...gate, answered: null };
  // The vendor runs a response of its own: the refused request waits for its end, before all others.
  if (isBusy) return { gate: { ...freed, waiting: [refused, ...gate.waiting] } };
  return releaseNext(freed);
}

/** Sends the first of the waiting requests, if nothing holds it back. */
export function releaseNext(gate: ResponseGate): GateStep {
  const [next, ...waiting] = gate.waiting;
  if (!next || gate.active !== null || gate.requested || gate.cancelCommandId !== null) return { gate };
  return { gate: { ...gate, requested: next, waiting }, send: next };
}
