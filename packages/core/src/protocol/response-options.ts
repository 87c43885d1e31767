import type { MessageItem } from './conversation-item.ts';
import type { SessionConfig } from './session-config.ts';

/** An existing item by its id, as context for one response. */
export interface ItemReference {
  readonly type: 'item-reference';
  readonly id: string;
}

/** The options of one response. They override the session's configuration for that response alone. */
export interface ResponseOptions extends Pick<
  SessionConfig,
  | 'instructions'
  | 'outputModality'
  | 'voice'
  | 'tools'
  | 'remoteTools'
  | 'toolChoice'
  | 'parallelToolCalls'
  | 'reasoningEffort'
  | 'maxOutputTokens'
  | 'vendorOptions'
> {
  /** An out-of-band response reads the conversation but leaves no trace in it. @default false */
  readonly outOfBand?: boolean;
  /** Replaces the conversation as context; an empty list means none. */
  readonly input?: readonly (MessageItem | ItemReference)[];
  /** Echoed in the events of this response. */
  readonly metadata?: Readonly<Record<string, string>>;
}
