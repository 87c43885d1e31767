import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import { checkConfig } from './encode.ts';
import { failure } from './errors.ts';
import type { ElevenLabsOptions } from './options.ts';

/** The vendor's home (autumn 2026); the EU and India have hosts of their own. */
const BASE_URL = 'https://api.elevenlabs.io';

/** Where conversations are held, and what their links are minted under. */
export const PATH = '/v1/convai/conversation';

/**
 * Describes the WebSocket connection: a signed URL as it came, or the address of a public agent, which needs no
 * credential. The subprotocol must be offered: the server's answer names it.
 *
 * @throws RealtimeError `credential-rejected` for an API key, `invalid-config` without an agent or for an address that is
 * none, `unsupported-capability` for a configuration that only the agent's own settings could have.
 */
export function planConnection(
  options: ElevenLabsOptions,
  { credential: { value, url: given }, config }: PlanInput,
): ConnectionPlan {
  checkConfig(config);
  if (/^(sk|xi)[_-]/.test(value))
    throw failure('credential-rejected', 'An API key can be read by every visitor: mint a signed URL.');
  const { transport = 'websocket' } = options;
  if (transport !== 'websocket')
    return { kind: 'custom', open: (opening) => transport.enter({ ...options, credential: value }, opening) };
  const signed = given ?? (/^wss?:/.test(value) ? value : null);
  if (!signed && !options.agentId) throw failure('invalid-config', 'No agentId and no signed URL was given.');
  const url = signed ? resolveUrl(signed) : resolveUrl(options.baseUrl, PATH);
  if (!signed) url.searchParams.set('agent_id', options.agentId ?? '');
  if (options.environment) url.searchParams.set('environment', options.environment);
  url.protocol = url.protocol.replace('http', 'ws');
  return { kind: 'websocket', url: url.href, protocols: ['convai'] };
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
