import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import { checkConfig } from './encode.ts';
import { failure } from './errors.ts';
import type { CartesiaOptions } from './options.ts';

/** The vendor's only region (autumn 2026). */
const BASE_URL = 'https://api.cartesia.ai';

/** The version that Managed Agents are documented with; it answers for Line's stream too. */
export const VERSION = '2026-08-14';

/**
 * Describes the WebSocket connection. A browser cannot set headers, so that the token goes into the address.
 *
 * @throws RealtimeError `credential-rejected` for a plain API key, `invalid-config` without an agent or for an
 * address that is none, `unsupported-capability` for a configuration that only the agent's own settings could have.
 */
export function planConnection(
  isLine: boolean,
  options: CartesiaOptions,
  { credential, config }: PlanInput,
): ConnectionPlan {
  checkConfig(isLine, config);
  const { value } = credential;
  const isKey = value.startsWith('sk_');
  if (isKey && !options.isApiKeyAllowed) {
    throw failure(
      'credential-rejected',
      'An API key can be read by every visitor: mint a token on your server.',
    );
  }
  const url = credential.url ? resolveUrl(credential.url) : addressOf(isLine, options);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('cartesia_version', VERSION);
  url.searchParams.set(isKey ? 'api_key' : 'access_token', value);
  return { kind: 'websocket', url: url.href, protocols: [] };
}

/** The address of an agent. @throws RealtimeError `invalid-config` */
export function addressOf(
  isLine: boolean,
  { agentId, baseUrl }: Pick<CartesiaOptions, 'agentId' | 'baseUrl'>,
): URL {
  if (!agentId) throw failure('invalid-config', 'No agentId was given, here or to the minter.');
  const path = isLine ? '/agents/stream/' : '/v1/agents/websocket/';
  return resolveUrl(baseUrl, path + encodeURIComponent(agentId));
}

/**
 * Puts a path behind an address, whose own path and query stay.
 *
 * @throws RealtimeError `invalid-config` for what is no http(s) or ws(s) address.
 */
export function resolveUrl(base: string | URL = BASE_URL, path = ''): URL {
  try {
    const url = new URL(base);
    if (path) url.pathname = url.pathname.replace(/\/*$/, path);
    if (/^(http|ws)s?:$/.test(url.protocol)) return url;
  } catch {
    // Not an address at all: answered like one of another scheme.
  }
  throw failure('invalid-config', `${base} is no http(s) or ws(s) address`);
}
