import { configError } from '../../util/config-error.ts';
import { requireTls } from '../../util/vendor-url.ts';

/** The root of the API. Cartesia has one region (autumn 2026). */
export const BASE_URL = 'https://api.cartesia.ai';

/** The API version that managed agents and Sonic are documented with. The Line protocol answers to it too. */
export const VERSION = '2026-08-14';

/**
 * Adds the credential to a WebSocket address, because a browser cannot set headers.
 *
 * @throws RealtimeError `credential-rejected` for an API key that is not allowed, `invalid-config` for one that would
 * be sent without TLS.
 */
export function openWith(url: URL, value: string, allowApiKey = false): string {
  const isKey = value.startsWith('sk_');
  if (isKey && !allowApiKey) {
    throw configError(
      'cartesia',
      'The credential is an API key, which every visitor could read and use. Mint a token on your server.',
      'credential-rejected',
    );
  }
  if (isKey) requireTls('cartesia', url);
  url.searchParams.set('cartesia_version', VERSION);
  url.searchParams.set(isKey ? 'api_key' : 'access_token', value);
  return url.href;
}
