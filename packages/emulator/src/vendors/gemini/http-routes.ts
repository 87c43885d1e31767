import { Hono } from 'hono';
import type { Context } from 'hono';
import type { AuthTokens } from './auth-tokens.ts';
import { Closing, readNames } from './frames.ts';

/** The vendor's HTTP addresses: the one at which tokens are minted. */
export function createRoutes(tokens: AuthTokens, isApiKey: (key: string) => boolean): Hono {
  const routes = new Hono();
  routes.post('/:version{v1|v1beta|v1alpha}/auth_tokens', async (context) => {
    const key = context.req.header('x-goog-api-key') ?? context.req.query('key') ?? '';
    if (!key)
      return refuse(
        context,
        403,
        'PERMISSION_DENIED',
        "Method doesn't allow unregistered callers. Please use API Key.",
      );
    if (!isApiKey(key))
      return refuse(
        context,
        400,
        'INVALID_ARGUMENT',
        'API key not valid. Please pass a valid API key.',
        'API_KEY_INVALID',
      );
    try {
      return context.json(tokens.mint(readNames(await readBody(context))));
    } catch (error) {
      if (error instanceof Closing) return refuse(context, 400, 'INVALID_ARGUMENT', error.message);
      throw error;
    }
  });
  return routes;
}

async function readBody(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Closing(1007, 'Invalid JSON payload received. Unexpected token.');
  }
}

function refuse(
  context: Context,
  code: 400 | 403,
  status: string,
  message: string,
  reason?: string,
): Response {
  const details = reason
    ? { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }] }
    : {};
  return context.json({ error: { code, message, status, ...details } }, code);
}
