import { RealtimeError } from '../../errors/realtime-error.ts';
import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import type { OpenAIOptions } from './options.ts';

/** The vendor's own root (API reference, November 2026). */
export const BASE_URL = 'https://api.openai.com/v1';

/** The newest model of the turn-based protocol (model pages, September 2026). */
export const MODEL = 'gpt-realtime-2.1';

/**
 * Describes the WebSocket connection. A browser cannot set headers, so the credential goes as a subprotocol.
 *
 * @throws RealtimeError `credential-rejected` for a plain API key, `invalid-config` for an address that is none.
 */
export function planConnection(options: OpenAIOptions, { credential, config }: PlanInput): ConnectionPlan {
  if (/^sk-/.test(credential.value) && !options.isApiKeyAllowed) {
    throw new RealtimeError(
      'credential-rejected',
      'The credential is a plain API key, which everybody who opens the page could read and spend. Mint a short-lived ' +
        'secret on your server, for example with @repartee/server. On a server of your own, set isApiKeyAllowed.',
      { adapterId: 'openai' },
    );
  }
  const url = parse(credential.url ?? `${(options.baseUrl ?? BASE_URL).replace(/\/+$/, '')}/realtime`);
  url.protocol = url.protocol.replace('http', 'ws');
  if (!credential.url) url.searchParams.set('model', config.model ?? options.model ?? MODEL);
  for (const [key, value] of Object.entries(options.query ?? {})) url.searchParams.set(key, value);
  return {
    kind: 'websocket',
    url: url.href,
    protocols: ['realtime', `openai-insecure-api-key.${credential.value}`],
  };
}

function parse(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url && /^(https?|wss?):$/.test(url.protocol)) return url;
  throw new RealtimeError(
    'invalid-config',
    `The base URL must be an absolute http(s) or ws(s) address, and ${address} is not.`,
    { adapterId: 'openai' },
  );
}
