import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { CallClient } from '../../../test/call-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import type { Emulator } from '../../create-emulator.ts';

const SESSIONS = '/v1/agents/websocket/agent_1/sessions';

async function post(
  emulator: Emulator,
  path: string,
  body: unknown,
  key = 'sk_car_1',
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(emulator.origin + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Cartesia-Version': '2026-08-14' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function mint(emulator: Emulator, body: object, path = '/access-token'): Promise<string> {
  return String((await post(emulator, path, body)).body['token']);
}

/** Connects as a browser does: with the token in the address. */
function call(emulator: Emulator, token: string, agent = 'agent_1'): CallClient {
  const path = `/v1/agents/websocket/${agent}?cartesia_version=2026-08-14&access_token=${token}`;
  return new CallClient(emulator, { path, key: null, headers: { 'Cartesia-Version': '' } });
}

describe('an access token', () => {
  it('opens calls with any agent until it expires', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const token = await mint(emulator, { grants: { agent: true }, expires_in: 60 });
    await call(emulator, token, 'agent_1').start();
    clock.advance(59_000);
    await call(emulator, token, 'agent_2').start();
    clock.advance(1_000);
    const late = call(emulator, token);
    expect(await late.take()).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/expired/),
    });
    expect((await late.closed).code).toBe(1008);
  });

  it('opens nothing without the grant', async () => {
    const emulator = await startEmulator();
    const client = call(emulator, await mint(emulator, { grants: { tts: true }, expires_in: 60 }));
    expect(await client.take()).toMatchObject({ code: 'unauthorized', fatal: true });
  });

  it('cannot bring variables', async () => {
    const emulator = await startEmulator();
    const client = call(emulator, await mint(emulator, { grants: { agent: true } }));
    await client.opened;
    const audio = { input_format: 'pcm_24000' };
    client.send({ type: 'session_create', audio, dynamic_variables: { name: 'Ada' } });
    expect(await client.take()).toMatchObject({ code: 'dynamic_variables_not_allowed', fatal: true });
    expect((await client.closed).code).toBe(1008);
  });

  it('cannot mint', async () => {
    const emulator = await startEmulator();
    const token = await mint(emulator, { grants: { agent: true } });
    expect((await post(emulator, SESSIONS, {}, token)).status).toBe(401);
    expect((await post(emulator, '/access-token', {}, token)).status).toBe(401);
  });
});

describe('the token of a session', () => {
  const overrides = {
    dynamic_variables: { name: 'Ada' },
    config_overrides: { initial_message: 'Hello {{name}}.', audio: { output: { voice_id: 'rms' } } },
  };

  it('brings along what its call does differently', async () => {
    const emulator = await startEmulator();
    const client = call(emulator, await mint(emulator, overrides, SESSIONS));
    await client.start();
    expect(await client.turnEnd('assistant')).toMatchObject({ text: 'Hello Ada.' });
  });

  it('opens one call with one agent', async () => {
    const emulator = await startEmulator();
    const token = await mint(emulator, overrides, SESSIONS);
    expect(await call(emulator, token, 'agent_2').take()).toMatchObject({ code: 'unauthorized' });
    await call(emulator, token).start();
    expect(await call(emulator, token).take()).toMatchObject({ code: 'unauthorized' });
  });

  it.each([
    ['missing', { config_overrides: { initial_message: 'Hi {{name}}.' } }, 'missing_dynamic_variables'],
    ['reserved', { dynamic_variables: { system__x: 1 } }, 'invalid_dynamic_variables'],
    ['misspelt', { dynamic_variables: { 'a b': 1 } }, 'invalid_dynamic_variables'],
  ])('starts no session with a variable that is %s', async (_, body, code) => {
    const emulator = await startEmulator();
    const client = call(emulator, await mint(emulator, body, SESSIONS));
    await client.opened;
    client.send({ type: 'session_create', audio: { input_format: 'pcm_24000' } });
    expect(await client.take()).toMatchObject({ type: 'error', code, fatal: true });
    expect((await client.closed).code).toBe(1008);
  });
});

describe('minting', () => {
  it.each([
    ['a wrong key', '/access-token', {}, 'a-key', 401],
    ['a life that is too long', '/access-token', { expires_in: 3_601 }, 'sk_car_1', 400],
    ['a grant that is none', '/access-token', { grants: { root: true } }, 'sk_car_1', 400],
    ['a field that is none', SESSIONS, { model: 'x' }, 'sk_car_1', 400],
    ['what is not JSON', SESSIONS, '{', 'sk_car_1', 400],
    ['a tool with an object in it', '/v1/agents/tools', toolWith({ type: 'object' }), 'sk_car_1', 400],
  ])('refuses %s', async (_, path, body, key, status) => {
    const answer = await post(await startEmulator(), path, body, key);
    expect(answer).toMatchObject({ status, body: { status_code: status, message: expect.any(String) } });
  });

  it('takes only the configured keys where some are', async () => {
    const emulator = await startEmulator({ apiKeys: ['mine'] });
    expect((await post(emulator, '/access-token', {}, 'sk_car_1')).status).toBe(401);
    expect((await post(emulator, '/access-token', {}, 'mine')).status).toBe(200);
  });
});

function toolWith(schema: object): object {
  return { name: 'x', parameters: { type: 'object', properties: { y: schema } } };
}
