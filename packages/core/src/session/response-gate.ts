import type { ResponseOptions } from '../protocol/response-options.ts';

/** Someone wants the agent to speak. */
export interface ResponseRequest {
  readonly commandId: string;
  readonly options: ResponseOptions;
  /** Asked for by the kit, after a tool's output for instance. Waiting automatic requests merge into one. */
  readonly isAutomatic: boolean;
}

/**
 * One response at a time may write to the conversation, and one cancel may be on its way. The gate holds back what would
 * be refused. It is driven by what the vendor says, never by time.
 */
export interface ResponseGate {
  /** The response that runs at the vendor. */
  readonly active: string | null;
  /** Sent, and neither begun nor refused yet. */
  readonly requested: ResponseRequest | null;
  /** The request that the running response is taken to answer. A refusal may still show that it was the vendor's own. */
  readonly answered: ResponseRequest | null;
  readonly waiting: readonly ResponseRequest[];
  /** The command of the cancel that is on its way. */
  readonly cancelCommandId: string | null;
  /** The cancel came before the response had begun: it is due as soon as there is something to cancel. */
  readonly isCancelDue: boolean;
}

/** What a step of the gate leads to: at most one request and one cancel go out. */
export interface GateStep {
  readonly gate: ResponseGate;
  readonly send?: ResponseRequest;
  readonly cancel?: { readonly commandId: string; readonly responseId: string | null };
}

/** The gate of a new connection. */
export const OPEN_GATE: ResponseGate = {
  active: null,
  requested: null,
  answered: null,
  waiting: [],
  cancelCommandId: null,
  isCancelDue: false,
};

/** Asks for a response: it is sent at once, or waits until the running one has ended. */
export function requestResponse(gate: ResponseGate, request: ResponseRequest): GateStep {
  if (request.isAutomatic && gate.waiting.some((waiting) => waiting.isAutomatic)) return { gate };
  return release({ ...gate, waiting: [...gate.waiting, request] });
}

/** A response has begun, asked for by us or by the vendor itself. */
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

/** A response has ended; the next in line may go. */
export function responseDone(gate: ResponseGate, responseId: string): GateStep {
  if (gate.active !== null && gate.active !== responseId) return { gate };
  return release({ ...gate, active: null, answered: null, cancelCommandId: null });
}

/** Stops what runs or is about to run. Automatic requests in waiting are dropped: nobody wants to hear them now. */
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

/** The vendor refused a command. Only the request or cancel that caused the error is freed. */
export function commandRefused(gate: ResponseGate, commandId: string | null, isBusy: boolean): GateStep {
  if (commandId === null) return { gate };
  if (commandId === gate.cancelCommandId) return { gate: { ...gate, cancelCommandId: null } };
  const refused = [gate.requested, gate.answered].find((request) => request?.commandId === commandId);
  if (!refused) return { gate };
  const freed =
    refused === gate.requested
      ? { ...gate, requested: null, isCancelDue: false }
      : { ...gate, answered: null };
  // The vendor is still busy with a response of its own: ours goes back to the head of the line and waits for its end.
  if (isBusy) return { gate: { ...freed, waiting: [refused, ...gate.waiting] } };
  return release(freed);
}

function release(gate: ResponseGate): GateStep {
  const [next, ...waiting] = gate.waiting;
  if (!next || gate.active !== null || gate.requested || gate.cancelCommandId !== null) return { gate };
  return { gate: { ...gate, requested: next, waiting }, send: next };
}
