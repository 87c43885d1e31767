import type { IncomingMessage } from 'node:http';
import { isKnownModel } from './client-secrets.ts';
import type { ClientSecrets } from './client-secrets.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { createConfig } from './session-config.ts';

const KEY_PROTOCOL = 'openai-insecure-api-key.';
const BETA_PROTOCOL = 'openai-beta.realtime-v1';

/** Close codes of a refused connection: for a wrong key, and for a wrong request. */
const CLOSE_UNAUTHORIZED = 3000;
const CLOSE_BAD_REQUEST = 4000;

/** A refused connection: the vendor accepts the upgrade, then sends an error frame and closes with this code. */
export class TurnedAway extends Error {
  readonly refusal: Refusal;
  readonly closeCode: number;

  constructor(refusal: Refusal, closeCode: number) {
    super(refusal.message);
    this.refusal = refusal;
    this.closeCode = closeCode;
  }
}

/** Selects `realtime` if the client offers it, as the vendor does. */
export function selectProtocol(offered: ReadonlySet<string>): string | false {
  return offered.has('realtime') ? 'realtime' : false;
}

/** Checks the credential and the request. Returns the session's first configuration. @throws TurnedAway */
export function admit(request: IncomingMessage, url: URL, secrets: ClientSecrets): Wire {
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (request.headers['openai-beta']?.includes('realtime=v1') || protocols.includes(BETA_PROTOCOL)) {
    const message =
      'The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API, without the beta header.';
    throw new TurnedAway(new Refusal('beta_api_shape_disabled', message), CLOSE_BAD_REQUEST);
  }
  const config = authorize(readKey(request, protocols), secrets);
  const model = readModel(url) ?? (config ? String(config['model']) : null);
  if (model === null)
    throw badRequest(
      'missing_model',
      "You must provide a model in the query: '/v1/realtime?model=...'.",
      'model',
    );
  if (!isKnownModel(model))
    throw badRequest('invalid_model', `Model "${model}" is not supported in realtime mode.`, 'model');
  return config && config['model'] === model ? config : { ...(config ?? createConfig(model)), model };
}

/** Checks a sideband connection, which needs an API key. Returns the call's id. @throws TurnedAway */
export function admitToCall(request: IncomingMessage, url: URL, secrets: ClientSecrets): string {
  const key = readKey(request, []);
  if (authorize(key, secrets) === null) return url.searchParams.get('call_id') ?? '';
  const message = 'A call is joined with an API key, not with a client secret.';
  throw new TurnedAway(new Refusal('invalid_api_key', message), CLOSE_UNAUTHORIZED);
}

function readModel(url: URL): string | null {
  if (url.searchParams.has('intent')) {
    const message =
      "The emulator serves conversations only: 'intent' is not supported, connect with 'model'.";
    throw badRequest('invalid_value', message, 'intent');
  }
  return url.searchParams.get('model') || null;
}

function readKey(request: IncomingMessage, protocols: readonly string[]): string | null {
  const header = /^Bearer\s+(\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const protocol = protocols.find((name) => name.startsWith(KEY_PROTOCOL))?.slice(KEY_PROTOCOL.length);
  return header ?? protocol ?? null;
}

function authorize(key: string | null, secrets: ClientSecrets): Wire | null {
  try {
    if (key === null) throw new Refusal('invalid_api_key', "You didn't provide an API key.");
    return secrets.redeem(key).config;
  } catch (error) {
    if (error instanceof Refusal) throw new TurnedAway(error, CLOSE_UNAUTHORIZED);
    throw error;
  }
}

/** Refuses a connection for its request. */
export function turnAway(refusal: Refusal): TurnedAway {
  return new TurnedAway(refusal, CLOSE_BAD_REQUEST);
}

function badRequest(code: string, message: string, param: string): TurnedAway {
  return turnAway(new Refusal(code, message, param));
}
