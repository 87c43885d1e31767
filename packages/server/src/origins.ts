import type { CorsOptions } from './handler-options.ts';

/** The time for which a browser may cache the answer to a preflight, in seconds. Chromium's own limit is two hours. */
const PREFLIGHT_SECONDS = 7200;

/**
 * Whether the origin of a request may ask for credentials. Browsers send `Sec-Fetch-Site`, which no page can write; without it
 * the server's own origin is recognised by its host: behind a proxy that ends TLS the schemes differ. A request with neither
 * comes from no page.
 */
export function isOriginAllowed(request: Request, cors: CorsOptions | undefined): boolean {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return true;
  if (origin !== null && cors?.origins.includes(origin) === true) return true;
  // A page of another site, or one that was opened by hand.
  if (site !== null) return false;
  return origin === null || hostOf(origin) === hostOf(request.url);
}

/** The host with its port. An opaque origin (`null`) has no host and equals no other. */
function hostOf(address: string): string | symbol {
  try {
    return new URL(address).host;
  } catch {
    // Browsers send `null` for sandboxed pages and files.
    return Symbol('no host');
  }
}

/** Adds the headers with which an allowed origin can read the answer. */
export function shareWith(response: Response, request: Request, cors: CorsOptions | undefined): Response {
  const origin = request.headers.get('origin');
  if (!cors) return response;
  response.headers.append('vary', 'origin');
  if (origin === null || !cors.origins.includes(origin)) return response;
  response.headers.set('access-control-allow-origin', origin);
  // Pages of another origin read no other header of an answer.
  response.headers.set('access-control-expose-headers', 'retry-after');
  if (cors.allowCredentials) response.headers.set('access-control-allow-credentials', 'true');
  return response;
}

/** Answers a preflight. */
export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type, x-requested-with',
      'access-control-max-age': String(PREFLIGHT_SECONDS),
    },
  });
}
