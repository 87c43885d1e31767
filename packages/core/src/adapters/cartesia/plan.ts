import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import { openWith, resolveUrl } from './address.ts';
import { checkConfig } from './encode.ts';
import { failure } from './errors.ts';
import type { CartesiaOptions } from './options.ts';

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
  const url = credential.url ? resolveUrl(credential.url) : addressOf(isLine, options);
  return { kind: 'websocket', url: openWith(url, credential.value, options.isApiKeyAllowed), protocols: [] };
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
