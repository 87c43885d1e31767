import { RealtimeError } from '../../errors/realtime-error.ts';
import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import { requireTls, resolveVendorUrl } from '../../util/vendor-url.ts';
import type { GeminiOptions } from './options.ts';
import { writeSetup } from './session-payload.ts';

/** The root of the Gemini Developer API (WebSocket reference, September 2026). */
export const BASE_URL = 'https://generativelanguage.googleapis.com';

/** The version in Google's WebSocket reference (September 2026). */
export const API_VERSION = 'v1beta';

/** The beginnings of API keys, of the older and of the newer kind. Any other credential is taken for an ephemeral token. */
const API_KEY = /^(AIza|AQ\.)/;

/**
 * Describes the WebSocket connection. A browser cannot set headers, so the credential goes into the query: a token to the
 * endpoint for constrained sessions, an API key to the other one.
 *
 * @throws RealtimeError `credential-rejected` for an API key, `invalid-config` for an address that is invalid or has no TLS for an API key,
 * `unsupported-capability` for a configuration that Gemini does not support.
 */
export function planConnection(options: GeminiOptions, { credential, config }: PlanInput): ConnectionPlan {
  const { value } = credential;
  const isToken = !options.allowApiKey || value.startsWith('auth_tokens/');
  if (isToken && API_KEY.test(value)) {
    throw new RealtimeError(
      'credential-rejected',
      'The credential is an API key, which every visitor of the page could read and use. Mint a token on your server, ' +
        'or set allowApiKey where this code runs on a server.',
      { adapterId: 'gemini' },
    );
  }
  // A configuration that is not supported is refused before the connection opens.
  writeSetup(config, options, null);
  const method = `GenerativeService.BidiGenerateContent${isToken ? 'Constrained' : ''}`;
  const path = `/ws/google.ai.generativelanguage.${options.apiVersion ?? API_VERSION}.${method}`;
  const url = credential.url
    ? resolveVendorUrl('gemini', 'ws', credential.url)
    : resolveVendorUrl('gemini', 'ws', options.baseUrl ?? BASE_URL, path);
  if (!isToken) requireTls('gemini', url);
  url.searchParams.set(isToken ? 'access_token' : 'key', value);
  return { kind: 'websocket', url: url.href, protocols: [] };
}
