import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Calls } from './calls.ts';
import { DEFAULT_MODEL } from './client-secrets.ts';
import type { ClientSecrets } from './client-secrets.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { createConfig } from './session-config.ts';

/** The vendor's HTTP addresses. */
export function createRoutes(secrets: ClientSecrets, calls: Calls): Hono {
  const routes = new Hono();
  routes.post('/v1/realtime/client_secrets', (context) =>
    answering(context, async () => {
      requireApiKey(context, secrets);
      return context.json(secrets.mint(await readBody(context)));
    }),
  );
  routes.post('/v1/realtime/calls', (context) =>
    answering(context, async () => {
      const { sdp, config } = await readOffer(context, secrets);
      const answer = await calls.answer(sdp, config);
      // Recorded in 2026: an answer is sent as plain text.
      return context.text(answer.sdp, 201, { Location: answer.path });
    }),
  );
  routes.post('/v1/realtime/calls/:id/hangup', (context) =>
    answering(context, async () => {
      requireApiKey(context, secrets);
      calls.hangUp(context.req.param('id'));
      return context.body(null, 200);
    }),
  );
  return routes;
}

const STATUS: Readonly<Record<string, 401 | 404 | 501>> = {
  missing_api_key: 401,
  invalid_api_key: 401,
  call_id_not_found: 404,
  webrtc_unavailable: 501,
};

async function answering(context: Context, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { type, code, message, param } = error.wire;
    return context.json({ error: { message, type, param, code } }, STATUS[code] ?? 400);
  }
}

function readKey(context: Context): string {
  const key = /^Bearer\s+(\S+)$/.exec(context.req.header('Authorization') ?? '')?.[1];
  if (key) return key;
  const message =
    "You didn't provide an API key. Send it in an Authorization header: 'Authorization: Bearer YOUR_KEY'.";
  throw new Refusal('missing_api_key', message);
}

function requireApiKey(context: Context, secrets: ClientSecrets): void {
  const key = readKey(context);
  if (secrets.isApiKey(key)) return;
  const message = `Incorrect API key provided: ${key.slice(0, 6)}***. The emulator takes any key that begins with 'sk-'.`;
  throw new Refusal('invalid_api_key', message);
}

async function readBody(context: Context): Promise<unknown> {
  const text = await context.req.text();
  return text === '' ? {} : parse(text, 'request');
}

function parse(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid_json', `We could not parse the JSON body of your ${what}.`);
  }
}

/** The offer as the page sends it, with a client secret; or as the app's own server does, with the session beside it. */
async function readOffer(context: Context, secrets: ClientSecrets): Promise<{ sdp: string; config: Wire }> {
  const type = context.req.header('Content-Type') ?? '';
  const { config } = secrets.redeem(readKey(context));
  if (type.startsWith('application/sdp')) {
    const sdp = await context.req.text();
    return { sdp, config: config ?? createConfig(context.req.query('model') ?? DEFAULT_MODEL) };
  }
  if (!type.startsWith('multipart/form-data')) {
    const message = `Unsupported content type '${type}'. Send the offer as 'application/sdp' or 'multipart/form-data'.`;
    throw new Refusal('unsupported_content_type', message);
  }
  requireApiKey(context, secrets);
  const form = await context.req.formData();
  const session = await readPart(form, 'session');
  return { sdp: await readPart(form, 'sdp'), config: secrets.configOf(parse(session, 'session')) };
}

async function readPart(form: FormData, name: string): Promise<string> {
  const part = form.get(name);
  if (part !== null) return typeof part === 'string' ? part : part.text();
  throw new Refusal('missing_required_parameter', `Missing required parameter: '${name}'.`, name);
}
