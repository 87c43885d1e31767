import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import { configError } from '../../util/config-error.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import { BASE_URL, openWith } from './address.ts';
import type { CartesiaProtocol } from './capabilities.ts';
import type { CartesiaOptions } from './options.ts';
import { checkConfig } from './session-payload.ts';

/**
 * Describes the WebSocket connection. A browser cannot set headers, so the token goes into the query.
 *
 * @throws RealtimeError `credential-rejected` for an API key, `invalid-config` without an agent or for an invalid address,
 * `unsupported-capability` for a setting that only the agent's own settings can change.
 */
export function planConnection(
  options: CartesiaOptions,
  { credential, config }: PlanInput,
  protocol: CartesiaProtocol,
): ConnectionPlan {
  checkConfig(config, protocol);
  const url = credential.url
    ? resolveVendorUrl('cartesia', 'ws', credential.url)
    : addressOf(options, protocol);
  return { kind: 'websocket', url: openWith(url, credential.value, options.allowApiKey), protocols: [] };
}

/** Returns the WebSocket address of an agent. @throws RealtimeError `invalid-config` */
export function addressOf(
  { agentId, baseUrl }: Pick<CartesiaOptions, 'agentId' | 'baseUrl'>,
  protocol: CartesiaProtocol,
): URL {
  if (!agentId) throw configError('cartesia', 'There is no agentId. Set it in the adapter or in the minter.');
  const path = protocol === 'line' ? '/agents/stream/' : '/v1/agents/websocket/';
  return resolveVendorUrl('cartesia', 'ws', baseUrl ?? BASE_URL, path + encodeURIComponent(agentId));
}
