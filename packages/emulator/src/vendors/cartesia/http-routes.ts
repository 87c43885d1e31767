import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Tokens } from './tokens.ts';
import type { ToolCatalog } from './tools.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The vendor's HTTP addresses. */
export function createRoutes(tokens: Tokens, tools: ToolCatalog): Hono {
  const routes = new Hono();
  const answer = async (context: Context, make: (body: unknown) => Wire): Promise<Response> => {
    // Only a key mints: neither an access token nor a session's may.
    if (!tokens.isApiKey(readKey(context)))
      return refuse(context, 401, new Refusal('unauthorized', 'Invalid API key.'));
    if (!context.req.header('Cartesia-Version'))
      return refuse(context, 400, new Refusal('version_required', 'The header Cartesia-Version is missing.'));
    try {
      return context.json(make(await readBody(context)));
    } catch (error) {
      if (error instanceof Refusal) return refuse(context, 400, error);
      throw error;
    }
  };
  routes.post('/access-token', (context) => answer(context, (body) => tokens.mintAccess(body)));
  routes.post('/v1/agents/websocket/:agentId/sessions', (context) =>
    answer(context, (body) => tokens.mintSession(context.req.param('agentId'), body)),
  );
  routes.post('/v1/agents/tools', (context) => answer(context, (body) => tools.create(body)));
  return routes;
}

function readKey(context: Context): string {
  const bearer = /^Bearer\s+(\S+)$/.exec(context.req.header('Authorization') ?? '')?.[1];
  return bearer ?? context.req.header('X-API-Key') ?? '';
}

async function readBody(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid_request', 'The body is not JSON.');
  }
}

function refuse(context: Context, status: 400 | 401, { code, message }: Refusal): Response {
  const title = status === 401 ? 'Unauthorized' : 'Bad request';
  return context.json({ error_code: code, title, message, status_code: status }, status);
}
