import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import type { OpenAIOptions } from './options.ts';
import { configError } from '../../util/config-error.ts';
import { requireTls, resolveVendorUrl } from '../../util/vendor-url.ts';

/** The vendor's own root (API reference, November 2026). */
export const BASE_URL = 'https://api.openai.com/v1';

/** The path that offers of calls are posted to (API reference, November 2026). */
export const CALLS = '/realtime/calls';

/** The newest model of the turn-based protocol (model pages, September 2026). */
export const MODEL = 'gpt-realtime-2.1';

/** The characters of a subprotocol (RFC 7230, token). A browser throws on any other. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** The subprotocols that carry a credential (xAI: docs.x.ai, ephemeral tokens, October 2026). */
const PROTOCOLS = {
  openai: (credential: string) => ['realtime', `openai-insecure-api-key.${credential}`],
  xai: (credential: string) => [`xai-client-secret.${credential}`],
};

/**
 * Describes the connection.
 *
 * @throws RealtimeError `credential-rejected` for a plain API key and for a value that cannot be a credential,
 * `invalid-config` for an address that is invalid or would send the key without TLS.
 */
export function planConnection(
  options: OpenAIOptions,
  input: PlanInput,
  kind: 'websocket' | 'webrtc' = 'websocket',
): ConnectionPlan {
  const { credential, config } = input;
  const { value } = credential;
  const { exchangeSdp } = options;
  const isApiKey = value.startsWith('sk-');
  if (isApiKey && !options.allowApiKey) {
    throw reject(
      'is an API key, which every visitor could read. Mint a secret with @repartee/server, or set allowApiKey on a server.',
    );
  }
  const isCall = kind === 'webrtc';
  // A browser cannot set the headers of a WebSocket, so there the credential goes as a subprotocol.
  const protocols = options.protocols?.(value) ?? PROTOCOLS[options.dialect ?? 'openai'](value);
  if (!(isCall ? [value] : protocols).every((protocol) => TOKEN.test(protocol))) {
    throw reject('has characters that a subprotocol cannot have. Check your credential endpoint.');
  }
  const url = resolveVendorUrl(
    'openai',
    isCall ? 'http' : 'ws',
    credential.url ?? options.baseUrl ?? BASE_URL,
    credential.url ? '' : isCall ? CALLS : '/realtime',
  );
  // The offer of a call carries the credential in a header.
  if ((isCall && !exchangeSdp) || isApiKey) requireTls('openai', url);
  // The credential of a call already names the model. The first `session.update` changes the other settings.
  if (!credential.url && !isCall) url.searchParams.set('model', config.model ?? options.model ?? MODEL);
  for (const [key, text] of Object.entries(options.query ?? {})) url.searchParams.set(key, text);
  if (!isCall) return { kind, url: url.href, protocols };
  const headers = { 'Content-Type': 'application/sdp', Authorization: `Bearer ${value}` };
  const exchange =
    exchangeSdp && ((offer: string, signal: AbortSignal) => exchangeSdp(offer, { config, signal }));
  return { kind, url: url.href, headers, channel: 'oai-events', ...(exchange ? { exchange } : {}) };
}

const reject = (why: string) => configError('openai', `The credential ${why}`, 'credential-rejected');
