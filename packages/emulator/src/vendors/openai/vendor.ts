import type { IncomingMessage } from 'node:http';
import { Hono } from 'hono';
import type { RawData, WebSocket } from 'ws';
import type { WritableSession } from '../../session-log.ts';
import { createId } from '../../random.ts';
import type { Vendor, VendorContext } from '../../vendor.ts';
import { ClientSecrets, DEFAULT_MODEL, isKnownModel } from './client-secrets.ts';
import { Refusal } from './frames.ts';
import type { Wire, WireError } from './frames.ts';
import { RealtimeSession } from './realtime-session.ts';
import { createConfig } from './session-config.ts';

const PATH = '/v1/realtime';

/** The vendor pings about this often and expects an answer (a public report of September 2026). */
const PING_MS = 20_300;

/** Codes that mean that the caller may not come in; the socket is closed with 3000, for all others with 4000. */
const AUTHENTICATION = /api_key|ephemeral_key/;

/** Creates the OpenAI Realtime server: `/v1/realtime` over WebSocket and `/v1/realtime/client_secrets`. */
export function createVendor(context: VendorContext): Vendor {
  const secrets = new ClientSecrets(context.random, context.wallClock);
  return {
    id: 'openai',
    routes: createRoutes(secrets),
    selectProtocol: (offered) => (offered.has('realtime') ? 'realtime' : false),
    accept: (path) =>
      path === PATH
        ? (socket, request, url) => new Connection(context, secrets, socket).begin(request, url)
        : null,
  };
}

function createRoutes(secrets: ClientSecrets): Hono {
  const routes = new Hono();
  routes.post(`${PATH}/client_secrets`, async (c) => {
    const key = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    if (!key.startsWith('sk-')) {
      const message = key === '' ? 'You didn’t provide an API key.' : 'Incorrect API key provided.';
      const error = { message, type: 'invalid_request_error', param: null, code: 'invalid_api_key' };
      return c.json({ error }, 401);
    }
    try {
      const text = await c.req.text();
      return c.json(secrets.mint(text === '' ? {} : parseJson(text)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return c.json({ error: error.wire }, 400);
    }
  });
  return routes;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid_json', 'We could not parse the JSON body of your request.');
  }
}

/** One socket: who may come in, what is a frame, and when it ends. */
class Connection {
  readonly #context: VendorContext;
  readonly #secrets: ClientSecrets;
  readonly #socket: WebSocket;
  readonly #record: WritableSession;

  constructor(context: VendorContext, secrets: ClientSecrets, socket: WebSocket) {
    this.#context = context;
    this.#secrets = secrets;
    this.#socket = socket;
    this.#record = context.openSession({
      vendor: 'openai',
      drop: (code, reason) => (code === undefined ? socket.terminate() : socket.close(code, reason)),
      send: (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    }) as WritableSession;
  }

  begin(request: IncomingMessage, url: URL): void {
    // The upgrade is always answered; a refusal is an error frame and the close that follows at once.
    try {
      const config = this.#admit(request, url);
      this.#serve(config);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#send({ type: 'error', error: { ...error.wire, event_id: null } });
      const { type, code } = error.wire;
      this.#socket.close(AUTHENTICATION.test(code) ? 3000 : 4000, `${type}.${code}`);
      this.#record.isOpen = false;
    }
  }

  #admit(request: IncomingMessage, url: URL): Wire {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((entry) => entry.trim());
    if (
      request.headers['openai-beta'] !== undefined ||
      offered.some((entry) => entry.startsWith('openai-beta.'))
    ) {
      throw new Refusal(
        'beta_api_shape_disabled',
        'The beta shape of the Realtime API is no longer available.',
      );
    }
    const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const subprotocol = offered.find((entry) => entry.startsWith('openai-insecure-api-key.'))?.slice(24);
    const { config } = this.#secrets.redeem(header ?? subprotocol ?? '');
    const model = url.searchParams.get('model');
    if (model !== null && !isKnownModel(model)) {
      throw new Refusal(
        'invalid_model',
        `The model '${model}' does not exist or cannot be used here.`,
        'model',
      );
    }
    if (config) return model === null || config['model'] === model ? config : { ...config, model };
    if (model === null)
      throw new Refusal('missing_model', `You must provide a model, such as ${DEFAULT_MODEL}.`, 'model');
    return createConfig(model);
  }

  #serve(config: Wire): void {
    const { clock, timing } = this.#context;
    const session = new RealtimeSession({
      context: this.#context,
      config,
      record: this.#record,
      send: (event) => this.#send(event),
    });
    const cap = clock.setTimeout(() => this.#expire(), timing.sessionCapMs);
    const ping = setInterval(() => this.#socket.ping(), PING_MS);
    ping.unref();
    this.#socket.on('message', (data, isBinary) => this.#take(session, data, isBinary));
    this.#socket.on('close', () => {
      clock.clearTimeout(cap);
      clearInterval(ping);
      session.close();
      this.#record.isOpen = false;
    });
    session.begin();
  }

  #take(session: RealtimeSession, data: RawData, isBinary: boolean): void {
    let eventId: unknown = null;
    try {
      if (isBinary) throw new Refusal('invalid_event', 'Binary frames are not supported; send JSON text.');
      const event = parseJson(String(data));
      if (typeof event !== 'object' || event === null || Array.isArray(event)) {
        throw new Refusal('invalid_event', 'An event must be a JSON object.');
      }
      eventId = (event as Wire)['event_id'] ?? null;
      this.#record.note('in', shorten(event as Wire));
      session.take(event as Wire);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#sendError(error.wire, eventId);
    }
  }

  #sendError(error: WireError, eventId: unknown): void {
    this.#send({ type: 'error', error: { ...error, event_id: eventId } });
  }

  #send(event: Wire): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const { type, ...fields } = event;
    const frame = { type, event_id: createId(this.#context.random, 'event'), ...fields };
    this.#record.note('out', shorten(frame));
    this.#socket.send(JSON.stringify(frame));
  }

  #expire(): void {
    const message = 'Your session hit the maximum duration of 60 minutes.';
    this.#sendError({ type: 'invalid_request_error', code: 'session_expired', message, param: null }, null);
    this.#socket.close(1001, message);
  }
}

/** Keeps records small: of audio only its length is kept. */
function shorten(frame: Wire): Wire {
  const key = frame['type'] === 'input_audio_buffer.append' ? 'audio' : 'delta';
  const value = frame[key];
  return typeof value === 'string' && value.length > 400
    ? { ...frame, [key]: `(${value.length} characters)` }
    : { ...frame };
}
