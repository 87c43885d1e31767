import { RealtimeError } from '../../errors/realtime-error.ts';
import type { ConnectionPlan, PlanInput } from '../../protocol/provider-adapter.ts';
import type { GeminiOptions } from './options.ts';
import { refused } from './refused.ts';
import { writeSetup } from './session-payload.ts';

/** The vendor's own root (WebSocket reference, September 2026). */
const BASE_URL = 'https://generativelanguage.googleapis.com';

/** The version that the vendor's reference names (September 2026). */
export const API_VERSION = 'v1beta';

/** How API keys begin, of the older and of the newer kind. Whatever else there is counts as the name of a token. */
const API_KEY = /^(AIza|AQ\.)/;

/**
 * Describes the WebSocket connection. A browser cannot set headers, so the credential goes in the query: a token on the
 * endpoint that is made for tokens, a key on the other one.
 *
 * @throws RealtimeError `credential-rejected` for a plain API key, `invalid-config` for an address that is none,
 * `unsupported-capability` for a configuration that the vendor has nothing for.
 */
export function planConnection(options: GeminiOptions, { credential, config }: PlanInput): ConnectionPlan {
  const { value } = credential;
  const isToken = !options.isApiKeyAllowed || value.startsWith('auth_tokens/');
  if (isToken && API_KEY.test(value)) {
    throw new RealtimeError(
      'credential-rejected',
      'The credential is an API key, which everybody who opens the page could read and spend. Mint a token on your server, ' +
        'or set isApiKeyAllowed where this runs on a server.',
      { adapterId: 'gemini' },
    );
  }
  // A configuration that cannot be served is refused here, where whoever connects hears of it.
  writeSetup(config, options, null);
  const method = `GenerativeService.BidiGenerateContent${isToken ? 'Constrained' : ''}`;
  const path = `/ws/google.ai.generativelanguage.${options.apiVersion ?? API_VERSION}.${method}`;
  const url = credential.url ? resolveUrl(credential.url) : resolveUrl(options.baseUrl, path);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set(isToken ? 'access_token' : 'key', value);
  return { kind: 'websocket', url: url.href, protocols: [] };
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
  throw refused(
    `the base URL must be an absolute http(s) or ws(s) address, and ${base} is none`,
    'invalid-config',
  );
}
