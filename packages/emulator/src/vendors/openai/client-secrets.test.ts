import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../create-emulator.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import { WireClient } from '../../../test/wire-client.ts';
import type { Frame } from '../../../test/wire-client.ts';

async function mint(
  emulator: Emulator,
  body: unknown,
  headers: Readonly<Record<string, string>> = { Authorization: 'Bearer sk-test' },
): Promise<{ status: number; body: Frame }> {
  const response = await fetch(`${emulator.origin}/v1/realtime/client_secrets`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Frame };
}

describe('client secrets', () => {
  it('are minted with the effective configuration and an expiry of ten minutes', async () => {
    const emulator = await startEmulator({ clock: createManualClock(), epochMs: 0 });
    const { status, body } = await mint(emulator, {
      session: { type: 'realtime', model: 'gpt-realtime', audio: { output: { voice: 'cedar' } } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ value: expect.stringMatching(/^ek_\w{32}$/), expires_at: 600 });
    expect(body.session).toMatchObject({
      type: 'realtime',
      object: 'realtime.session',
      model: 'gpt-realtime',
      expires_at: 0,
      audio: { input: { format: { type: 'audio/pcm', rate: 24_000 } }, output: { voice: 'cedar', speed: 1 } },
    });
  });

  it('open sessions with their configuration, more than once, until they expire', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const { body } = await mint(emulator, {
      expires_after: { anchor: 'created_at', seconds: 60 },
      session: { type: 'realtime', model: 'gpt-realtime-2.1', instructions: 'Be brief.' },
    });
    for (let turn = 0; turn < 2; turn += 1) {
      const client = new WireClient(emulator, { path: '/v1/realtime', key: body.value });
      const { session } = await client.until('session.created');
      expect(session).toMatchObject({ model: 'gpt-realtime-2.1', instructions: 'Be brief.' });
    }
    clock.advance(60_000);
    const late = new WireClient(emulator, { path: '/v1/realtime', key: body.value });
    expect((await late.until('error')).error.message).toContain('expired');
    expect((await late.closed).code).toBe(3000);
  });

  it('let a running session outlive them', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock });
    const { body } = await mint(emulator, { expires_after: { anchor: 'created_at', seconds: 10 } });
    const client = new WireClient(emulator, { path: '/v1/realtime', key: body.value });
    await client.until('session.created');
    clock.advance(11_000);
    expect(await client.write('Still there?')).toMatchObject({ item: { role: 'user' } });
  });

  it.each([
    ['no key', {}, 401, 'missing_api_key'],
    ['an ephemeral key', { Authorization: 'Bearer ek_abc' }, 401, 'invalid_api_key'],
  ])('are not minted for %s', async (_, headers, status, code) => {
    const answer = await mint(await startEmulator(), {}, headers);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ type: 'invalid_request_error', code });
  });

  it.each([
    [
      'an expiry out of range',
      { expires_after: { anchor: 'created_at', seconds: 5 } },
      'invalid_value',
      'expires_after.seconds',
    ],
    [
      'a session without a type',
      { session: { model: 'gpt-realtime' } },
      'missing_required_parameter',
      'session.type',
    ],
    [
      'a field that is not known',
      { session: { type: 'realtime', voice: 'alloy' } },
      'unknown_parameter',
      'session.voice',
    ],
    [
      'a model that is not known',
      { session: { type: 'realtime', model: 'gpt-9' } },
      'model_not_found',
      'session.model',
    ],
    ['what is not JSON', '{', 'invalid_json', null],
  ])('are refused for %s', async (_, body, code, param) => {
    const answer = await mint(await startEmulator(), body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code, param });
  });

  it('may be asked for by pages of this machine only', async () => {
    const emulator = await startEmulator();
    const allowed = async (origin: string) => {
      const response = await fetch(`${emulator.origin}/v1/realtime/client_secrets`, {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
      return response.headers.get('access-control-allow-origin');
    };
    expect(await allowed('http://localhost:5173')).toBe('http://localhost:5173');
    expect(await allowed('https://example.com')).toBeNull();
  });
});
