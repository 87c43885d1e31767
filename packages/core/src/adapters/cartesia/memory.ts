/** What one connection remembers between frames. */
export interface Memory {
  /** Whether Line's stream is spoken. */
  readonly isLine: boolean;
  /** Stands before every id that is made here: turns are counted anew in each call, and a session may have several. */
  prefix: string;
  /** Line's own name of the stream, known once it has been acknowledged. */
  streamId?: string;
  /** Turns that have no number are counted here. */
  count: number;
  /** The running turns. */
  user?: string | null;
  agent?: string | null;
  /** The agent's latest turn: audio names none, so that it belongs to this one. */
  spoken?: string;
  /** Calls of tools that were asked for, and whether an answer is waited for. */
  readonly calls: Map<string, boolean>;
}
