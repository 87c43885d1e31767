import type { SessionMonitor } from '../../protocol/call-control.ts';
import { resolveApiKey } from '../../util/mint-request.ts';
import type { ApiKey } from '../../util/mint-request.ts';
import { requireTls, resolveVendorUrl } from '../../util/vendor-url.ts';
import { unsupported } from './errors.ts';
import { BASE_URL } from './plan.ts';

/** The options of a monitor. */
export interface MonitorOptions {
  readonly apiKey: ApiKey;
  readonly baseUrl?: string | URL;
}

/**
 * Joins conversations over ElevenLabs' monitoring socket (docs, 2026): an enterprise plan and `monitoring_enabled` of the agent are
 * needed, and the conversation must have started.
 */
export function createMonitor({ apiKey, baseUrl }: MonitorOptions): SessionMonitor {
  return {
    async planSideband(id) {
      const path = `/v1/convai/conversations/${encodeURIComponent(id)}/monitor`;
      const url = resolveVendorUrl('elevenlabs', 'ws', baseUrl ?? BASE_URL, path);
      requireTls('elevenlabs', url);
      return { url: url.href, headers: { 'xi-api-key': await resolveApiKey('elevenlabs', apiKey) } };
    },
    writeHangUp: () => [JSON.stringify({ command_type: 'end_call' })],
    // No setting of a running conversation can be changed. The agent can be told something.
    writeUpdate({ instructions, ...others }) {
      const [name] = Object.keys(others);
      if (name !== undefined) throw unsupported(`a change of ${name}`);
      if (!instructions) return [];
      return [
        JSON.stringify({
          command_type: 'contextual_update',
          parameters: { contextual_update: instructions },
        }),
      ];
    },
  };
}
