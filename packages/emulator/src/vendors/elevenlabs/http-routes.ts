import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import type { AgentCatalog } from './agents.ts';
import type { SignedUrls } from './signed-urls.ts';
import type { Rooms } from './rooms.ts';
import { Fault } from './frames.ts';

export interface RouteOptions {
  readonly agents: AgentCatalog;
  readonly signedUrls: SignedUrls;
  readonly random: Random;
  readonly rooms: Rooms;
  readonly isApiKey: (key: string) => boolean;
  /** Finds out why this machine has no WebRTC; `null` if it has. */
  readonly findFault: () => Promise<string | null>;
}

const CONVERSATION = '/v1/convai/conversation';

/** The vendor's HTTP addresses. */
export function createRoutes(options: RouteOptions): Hono {
  const routes = new Hono();
  const guarded = (context: Context, answer: () => Response | Promise<Response>): Promise<Response> =>
    answering(context, () => {
      if (!options.isApiKey(keyOf(context))) throw new KeyRefused();
      return answer();
    });
  for (const name of ['get-signed-url', 'get_signed_url'])
    routes.get(`${CONVERSATION}/${name}`, (context) => guarded(context, () => mint(context, options)));
  // A public agent's token needs no key: the vendor's own client fetches it in the page.
  routes.get(`${CONVERSATION}/token`, (context) => answering(context, () => mintToken(context, options)));
  routes.post('/v1/convai/agents/create', (context) =>
    guarded(context, async () => context.json(options.agents.create(JSON.parse(await context.req.text())))),
  );
  return routes;
}

/** A key that is none, or none where one is needed. */
class KeyRefused extends Error {}

function keyOf(context: Context): string {
  return context.req.header('xi-api-key') ?? '';
}

async function answering(context: Context, answer: () => Response | Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof KeyRefused)
      return context.json({ detail: { status: 'invalid_api_key', message: 'Invalid API key' } }, 401);
    if (error instanceof Fault)
      return context.json({ detail: { status: 'document_not_found', message: error.message } }, 404);
    if (error instanceof v.ValiError || error instanceof SyntaxError)
      return context.json({ detail: [{ loc: ['body'], msg: error.message, type: 'value_error' }] }, 422);
    throw error;
  }
}

function missingAgent(context: Context): Response {
  const detail = [{ loc: ['query', 'agent_id'], msg: 'Field required', type: 'missing' }];
  return context.json({ detail }, 422);
}

function mint(context: Context, { agents, signedUrls, random }: RouteOptions): Response {
  const agentId = context.req.query('agent_id');
  if (!agentId) return missingAgent(context);
  agents.find(agentId);
  const isNamed = context.req.query('include_conversation_id') === 'true';
  const conversationId = isNamed ? createId(random, 'conv') : null;
  const url = new URL(CONVERSATION, context.req.url);
  url.protocol = url.protocol.replace('http', 'ws');
  url.searchParams.set('agent_id', agentId);
  url.searchParams.set('conversation_signature', signedUrls.mint(agentId, conversationId));
  if (conversationId) url.searchParams.set('conversation_id', conversationId);
  return context.json({ signed_url: url.href });
}

async function mintToken(context: Context, options: RouteOptions): Promise<Response> {
  const { agents, rooms, isApiKey, findFault } = options;
  const key = keyOf(context);
  if (key !== '' && !isApiKey(key)) throw new KeyRefused();
  const agentId = context.req.query('agent_id');
  if (!agentId) return missingAgent(context);
  const agent = agents.find(agentId);
  if (agent.isPrivate && key === '') throw new KeyRefused();
  const fault = await findFault();
  if (fault !== null) {
    const message = `This machine has no WebRTC (${fault}). Connect with a WebSocket instead.`;
    return context.json({ detail: { status: 'webrtc_unavailable', message } }, 501);
  }
  return context.json(await rooms.open(agent, context.req.query('participant_name') ?? ''));
}
