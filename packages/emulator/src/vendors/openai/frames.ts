/** A JSON object on the wire. */
export type Wire = Record<string, unknown>;

/** The vendor's error about a request. */
export interface WireError {
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
}

/** A request that is refused. The socket stays open. */
export class Refusal extends Error {
  readonly wire: WireError;

  constructor(code: string, message: string, param: string | null = null, type = 'invalid_request_error') {
    super(message);
    this.wire = { type, code, message, param };
  }
}
