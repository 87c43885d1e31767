import type { ResponseOptions } from '../protocol/response-options.ts';

/** A request for a response. */
export interface ResponseRequest {
  readonly commandId: string;
  readonly options: ResponseOptions;
  /** Whether the kit itself makes it, for instance after a tool's output. Waiting automatic requests merge into one. */
  readonly isAutomatic: boolean;
  /** The command whose item it answers. If that command cannot be sent, there is nothing to answer. */
  readonly dependsOn?: string;
}

/**
 * One response at a time may write to the conversation, and one cancel may be on its way. The gate holds back requests that
 * the vendor would refuse. Server events drive it; when they stop coming, `abandonResponses` opens it again.
 */
export interface ResponseGate {
  /** The running response of the vendor. */
  readonly active: string | null;
  /** The request that was sent, and has neither started a response nor been refused. */
  readonly requested: ResponseRequest | null;
  /** The request that the running response seems to answer. A refusal may show that the vendor started it by itself. */
  readonly answered: ResponseRequest | null;
  readonly waiting: readonly ResponseRequest[];
  /** The command of the cancel that was sent and has had no effect yet. */
  readonly cancelCommandId: string | null;
  /** Whether a cancel is to be sent as soon as the requested response starts. */
  readonly isCancelDue: boolean;
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
