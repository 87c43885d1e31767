/** The stable id of one entry of the conversation. */
export type ItemId = string;

/** The author of an item. `system` items steer the agent and are not spoken. */
export type Role = 'user' | 'agent' | 'system';

/** Whether the vendor has finished an item. `incomplete` items were cut or failed. */
export type ItemStatus = 'in-progress' | 'completed' | 'incomplete';

/** One piece of a message's content. */
export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  /** Spoken content; the vendor's transcript is `null` until it is known. */
  | { readonly type: 'audio'; readonly transcript: string | null }
  | {
      readonly type: 'image';
      readonly url: string;
      readonly detail?: 'auto' | 'low' | 'high';
      /** The vendor's id of the image, where it takes images as files only: `Vision.sendMessage` uploads them. */
      readonly fileId?: string;
    };

/** A message of the user, the agent or the app. */
export interface MessageItem {
  readonly type: 'message';
  readonly id: ItemId;
  readonly role: Role;
  readonly status: ItemStatus;
  readonly content: readonly ContentPart[];
  /** Whether the agent marked the message as a remark on its own work or as its answer. */
  readonly stage?: 'commentary' | 'final-answer';
}

/** The agent asks the app to run one of its tools. */
export interface ToolCallItem {
  readonly type: 'tool-call';
  readonly id: ItemId;
  readonly status: ItemStatus;
  readonly callId: string;
  readonly name: string;
  /** The arguments as JSON text; complete once `status` is `completed`. */
  readonly argumentsText: string;
}

/** The app's answer to a tool call. */
export interface ToolOutputItem {
  readonly type: 'tool-output';
  readonly id: ItemId;
  readonly callId: string;
  readonly output: string;
}

/** The tools that a remote (MCP) server offers, as the vendor listed them. */
export interface RemoteToolListItem {
  readonly type: 'remote-tool-list';
  readonly id: ItemId;
  readonly serverLabel: string;
  readonly tools: readonly { readonly name: string; readonly description: string | null }[];
}

/** A call that the vendor itself made to a remote (MCP) server. */
export interface RemoteToolCallItem {
  readonly type: 'remote-tool-call';
  readonly id: ItemId;
  readonly serverLabel: string;
  readonly name: string;
  readonly argumentsText: string;
  readonly output: string | null;
  readonly errorMessage: string | null;
  readonly approvalRequestId: string | null;
}

/** A remote (MCP) call that waits for the user's consent. */
export interface ApprovalRequestItem {
  readonly type: 'approval-request';
  readonly id: ItemId;
  readonly serverLabel: string;
  readonly name: string;
  readonly argumentsText: string;
}

/** The user's answer to an approval request. */
export interface ApprovalResponseItem {
  readonly type: 'approval-response';
  readonly id: ItemId;
  readonly approvalRequestId: string;
  readonly isApproved: boolean;
  readonly reason: string | null;
}

/** An item of a kind that this version does not know. It keeps its place in the conversation. */
export interface UnknownItem {
  readonly type: 'unknown';
  readonly id: ItemId;
  readonly wireType: string;
}

/** One entry of the conversation. */
export type ConversationItem =
  | MessageItem
  | ToolCallItem
  | ToolOutputItem
  | RemoteToolListItem
  | RemoteToolCallItem
  | ApprovalRequestItem
  | ApprovalResponseItem
  | UnknownItem;
