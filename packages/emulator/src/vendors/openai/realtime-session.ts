import { createId } from '../../random.ts';
import type { WritableSession } from '../../session-log.ts';
import type { VendorContext } from '../../vendor.ts';
import { readClientItem } from './client-items.ts';
import { checkResponse, checkSession } from './config-schema.ts';
import { Conversation } from './conversation.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { InputBuffer } from './input-buffer.ts';
import { Responder } from './responder.ts';
import { applyConfig } from './session-config.ts';
import { Turns } from './turns.ts';

/** The largest `append`, in bytes: 15 MiB. */
const MAX_APPEND_BYTES = 15 * 1024 * 1024;

/** Less audio than this cannot be committed, in milliseconds. */
const MIN_COMMIT_MS = 100;

/** What a session is made with. */
export interface RealtimeSessionOptions {
  readonly context: VendorContext;
  readonly config: Wire;
  readonly record: WritableSession;
  readonly send: (event: Wire) => void;
}

/** One session of the GA protocol, without its socket: takes client events and sends server events. */
export class RealtimeSession {
  readonly #options: RealtimeSessionOptions;
  readonly #conversation = new Conversation();
  readonly #input: InputBuffer;
  readonly #responder: Responder;
  readonly #turns: Turns;
  readonly #id: string;
  readonly #expiresAt: number;
  #config: Wire;
  #hasSpoken = false;
  #speechItemId: string | null = null;
  #idleTimer: ReturnType<VendorContext['clock']['setTimeout']> | null = null;
  #receivedMs = 0;
  /** The words of a turn that was committed by hand: the answer that is asked for next waits for them. */
  #pendingWords: Promise<void> = Promise.resolve();

  constructor(options: RealtimeSessionOptions) {
    const { context, send } = options;
    this.#options = options;
    this.#config = options.config;
    this.#id = createId(context.random, 'sess');
    this.#expiresAt = Math.floor((context.wallClock() + context.timing.sessionCapMs) / 1000);
    this.#input = new InputBuffer(context.recognizer);
    this.#configureInput();
    this.#turns = new Turns({
      context,
      conversation: this.#conversation,
      readTranscription: () => this.#inputConfig['transcription'] as Wire | null,
      send,
    });
    this.#responder = new Responder({
      context,
      conversation: this.#conversation,
      conversationId: createId(context.random, 'conv'),
      readConfig: () => this.#config,
      send,
      onSpoken: () => {
        this.#hasSpoken = true;
      },
      onDone: (audioMs) => this.#waitForUser(audioMs),
    });
  }

  get #inputConfig(): Wire {
    return (this.#config['audio'] as { readonly input: Wire }).input;
  }

  get #detection(): Wire | null {
    return this.#inputConfig['turn_detection'] as Wire | null;
  }

  begin(): void {
    this.#options.send({ type: 'session.created', session: this.#describe() });
  }

  #describe(): Wire {
    return { ...this.#config, object: 'realtime.session', id: this.#id, expires_at: this.#expiresAt };
  }

  /** Takes one client event. @throws Refusal for what the vendor refuses. */
  take(event: Wire): void {
    switch (event['type']) {
      case 'session.update':
        return this.#update(event);
      case 'input_audio_buffer.append':
        return this.#append(event['audio']);
      case 'input_audio_buffer.commit':
        return this.#commit();
      case 'input_audio_buffer.clear':
        this.#input.clear();
        this.#speechItemId = null;
        return this.#options.send({ type: 'input_audio_buffer.cleared' });
      case 'conversation.item.create':
        return this.#createItem(event);
      case 'conversation.item.retrieve':
        return this.#retrieve(event['item_id']);
      case 'conversation.item.truncate':
        return this.#truncate(event);
      case 'conversation.item.delete':
        this.#conversation.remove(event['item_id']);
        return this.#options.send({ type: 'conversation.item.deleted', item_id: event['item_id'] });
      case 'response.create':
        this.#stopWaiting();
        return this.#responder.start(checkResponse(event['response']), this.#pendingWords);
      case 'response.cancel':
        return this.#responder.cancel(event['response_id']);
      case 'output_audio_buffer.clear':
        throw new Refusal(
          'invalid_value',
          'output_audio_buffer.clear is only supported over WebRTC and SIP.',
          'type',
        );
      default:
        throw new Refusal('invalid_value', `Invalid value: '${String(event['type'])}'.`, 'type');
    }
  }

  #update(event: Wire): void {
    const patch = checkSession(event['session']);
    this.#config = applyConfig(this.#config, patch, { hasSpoken: this.#hasSpoken });
    this.#configureInput();
    this.#options.send({ type: 'session.updated', session: this.#describe() });
    for (const tool of (patch['tools'] ?? []) as readonly Wire[])
      if (tool['type'] === 'mcp') this.#listTools(tool);
  }

  /** The emulator reaches no tool servers: listing their tools fails, as it does for a server that is down. */
  #listTools(tool: Wire): void {
    const { send, context } = this.#options;
    const id = createId(context.random, 'mcpl');
    const wire: Wire = { id, type: 'mcp_list_tools', server_label: tool['server_label'], tools: [] };
    const previous = this.#conversation.add({ wire, words: '', audioMs: null, inputMs: 0 });
    send({ type: 'conversation.item.added', previous_item_id: previous, item: wire });
    send({ type: 'mcp_list_tools.in_progress', item_id: id });
    send({ type: 'mcp_list_tools.failed', item_id: id });
    send({ type: 'conversation.item.done', previous_item_id: previous, item: wire });
  }

  #configureInput(): void {
    const format = String((this.#inputConfig['format'] as Wire)['type']);
    this.#input.configure(format, this.#detection);
  }

  #append(audio: unknown): void {
    if (typeof audio !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(audio)) {
      throw new Refusal('invalid_value', 'Invalid audio: expected base64-encoded bytes.', 'audio');
    }
    const bytes = Buffer.from(audio, 'base64');
    if (bytes.byteLength > MAX_APPEND_BYTES) {
      throw new Refusal(
        'invalid_value',
        'Invalid audio: at most 15 MiB are supported in one event.',
        'audio',
      );
    }
    const { record } = this.#options;
    const { events, ms, level } = this.#input.append(bytes);
    this.#receivedMs += ms;
    record.receivedMs = this.#receivedMs;
    record.loudest = Math.max(record.loudest, level);
    for (const event of events) {
      if (event.type === 'started') this.#startSpeech(event.atMs);
      else this.#stopSpeech(event.atMs);
    }
  }

  #startSpeech(atMs: number): void {
    this.#stopWaiting();
    this.#speechItemId = createId(this.#options.context.random, 'item');
    this.#options.send({
      type: 'input_audio_buffer.speech_started',
      audio_start_ms: Math.round(atMs),
      item_id: this.#speechItemId,
    });
    if (this.#detection?.['interrupt_response'] !== false) this.#responder.interrupt();
  }

  #stopSpeech(atMs: number): void {
    this.#options.send({
      type: 'input_audio_buffer.speech_stopped',
      audio_end_ms: Math.round(atMs),
      item_id: this.#speechItemId,
    });
    const words = this.#commitTurn();
    if (this.#detection?.['create_response'] === false) return;
    try {
      this.#responder.start({}, words);
    } catch (error) {
      // A response that was not to be interrupted still runs: the vendor starts none for this turn.
      if (!(error instanceof Refusal)) throw error;
      this.#options.send({ type: 'error', error: { ...error.wire, event_id: null } });
    }
  }

  #commit(): void {
    if (this.#input.bufferedMs < MIN_COMMIT_MS) {
      throw new Refusal(
        'input_audio_buffer_commit_empty',
        `Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has ` +
          `${this.#input.bufferedMs.toFixed(2)}ms of audio.`,
      );
    }
    this.#pendingWords = this.#commitTurn();
  }

  #commitTurn(): Promise<void> {
    const itemId = this.#speechItemId ?? createId(this.#options.context.random, 'item');
    this.#speechItemId = null;
    return this.#turns.take(this.#input.commit(), itemId);
  }

  #createItem(event: Wire): void {
    const { send, context } = this.#options;
    const item = readClientItem(event['item'], () => createId(context.random, 'item'));
    if (item.wire['type'] === 'function_call_output' && !this.#hasCall(item.wire['call_id'])) {
      const message = `No tool call found for function call output with call_id ${String(item.wire['call_id'])}.`;
      throw new Refusal('item_create_invalid_call_id', message, 'item.call_id');
    }
    const previous = this.#conversation.add(item, event['previous_item_id']);
    send({ type: 'conversation.item.added', previous_item_id: previous, item: item.wire });
    send({ type: 'conversation.item.done', previous_item_id: previous, item: item.wire });
  }

  #hasCall(callId: unknown): boolean {
    return this.#conversation.items.some(
      (item) => item.wire['type'] === 'function_call' && item.wire['call_id'] === callId,
    );
  }

  #retrieve(id: unknown): void {
    this.#options.send({ type: 'conversation.item.retrieved', item: this.#conversation.require(id).wire });
  }

  #truncate(event: Wire): void {
    const { item_id: id, content_index: contentIndex, audio_end_ms: endMs } = event;
    const item = this.#conversation.require(id);
    if (item.audioMs === null) {
      const message = 'Only model output audio messages can be truncated.';
      throw new Refusal('unsupported_content_type', message, 'item_id');
    }
    if (contentIndex !== 0 || !Number.isInteger(endMs) || Number(endMs) < 0) {
      const param = contentIndex === 0 ? 'audio_end_ms' : 'content_index';
      throw new Refusal('invalid_value', `Invalid value for ${param}.`, param);
    }
    if (Number(endMs) > Math.ceil(item.audioMs)) {
      const message = `Audio content of ${Math.round(item.audioMs)}ms is already shorter than ${String(endMs)}ms.`;
      throw new Refusal('invalid_value', message, 'audio_end_ms');
    }
    // The agent remembers what was heard; the transcript is taken away whole, as the vendor does.
    const share = item.audioMs === 0 ? 0 : Number(endMs) / item.audioMs;
    const words = item.words.split(' ');
    item.words = words.slice(0, Math.floor(words.length * share)).join(' ');
    item.audioMs = Number(endMs);
    item.wire['content'] = [{ type: 'output_audio', transcript: '' }];
    this.#options.send({
      type: 'conversation.item.truncated',
      item_id: id,
      content_index: contentIndex,
      audio_end_ms: endMs,
    });
  }

  /** After an answer has been heard the agent may speak up by itself, where the app wants that. */
  #waitForUser(audioMs: number): void {
    this.#stopWaiting();
    const timeoutMs = this.#detection?.['idle_timeout_ms'];
    if (typeof timeoutMs !== 'number') return;
    const { context } = this.#options;
    this.#idleTimer = context.clock.setTimeout(() => {
      const endMs = Math.round(this.#receivedMs);
      this.#turns.takeSilence(createId(context.random, 'item'), Math.max(0, endMs - timeoutMs), endMs);
      this.#responder.start({});
    }, audioMs + timeoutMs);
  }

  #stopWaiting(): void {
    if (this.#idleTimer !== null) this.#options.context.clock.clearTimeout(this.#idleTimer);
    this.#idleTimer = null;
  }

  close(): void {
    this.#stopWaiting();
    this.#input.clear();
    this.#responder.close();
  }
}
