import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';

/** A complete tool call as the vendor sent it. */
export interface RequestedToolCall {
  readonly callId: string;
  readonly itemId: ItemId;
  readonly name: string;
  readonly argumentsText: string;
}

/** How a call ended. There is always an output: what went wrong is told to the model too. */
export interface ToolResult {
  readonly callId: string;
  readonly output: string;
  readonly error: RealtimeError | null;
  /** Whether the agent is to be asked to go on. */
  readonly isAnswered: boolean;
}
