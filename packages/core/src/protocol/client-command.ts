import type { ConversationItem, ItemId } from './conversation-item.ts';
import type { ResponseOptions } from './response-options.ts';
import type { SessionConfig } from './session-config.ts';

/**
 * Everything that the kit can tell a vendor. `commandId` is chosen by the session; a vendor that reports an error for
 * the command names it, so that the error frees only what caused it.
 */
export type ClientCommand =
  /** The first configuration of a connection, or a change of the given fields. */
  | {
      readonly type: 'configure';
      readonly commandId: string;
      readonly config: SessionConfig;
      readonly isInitial: boolean;
    }
  /** One chunk of the user's audio in the adapter's input format. The bytes are not kept or changed. */
  | { readonly type: 'append-audio'; readonly audio: Uint8Array }
  /** The user's turn opens by hand: what was buffered before does not belong to it. */
  | { readonly type: 'begin-turn'; readonly commandId: string }
  | { readonly type: 'commit-turn'; readonly commandId: string }
  | { readonly type: 'clear-input'; readonly commandId: string }
  | {
      readonly type: 'create-item';
      readonly commandId: string;
      readonly item: ConversationItem;
      /** The item to stand behind; `null` is the front, left out is the end. */
      readonly previousItemId?: ItemId | null;
      /** The agent is to answer at once. Said only to vendors whose responses are not asked for in a command of their own. */
      readonly isAnswered?: true;
    }
  | { readonly type: 'remove-item'; readonly commandId: string; readonly itemId: ItemId }
  | { readonly type: 'retrieve-item'; readonly commandId: string; readonly itemId: ItemId }
  | {
      readonly type: 'truncate-item';
      readonly commandId: string;
      readonly itemId: ItemId;
      readonly contentIndex: number;
      /** How much was heard, in whole milliseconds, more than 0. */
      readonly audioEndMs: number;
    }
  | {
      readonly type: 'create-response';
      readonly commandId: string;
      readonly options: ResponseOptions;
    }
  /** Without `responseId` the response that writes to the conversation is meant. */
  | {
      readonly type: 'cancel-response';
      readonly commandId: string;
      readonly responseId: string | null;
    }
  /** Drops what the vendor has buffered for playing, where the vendor does the playing. */
  | { readonly type: 'clear-output'; readonly commandId: string }
  | {
      readonly type: 'send-tool-output';
      readonly commandId: string;
      readonly itemId: ItemId;
      readonly callId: string;
      readonly name: string;
      readonly output: string;
      readonly isError: boolean;
      /** The agent is not to speak about it. Said only to vendors whose responses are not asked for in a command of their own. */
      readonly isAnswered?: false;
    }
  | {
      readonly type: 'answer-approval';
      readonly commandId: string;
      readonly approvalRequestId: string;
      readonly isApproved: boolean;
      readonly reason: string | null;
    };
