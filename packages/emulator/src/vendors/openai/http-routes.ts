import { Hono } from 'hono';
import type { Context } from 'hono';
import type { ClientSecrets } from './client-secrets.ts';
import { Refusal } from './frames.ts';

/** The vendor's HTTP addresses. */
export function createRoutes(secrets: ClientSecrets): Hono {
  const routes = new Hono();
  routes.post('/v1/realtime/client_secrets', async (context) => {
    const key = /^Bearer\s+(\S+)$/.exec(context.req.header('Authorization') ?? '')?.[1];
    if (!key) {
      const message =
        "You didn't provide an API key. Send it in an Authorization header: 'Authorization: Bearer YOUR_KEY'.";
      return refuse(context, 401, new Refusal('missing_api_key', message));
    }
    if (!secrets.isApiKey(key)) {
      const message = `Incorrect API key provided: ${key.slice(0, 6)}***. The emulator takes any key that begins with 'sk-'.`;
      return refuse(context, 401, new Refusal('invalid_api_key', message));
    }
    try {
      return context.json(secrets.mint(await readBody(context)));
    } catch (error) {
      if (error instanceof Refusal) return refuse(context, 400, error);
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
    throw new Refusal('invalid_json', 'We could not parse the JSON body of your request.');
  }
}

function refuse(context: Context, status: 400 | 401, refusal: Refusal): Response {
  const { type, code, message, param } = refusal.wire;
  return context.json({ error: { message, type, param, code } }, status);
}
