import type { CorsOptions } from './handler-options.ts';

/** How long a browser may remember a preflight's answer, in seconds. Chromium's own limit is two hours. */
const PREFLIGHT_SECONDS = 7200;

/**
 * Whether a request may come from where it says. One without an origin comes from no page. The page's own origin is
 * known by what browsers say of it, or by its host: behind a proxy that ends TLS the schemes differ.
 */
export function isOriginAllowed(request: Request, cors: CorsOptions | undefined): boolean {
  const origin = request.headers.get('origin');
  if (origin === null || request.headers.get('sec-fetch-site') === 'same-origin') return true;
  return cors?.origins.includes(origin) === true || hostOf(origin) === hostOf(request.url);
}

/** The host with its port; an opaque origin (`null`) has none and is like no other. */
function hostOf(address: string): string | symbol {
  try {
    return new URL(address).host;
  } catch {
    // Browsers send `null` for sandboxed pages and files: no address, so nobody's own origin.
    return Symbol('no host');
  }
}

/** Adds what lets an allowed origin read an answer. */
export function shareWith(response: Response, request: Request, cors: CorsOptions | undefined): Response {
  const origin = request.headers.get('origin');
  if (!cors) return response;
  response.headers.append('vary', 'origin');
  if (origin === null || !cors.origins.includes(origin)) return response;
  response.headers.set('access-control-allow-origin', origin);
  if (cors.isCredentialed) response.headers.set('access-control-allow-credentials', 'true');
  return response;
}

/** Answers a browser's question whether it may ask. */
export function answerPreflight(methods: readonly string[]): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': String(PREFLIGHT_SECONDS),
    },
  });
}
