import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import type { AgentShelf } from './agents.ts';
import type { Links } from './links.ts';
import { Fault } from './wire.ts';

/** What the HTTP addresses work with. */
export interface RouteOptions {
  readonly agents: AgentShelf;
  readonly links: Links;
  readonly random: Random;
  readonly isApiKey: (key: string) => boolean;
}

const CONVERSATION = '/v1/convai/conversation';

/** The vendor's HTTP addresses. */
export function createRoutes(options: RouteOptions): Hono {
  const routes = new Hono();
  const guarded = async (context: Context, answer: () => Response | Promise<Response>): Promise<Response> => {
    if (!options.isApiKey(context.req.header('xi-api-key') ?? ''))
      return context.json({ detail: { status: 'invalid_api_key', message: 'Invalid API key' } }, 401);
    try {
      return await answer();
    } catch (error) {
      if (error instanceof Fault)
        return context.json({ detail: { status: 'document_not_found', message: error.message } }, 404);
      if (error instanceof v.ValiError || error instanceof SyntaxError)
        return context.json({ detail: [{ loc: ['body'], msg: error.message, type: 'value_error' }] }, 422);
      throw error;
    }
  };
  for (const name of ['get-signed-url', 'get_signed_url'])
    routes.get(`${CONVERSATION}/${name}`, (context) => guarded(context, () => mint(context, options)));
  routes.post('/v1/convai/agents/create', (context) =>
    guarded(context, async () => context.json(options.agents.create(JSON.parse(await context.req.text())))),
  );
  return routes;
}

function mint(context: Context, { agents, links, random }: RouteOptions): Response {
  const agentId = context.req.query('agent_id');
  if (!agentId) {
    const detail = [{ loc: ['query', 'agent_id'], msg: 'Field required', type: 'missing' }];
    return context.json({ detail }, 422);
  }
  agents.find(agentId);
  const isNamed = context.req.query('include_conversation_id') === 'true';
  const conversationId = isNamed ? createId(random, 'conv') : null;
  const url = new URL(CONVERSATION, context.req.url);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('agent_id', agentId);
  url.searchParams.set('conversation_signature', links.mint(agentId, conversationId));
  if (conversationId) url.searchParams.set('conversation_id', conversationId);
  return context.json({ signed_url: url.href });
}
