import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import { readAudio, readClientEvent, readJson } from './client-events.ts';
import type { ClientEventType } from './client-events.ts';
import { readClientItem } from './client-items.ts';
import { checkResponse, checkSession } from './config-schema.ts';
import { Conversation } from './conversation.ts';
import type { StoredItem } from './conversation.ts';
import { describeSession } from './describe-session.ts';
import { refusalOf } from './faults.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { Playout } from './playout.ts';
import type { PlayoutOptions } from './playout.ts';
import { RemoteTools } from './remote-tools.ts';
import { Responder } from './responder.ts';
import { applyConfig } from './session-config.ts';
import type { AudioConfig } from './session-config.ts';
import type { SessionSocket } from './session-socket.ts';
import { UserTurns } from './user-turns.ts';

/** A session lives for an hour (API reference). */
const SESSION_CAP_MS = 3_600_000;

/** Going away: the code with which a session at its cap is closed. */
const CLOSE_EXPIRED = 1001;

export interface RealtimeSessionOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly socket: SessionSocket;
  /** The session's first configuration. */
  readonly config: Wire;
  /** The WebRTC call of the session, whose audio is on tracks; `null` for a WebSocket. */
  readonly call?: { readonly sessionId: string; readonly peer: PlayoutOptions['peer'] } | null;
}

/** One conversation over one connection. */
export class RealtimeServerSession {
  readonly #options: RealtimeSessionOptions;
  readonly #id: string;
  readonly #expiresAt: number;
  readonly #conversation = new Conversation();
  readonly #responder: Responder;
  readonly #playout: Playout | null;
  readonly #turns: UserTurns;
  readonly #remoteTools: RemoteTools;
  readonly #handlers: Readonly<Record<ClientEventType, (fields: Wire) => void>>;
  #config: Wire;
  #hasSpoken = false;

  constructor(options: RealtimeSessionOptions) {
    const { context, random, socket, config } = options;
    this.#options = options;
    this.#config = config;
    this.#id = options.call?.sessionId ?? createId(random, 'sess');
    this.#expiresAt = Math.floor((context.wallClock() + this.#capMs) / 1000);
    const send = (event: Wire) => socket.send(event);
    const conversation = this.#conversation;
    this.#playout = options.call ? new Playout({ peer: options.call.peer, conversation, send }) : null;
    this.#responder = new Responder({
      context,
      random,
      conversation,
      conversationId: createId(random, 'conv'),
      readConfig: () => this.#config,
      send,
      speaker: this.#playout,
      onSpoken: () => (this.#hasSpoken = true),
      onDone: (audioMs) => this.#turns.beginIdling(audioMs),
    });
    const interrupt = () => this.#interrupt();
    this.#turns = new UserTurns({
      context,
      random,
      socket,
      conversation,
      responder: this.#responder,
      interrupt,
    });
    this.#remoteTools = new RemoteTools({ random, conversation, send });
    this.#handlers = this.#createHandlers();
  }

  get #capMs(): number {
    return this.#options.socket.cap.ms ?? SESSION_CAP_MS;
  }

  start(): void {
    const { socket } = this.#options;
    socket.listen({
      onMessage: (text) => this.#receive(text),
      onClose: () => this.#close(),
    });
    socket.faults.onAnswerFault = (problem, words) => this.#responder.fail(refusalOf(problem, words));
    socket.later(this.#capMs, () => this.#expire());
    socket.send({ type: 'session.created', session: this.#describe() });
    this.#turns.configure(this.#config['audio'] as AudioConfig);
    this.#remoteTools.declare(this.#config['tools']);
  }

  /** The agent's audio as the call plays it. */
  get playout(): Playout | null {
    return this.#playout;
  }

  /** Takes the user's audio from a call. */
  pushSamples(samples: Float32Array, rateHz: number): void {
    this.#turns.pushSamples(samples, rateHz);
  }

  #interrupt(): void {
    this.#responder.interrupt();
    void this.#playout?.clear();
  }

  #describe(): Wire {
    return describeSession(this.#config, { id: this.#id, expiresAt: this.#expiresAt });
  }

  #close(): void {
    this.#responder.close();
    this.#turns.close();
  }

  #expire(): void {
    const { socket } = this.#options;
    const length = this.#capMs === SESSION_CAP_MS ? '60 minutes' : `${this.#capMs / 1000} seconds`;
    const message = `Your session hit the maximum duration of ${length}.`;
    // Reports of 2026 show both: with the error and without it.
    if (socket.cap.isAnnounced) socket.sendError(new Refusal('session_expired', message), null);
    this.#close();
    socket.close(CLOSE_EXPIRED, message);
  }

  #receive(text: string | null): void {
    if (text === null) {
      const message = 'Binary messages are not supported: send JSON text.';
      return this.#refuse(new Refusal('invalid_event', message), null);
    }
    let wire: Wire | null = null;
    try {
      wire = readJson(text);
      this.#options.socket.record.addFrame('in', wire);
      const { type, fields } = readClientEvent(wire);
      this.#handlers[type](fields);
    } catch (error) {
      this.#refuse(error instanceof Refusal ? error : serverError(error), wire?.['event_id']);
    }
  }

  #refuse(refusal: Refusal, eventId: unknown): void {
    this.#options.socket.sendError(refusal, eventId);
  }

  #createHandlers(): Readonly<Record<ClientEventType, (fields: Wire) => void>> {
    return {
      'session.update': (fields) => this.#update(fields['session']),
      'input_audio_buffer.append': (fields) => this.#turns.append(readAudio(String(fields['audio']))),
      'input_audio_buffer.commit': () => this.#turns.commit(),
      'input_audio_buffer.clear': () => this.#turns.clear(),
      'conversation.item.create': (fields) => this.#createItem(fields),
      'conversation.item.retrieve': (fields) => this.#retrieveItem(fields['item_id']),
      'conversation.item.truncate': (fields) => this.#truncateItem(fields),
      'conversation.item.delete': (fields) => this.#deleteItem(fields['item_id']),
      'response.create': (fields) => this.#responder.start(checkResponse(fields['response'])),
      'response.cancel': (fields) => this.#responder.cancel(fields['response_id']),
      'output_audio_buffer.clear': () => this.#clearOutput(),
    };
  }

  #clearOutput(): void {
    if (this.#playout) return void this.#playout.clear();
    const message = "'output_audio_buffer.clear' is only supported on WebRTC and SIP connections.";
    throw new Refusal('invalid_value', message, 'type');
  }

  #update(patch: unknown): void {
    this.#config = applyConfig(this.#config, checkSession(patch), { hasSpoken: this.#hasSpoken });
    this.#turns.configure(this.#config['audio'] as AudioConfig);
    this.#options.socket.send({ type: 'session.updated', session: this.#describe() });
    this.#remoteTools.declare(this.#config['tools']);
  }

  #createItem(fields: Wire): void {
    const { random, socket } = this.#options;
    const item = readClientItem(fields['item'], () => createId(random, 'item'));
    if (item.wire['type'] === 'mcp_approval_response') {
      const message = `There is no approval request with id '${String(item.wire['approval_request_id'])}'.`;
      throw new Refusal('invalid_value', message, 'item.approval_request_id');
    }
    const previous = this.#conversation.add(item, fields['previous_item_id']);
    for (const image of item.images) socket.record.addImage(image);
    this.#turns.transcribeItem(item);
    for (const stage of ['added', 'done']) {
      socket.send({ type: `conversation.item.${stage}`, previous_item_id: previous, item: { ...item.wire } });
    }
  }

  #retrieveItem(id: unknown): void {
    const item = this.#conversation.require(id, 'retrieve');
    this.#options.socket.send({ type: 'conversation.item.retrieved', item: withAudio(item) });
  }

  #truncateItem({ item_id, content_index, audio_end_ms }: Wire): void {
    this.#conversation.truncate(item_id, Number(content_index), Number(audio_end_ms));
    this.#options.socket.send({ type: 'conversation.item.truncated', item_id, content_index, audio_end_ms });
  }

  #deleteItem(id: unknown): void {
    this.#conversation.remove(id);
    this.#options.socket.send({ type: 'conversation.item.deleted', item_id: id });
  }
}

/** Reports an error of the emulator as a server error of the vendor. It must not end the process. */
function serverError(error: unknown): Refusal {
  const what = error instanceof Error ? error.message : String(error);
  return new Refusal(
    'server_error',
    `The server had an error while processing your request: ${what}`,
    null,
    'server_error',
  );
}

/** A retrieved item contains the user's audio as the server has it. */
function withAudio({ wire, inputAudio }: StoredItem): Wire {
  if (!inputAudio) return wire;
  const audio = Buffer.from(inputAudio).toString('base64');
  const content = (wire['content'] as readonly Wire[]).map((part) =>
    part['type'] === 'input_audio' ? { ...part, audio } : part,
  );
  return { ...wire, content };
}
