import { failure } from './errors.ts';

/** The vendor's only region (autumn 2026). */
const BASE_URL = 'https://api.cartesia.ai';

/** The version that Managed Agents and Sonic are documented with; it answers for Line's stream too. */
export const VERSION = '2026-08-14';

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

/**
 * Makes a socket's address of one, with what opens it: a browser cannot set headers.
 *
 * @throws RealtimeError `credential-rejected` for a plain API key.
 */
export function openWith(url: URL, value: string, isApiKeyAllowed = false): string {
  const isKey = value.startsWith('sk_');
  if (isKey && !isApiKeyAllowed) {
    throw failure(
      'credential-rejected',
      'An API key can be read by every visitor: mint a token on your server.',
    );
  }
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('cartesia_version', VERSION);
  url.searchParams.set(isKey ? 'api_key' : 'access_token', value);
  return url.href;
}
