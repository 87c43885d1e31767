import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import type { OpenAIOptions } from './options.ts';
import { refused } from './refused.ts';

/** The vendor's own root (API reference, November 2026). */
const BASE_URL = 'https://api.openai.com/v1';

/** Where offers are posted (API reference, November 2026). */
const CALLS = '/realtime/calls';

/** The newest model of the turn-based protocol (model pages, September 2026). */
export const MODEL = 'gpt-realtime-2.1';

/** What a subprotocol may consist of (RFC 7230, token). A browser throws on anything else. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Describes the connection.
 *
 * @throws RealtimeError `credential-rejected` for a plain API key or what no key looks like, `invalid-config` for an
 * address that is none.
 */
export function planConnection(
  options: OpenAIOptions,
  input: PlanInput,
  kind: 'websocket' | 'webrtc' = 'websocket',
): ConnectionPlan {
  const { credential, config } = input;
  const { value } = credential;
  const { exchangeSdp } = options;
  if (value.startsWith('sk-') && !options.isApiKeyAllowed) {
    throw reject(
      'is a plain API key, which everybody could read. Mint a secret with @repartee/server, or set isApiKeyAllowed on a server.',
    );
  }
  const isCall = kind === 'webrtc';
  // A browser cannot set the headers of a WebSocket, so there the credential goes as a subprotocol.
  const protocols = options.protocols?.(value) ?? ['realtime', `openai-insecure-api-key.${value}`];
  if (!(isCall ? [value] : protocols).every((protocol) => TOKEN.test(protocol))) {
    throw reject('holds characters that no subprotocol may have. Check your credential endpoint.');
  }
  const url = resolveUrl(
    credential.url ?? options.baseUrl,
    credential.url ? '' : isCall ? CALLS : '/realtime',
  );
  url.protocol = isCall ? url.protocol.replace('ws', 'http') : url.protocol.replace('http', 'ws');
  // The model of a call is the credential's; the first update of the session changes what may change.
  if (!credential.url && !isCall) url.searchParams.set('model', config.model ?? options.model ?? MODEL);
  for (const [key, text] of Object.entries(options.query ?? {})) url.searchParams.set(key, text);
  if (!isCall) return { kind, url: url.href, protocols };
  const headers = { 'Content-Type': 'application/sdp', Authorization: `Bearer ${value}` };
  const exchange =
    exchangeSdp && ((offer: string, signal: AbortSignal) => exchangeSdp(offer, { config, signal }));
  return { kind, url: url.href, headers, channel: 'oai-events', ...(exchange ? { exchange } : {}) };
}

const reject = (why: string) => refused(`The credential ${why}`, 'credential-rejected');

/**
 * Puts a path behind an address, whose own path and query stay.
 *
 * @throws RealtimeError `invalid-config` for what is no absolute http(s) or ws(s) address.
 */
export function resolveUrl(base: string | URL = BASE_URL, path = ''): URL {
  try {
    const url = new URL(base);
    if (path) url.pathname = url.pathname.replace(/\/*$/, path);
    if (/^(http|ws)s?:$/.test(url.protocol)) return url;
  } catch {
    // Not an address at all: answered like one of another scheme.
  }
  throw refused(`${base} is no absolute http(s) or ws(s) address, as the base URL must be.`);
}
