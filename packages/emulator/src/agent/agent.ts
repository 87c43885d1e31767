/** A tool that the app has declared. */
export interface DeclaredTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** One thing said in the conversation so far. */
export interface AgentMemory {
  readonly role: 'user' | 'agent' | 'system' | 'tool';
  readonly text: string;
}

/** What the agent is to answer. */
export interface AgentTurn {
  readonly memory: readonly AgentMemory[];
  readonly instructions: string;
  readonly tools: readonly DeclaredTool[];
  /** Whether tools may be called, must be called, or which one must be. */
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string };
}

/** What the agent does: says something, or calls a tool. */
export type AgentOutput =
  | { readonly type: 'speech'; readonly text: string }
  | {
      readonly type: 'tool-call';
      readonly name: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    };

/** The mind behind the emulated vendor. Replace it to play your own conversations. */
export interface EmulatedAgent {
  respond(turn: AgentTurn, signal: AbortSignal): AsyncIterable<AgentOutput> | Iterable<AgentOutput>;
}
