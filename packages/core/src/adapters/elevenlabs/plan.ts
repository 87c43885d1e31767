import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import { configError } from '../../util/config-error.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import type { ElevenLabsOptions } from './options.ts';
import { checkConfig } from './session-payload.ts';

/** The root of the API (autumn 2026). The EU and India have hosts of their own. */
export const BASE_URL = 'https://api.elevenlabs.io';

/** The path of conversations. The minting endpoints are below it. */
export const PATH = '/v1/convai/conversation';

/**
 * Describes the connection: over WebSocket to the signed URL, or to the address of a public agent, which needs no credential;
 * over WebRTC by the room transport. The subprotocol must be offered, because ElevenLabs' answer names it.
 *
 * @throws RealtimeError `credential-rejected` for an API key, `invalid-config` without an agent or for an invalid address,
 * `unsupported-capability` for a setting that only the agent's own settings can change.
 */
export function planConnection(
  options: ElevenLabsOptions,
  { credential: { value, url: given }, config }: PlanInput,
): ConnectionPlan {
  checkConfig(config);
  if (/^(sk|xi)[_-]/.test(value))
    throw configError(
      'elevenlabs',
      'The credential is an API key, which every visitor could read and use. Mint a signed URL on your server.',
      'credential-rejected',
    );
  const { transport = 'websocket' } = options;
  if (transport !== 'websocket')
    return { kind: 'custom', open: (opening) => transport.enter({ ...options, credential: value }, opening) };
  const signed = given ?? (/^wss?:/.test(value) ? value : null);
  if (!signed && !options.agentId)
    throw configError('elevenlabs', 'There is neither an agentId nor a signed URL. Set one of them.');
  const url = signed
    ? resolveVendorUrl('elevenlabs', 'ws', signed)
    : resolveVendorUrl('elevenlabs', 'ws', options.baseUrl ?? BASE_URL, PATH);
  if (!signed) url.searchParams.set('agent_id', options.agentId ?? '');
  if (options.environment) url.searchParams.set('environment', options.environment);
  return { kind: 'websocket', url: url.href, protocols: ['convai'] };
}
