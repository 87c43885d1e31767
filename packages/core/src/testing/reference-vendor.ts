import type { ClientCommand } from '../protocol/client-command.ts';
import type { ConversationItem, ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { ReportedError, ResponseOutcome, ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig, TurnDetection } from '../protocol/session-config.ts';

/** The state of a vendor that follows its protocol, and its answers to commands. */
export interface ReferenceVendor {
  /** The items of the conversation in order. */
  readonly items: readonly ConversationItem[];
  /** The response that is running; `null` while none is. */
  readonly activeResponseId: string | null;
  readonly turnDetection: TurnDetection;
  /** The configuration of the connection: the first one, and the changes laid over it. */
  readonly config: SessionConfig;
  /** The immediate answer to a command. `create-response` starts a response; the test sends its content. */
  answer(command: ClientCommand): readonly ServerEvent[];
  /** Makes an id that was not there before. */
  createId(prefix: string): string;
  /** Starts a response. */
  startResponse(
    isOutOfBand?: boolean,
    metadata?: Readonly<Record<string, string>> | null,
  ): readonly ServerEvent[];
  /** Ends the running response; nothing where none runs. */
  endResponse(outcome?: ResponseOutcome): readonly ServerEvent[];
  /** Adds an item to the conversation, or replaces the one of the same id, and returns the events. */
  putItem(item: ConversationItem, isDone: boolean): readonly ServerEvent[];
}

type Responding = {
  readonly id: string;
  readonly isOutOfBand: boolean;
  readonly metadata: Readonly<Record<string, string>> | null;
};

/** Creates a vendor with an empty conversation. @param createNumber makes the numbers in its ids */
export function createReferenceVendor(createNumber?: () => number): ReferenceVendor {
  return new Vendor(createNumber);
}

class Vendor implements ReferenceVendor {
  items: ConversationItem[] = [];
  turnDetection: TurnDetection = { mode: 'server' };
  config: SessionConfig = {};
  #active: Responding | null = null;
  readonly #createNumber: () => number;

  constructor(createNumber = createCounter()) {
    this.#createNumber = createNumber;
  }

  get activeResponseId(): string | null {
    return this.#active?.id ?? null;
  }

  createId(prefix: string): string {
    return `${prefix}_${this.#createNumber()}`;
  }

  answer(command: ClientCommand): readonly ServerEvent[] {
    switch (command.type) {
      case 'configure':
        this.turnDetection = command.config.turnDetection ?? this.turnDetection;
        this.config = { ...(command.isInitial ? {} : this.config), ...command.config };
        return [this.#configured(command.config)];
      case 'commit-turn':
        return this.#commit();
      case 'clear-input':
        return [{ type: 'input-cleared' }];
      case 'create-item':
        return [...this.putItem(command.item, false), ...this.putItem(command.item, true)];
      case 'seed-history':
        return command.items.flatMap((item) => [...this.putItem(item, false), ...this.putItem(item, true)]);
      case 'remove-item':
        return this.#remove(command);
      case 'retrieve-item':
        return this.items
          .filter(({ id }) => id === command.itemId)
          .map((item) => ({ type: 'item-received', item }));
      case 'truncate-item':
        return [{ ...command, type: 'item-truncated' }];
      case 'create-response':
        return this.#respond(command);
      case 'cancel-response':
        return this.#active
          ? this.endResponse('cancelled')
          : [refusal(command.commandId, 'Nothing is to be cancelled.')];
      case 'send-tool-output':
        return this.putItem(
          { type: 'tool-output', id: command.itemId, callId: command.callId, output: command.output },
          true,
        );
      default:
        return [];
    }
  }

  #configured(config: { readonly model?: string; readonly voice?: unknown }): ServerEvent {
    return {
      type: 'session-configured',
      sessionId: null,
      expiresAtMs: null,
      turnDetection: this.turnDetection,
      model: config.model ?? 'scripted-model',
      voice: typeof config.voice === 'string' ? config.voice : null,
    };
  }

  #commit(): readonly ServerEvent[] {
    const item: MessageItem = {
      type: 'message',
      id: this.createId('turn'),
      role: 'user',
      status: 'completed',
      content: [{ type: 'audio', transcript: null }],
    };
    const previousItemId = this.items.at(-1)?.id ?? null;
    return [{ type: 'turn-committed', itemId: item.id, previousItemId }, ...this.putItem(item, false)];
  }

  #remove({
    itemId,
    commandId,
  }: {
    readonly itemId: ItemId;
    readonly commandId: string;
  }): readonly ServerEvent[] {
    if (!this.items.some(({ id }) => id === itemId))
      return [refusal(commandId, `There is no item ${itemId}.`)];
    this.items = this.items.filter(({ id }) => id !== itemId);
    return [{ type: 'item-removed', itemId }];
  }

  #respond({
    commandId,
    options,
  }: Extract<ClientCommand, { type: 'create-response' }>): readonly ServerEvent[] {
    const isOutOfBand = options.outOfBand ?? false;
    if (this.#active && !isOutOfBand)
      return [refusal(commandId, `Response ${this.#active.id} is still running.`, 'busy')];
    return this.startResponse(isOutOfBand, options.metadata ?? null);
  }

  startResponse(isOutOfBand = false, metadata: Responding['metadata'] = null): readonly ServerEvent[] {
    const id = this.createId('response');
    if (!isOutOfBand) this.#active = { id, isOutOfBand, metadata };
    return [{ type: 'response-started', responseId: id, isOutOfBand, metadata }];
  }

  endResponse(outcome: ResponseOutcome = 'completed'): readonly ServerEvent[] {
    const active = this.#active;
    if (!active) return [];
    this.#active = null;
    return [
      {
        type: 'response-done',
        responseId: active.id,
        outcome,
        reason: outcome === 'cancelled' ? 'client_cancelled' : null,
        error: null,
        usage: null,
        metadata: active.metadata,
        items: [],
      },
    ];
  }

  putItem(item: ConversationItem, isDone: boolean): readonly ServerEvent[] {
    const at = this.items.findIndex(({ id }) => id === item.id);
    if (at < 0) this.items = [...this.items, item];
    else this.items = this.items.with(at, item);
    const previousItemId = this.items.at((at < 0 ? this.items.length - 1 : at) - 1)?.id ?? null;
    const isFirst = this.items[0]?.id === item.id;
    return [
      { type: isDone ? 'item-done' : 'item-added', item, previousItemId: isFirst ? null : previousItemId },
    ];
  }
}

/** Counts from 1. */
export function createCounter(): () => number {
  let count = 0;
  return () => (count += 1);
}

/** Harmless, as such races are with real vendors too. */
function refusal(
  commandId: string,
  message: string,
  effect: ReportedError['effect'] = 'benign',
): ServerEvent {
  const error: ReportedError = {
    code: 'vendor-failed',
    message,
    vendorCode: null,
    commandId,
    effect,
    wire: null,
  };
  return { type: 'error-received', error };
}
