import { configError } from './config-error.ts';

const SCHEME = /^(http|ws)s?:$/;

/** `localhost`, its subdomains, 127.0.0.0/8 and ::1. URL parsing has already normalised other spellings of them. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Appends a path to an address, which keeps its own path and query. The address may use http(s) or ws(s); the result
 * uses the scheme family that `kind` names.
 *
 * @throws RealtimeError `invalid-config` for anything but an absolute http(s) or ws(s) address.
 */
export function resolveVendorUrl(adapterId: string, kind: 'http' | 'ws', base: string | URL, path = ''): URL {
  const url = parse(base);
  if (!url) {
    throw configError(adapterId, `The address ${String(base)} is no absolute http(s) or ws(s) address.`);
  }
  if (path) url.pathname = url.pathname.replace(/\/*$/, path);
  url.protocol = url.protocol.replace(/^(http|ws)/, kind);
  return url;
}

function parse(base: string | URL): URL | null {
  try {
    const url = new URL(base);
    return SCHEME.test(url.protocol) ? url : null;
  } catch {
    return null; // Not a URL at all: the caller refuses it like one of another scheme.
  }
}

/**
 * Refuses an address that a secret must not be sent to: without TLS, anyone on the network can read the secret. Loopback
 * addresses are fine, as the emulator uses them.
 *
 * @throws RealtimeError `invalid-config`.
 */
export function requireTls(adapterId: string, url: URL): void {
  if (/^(http|ws):$/.test(url.protocol) && !LOOPBACK.test(url.hostname)) {
    throw configError(
      adapterId,
      `The address ${url.origin} does not use TLS, so anyone on the network could read the key. Use https or wss.`,
    );
  }
}
