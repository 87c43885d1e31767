import type { ClientCommand } from '../protocol/client-command.ts';
import type { ConversationItem, ItemId, MessageItem } from '../protocol/conversation-item.ts';
import type { ReportedError, ResponseOutcome, ServerEvent } from '../protocol/server-event.ts';
import type { TurnDetection } from '../protocol/session-config.ts';

/** The memory of a vendor that behaves, and its answers to commands. */
export interface SaneVendor {
  /** The items of the conversation in order. */
  readonly items: readonly ConversationItem[];
  /** The response that is running; `null` while none is. */
  readonly activeResponseId: string | null;
  readonly turnDetection: TurnDetection;
  /** What a command leads to at once. Answers to `create-response` stop at its start: what is said is the test's. */
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
  /** Adds an item to the conversation, or replaces the one of the same id, and tells so. */
  putItem(item: ConversationItem, isDone: boolean): readonly ServerEvent[];
  /** A new connection knows nothing of the one before. */
  reset(): void;
}

type Responding = {
  readonly id: string;
  readonly isOutOfBand: boolean;
  readonly metadata: Readonly<Record<string, string>> | null;
};

/** Creates a vendor with an empty conversation. */
export function createSaneVendor(): SaneVendor {
  return new Vendor();
}

class Vendor implements SaneVendor {
  items: ConversationItem[] = [];
  turnDetection: TurnDetection = { mode: 'server' };
  #active: Responding | null = null;
  #created = 0;

  get activeResponseId(): string | null {
    return this.#active?.id ?? null;
  }

  reset(): void {
    this.items = [];
    this.turnDetection = { mode: 'server' };
    this.#active = null;
  }

  createId(prefix: string): string {
    this.#created += 1;
    return `${prefix}_${this.#created}`;
  }

  answer(command: ClientCommand): readonly ServerEvent[] {
    switch (command.type) {
      case 'configure':
        this.turnDetection = command.config.turnDetection ?? this.turnDetection;
        return [this.#configured(command.config)];
      case 'commit-turn':
        return this.#commit();
      case 'clear-input':
        return [{ type: 'input-cleared' }];
      case 'create-item':
        return [...this.putItem(command.item, false), ...this.putItem(command.item, true)];
      case 'remove-item':
        return this.#remove(command);
      case 'retrieve-item':
        return this.items
          .filter(({ id }) => id === command.itemId)
          .map((item) => ({ type: 'item-retrieved', item }));
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
    const isOutOfBand = options.isOutOfBand ?? false;
    if (this.#active && !isOutOfBand)
      return [refusal(commandId, `Response ${this.#active.id} is still running.`)];
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

/** Harmless, as such races are with real vendors too. */
function refusal(commandId: string, message: string): ServerEvent {
  const error: ReportedError = {
    code: 'vendor-failed',
    message,
    vendorCode: null,
    commandId,
    isFatal: false,
    isBenign: true,
    wire: null,
  };
  return { type: 'error-reported', error };
}
