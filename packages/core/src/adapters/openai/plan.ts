import { RealtimeError } from '../../errors/realtime-error.ts';
import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import type { OpenAIOptions } from './options.ts';

/** The vendor's own root (API reference, November 2026). */
const BASE_URL = 'https://api.openai.com/v1';

/** The newest model of the turn-based protocol (model pages, September 2026). */
export const MODEL = 'gpt-realtime-2.1';

/** What a subprotocol may consist of (RFC 7230, token). A browser throws on anything else. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Describes the WebSocket connection. A browser cannot set headers, so the credential goes as a subprotocol.
 *
 * @throws RealtimeError `credential-rejected` for a plain API key or what no key looks like, `invalid-config` for an
 * address that is none.
 */
export function planConnection(options: OpenAIOptions, { credential, config }: PlanInput): ConnectionPlan {
  const { value } = credential;
  if (value.startsWith('sk-') && !options.isApiKeyAllowed) {
    throw reject(
      'is a plain API key, which everybody who opens the page could read and spend. Mint a short-lived secret on your ' +
        'server with @repartee/server, or set isApiKeyAllowed where this runs on a server.',
    );
  }
  const protocols = options.protocols?.(value) ?? ['realtime', `openai-insecure-api-key.${value}`];
  if (!protocols.every((protocol) => TOKEN.test(protocol))) {
    throw reject(
      'holds characters that no subprotocol may have. Check what your credential endpoint returns.',
    );
  }
  const url = resolveUrl(credential.url ?? options.baseUrl, credential.url ? '' : '/realtime');
  url.protocol = url.protocol.replace('http', 'ws');
  if (!credential.url) url.searchParams.set('model', config.model ?? options.model ?? MODEL);
  for (const [key, text] of Object.entries(options.query ?? {})) url.searchParams.set(key, text);
  return { kind: 'websocket', url: url.href, protocols };
}

function reject(why: string): RealtimeError {
  return new RealtimeError('credential-rejected', `The credential ${why}`, { adapterId: 'openai' });
}

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
  throw new RealtimeError(
    'invalid-config',
    `The base URL must be an absolute http(s) or ws(s) address; ${base} is none.`,
    {
      adapterId: 'openai',
    },
  );
}
