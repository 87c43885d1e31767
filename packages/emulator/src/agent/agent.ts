import type { SeenImage } from '../vision/see-image.ts';

/** A tool that the app has declared. */
export interface DeclaredTool {
  /** The name by which the app registered it. */
  readonly name: string;
  /** The app's words for the model. The emulated agent matches what the user says with them. */
  readonly description: string;
  /** A JSON Schema of the arguments. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** One entry of the conversation so far. */
export interface HistoryEntry {
  readonly role: 'user' | 'agent' | 'system' | 'tool';
  /** The words; for a tool its output. Of interrupted agent speech, only the part that the user heard. */
  readonly text: string;
  /** The images of a message, or of a live view. Left out where there are none. */
  readonly images?: readonly SeenImage[];
}

/** The turn that the agent answers. */
export interface AgentTurn {
  /** Oldest first. */
  readonly history: readonly HistoryEntry[];
  readonly instructions: string;
  readonly tools: readonly DeclaredTool[];
  /** Whether tools may be called, must be called, or which one must be. */
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string };
  /** Whether the emulated model announces a tool call in words before it makes the call. */
  readonly canComment: boolean;
}

/** One output of the agent: speech or a tool call. Speech is an answer unless it is a comment that precedes one. */
export type AgentOutput =
  | { readonly type: 'speech'; readonly text: string; readonly purpose?: 'answer' | 'comment' }
  | {
      readonly type: 'tool-call';
      readonly name: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    };

/** The emulated model. Replace it to script your own conversations. */
export interface EmulatedAgent {
  /** Answers a turn, one output after the other. The signal fires when the answer is cancelled. */
  respond(turn: AgentTurn, signal: AbortSignal): AsyncIterable<AgentOutput> | Iterable<AgentOutput>;
}
