import type { ConversationItem, ItemId } from './conversation-item.ts';
import type { ResponseOptions } from './response-options.ts';
import type { SessionConfig } from './session-config.ts';

/** Whether an item asks for a response. With `default` the vendor's own rule decides. */
export type RespondRequest = 'default' | 'answer' | 'silent';

/**
 * A command to a vendor. The session chooses the `commandId`. A vendor that reports an error for the command names it, so
 * that the error frees only the command that caused it.
 */
export type ClientCommand =
  /** The first configuration of a connection, or a change of the given fields. */
  | {
      readonly type: 'configure';
      readonly commandId: string;
      readonly config: SessionConfig;
      readonly isInitial: boolean;
      /**
       * The earlier conversation that the connection is told of, oldest first; left out where there is nothing to tell. It is for
       * vendors that are told, or told that they will be, in their first message. `seed-history` follows with the same items once
       * the vendor has acknowledged, unless `canSeedHistory` is `opening`.
       */
      readonly history?: readonly ConversationItem[];
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
      /** `answer` asks for a response at once. Set only for vendors that have no `create-response` command. @default 'default' */
      readonly respond?: RespondRequest;
    }
  /** Items of an earlier conversation, oldest first. They ask for no response. */
  | {
      readonly type: 'seed-history';
      readonly commandId: string;
      readonly items: readonly ConversationItem[];
    }
  | { readonly type: 'remove-item'; readonly commandId: string; readonly itemId: ItemId }
  | { readonly type: 'retrieve-item'; readonly commandId: string; readonly itemId: ItemId }
  | {
      readonly type: 'truncate-item';
      readonly commandId: string;
      readonly itemId: ItemId;
      readonly contentIndex: number;
      /** The heard part of the audio, in whole milliseconds, more than 0. */
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
      /** `silent` asks for no response. Set only for vendors that have no `create-response` command. @default 'default' */
      readonly respond?: RespondRequest;
    }
  | {
      readonly type: 'answer-approval';
      readonly commandId: string;
      readonly approvalRequestId: string;
      readonly isApproved: boolean;
      readonly reason: string | null;
    };
