/** A tool that the app has declared. */
export interface DeclaredTool {
  readonly name: string;
  readonly description: string;
  /** A JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** One thing said in the conversation so far. */
export interface AgentMemory {
  readonly role: 'user' | 'agent' | 'system' | 'tool';
  /** The words; for a tool its output. Of an agent's speech that was cut, what was heard of it. */
  readonly text: string;
}

/** What the agent is to answer. */
export interface AgentTurn {
  /** Oldest first. */
  readonly memory: readonly AgentMemory[];
  readonly instructions: string;
  readonly tools: readonly DeclaredTool[];
  /** Whether tools may be called, must be called, or which one must be. */
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string };
  /** Whether the emulated model is one that says what it does before it does it. */
  readonly canComment: boolean;
}

/** What the agent does: says something, or calls a tool. A comment is said on the way to the answer. */
export type AgentOutput =
  | { readonly type: 'speech'; readonly text: string; readonly isComment?: boolean }
  | {
      readonly type: 'tool-call';
      readonly name: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    };

/** The mind behind the emulated vendor. Replace it to play your own conversations. */
export interface EmulatedAgent {
  /** Answers a turn, one output after the other. The signal fires when the answer is not wanted any more. */
  respond(turn: AgentTurn, signal: AbortSignal): AsyncIterable<AgentOutput> | Iterable<AgentOutput>;
}
