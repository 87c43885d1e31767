import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { KEY_PATH, openLive, refusedBy, tokenPath } from '../../../test/live-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import type { Emulator } from '../../create-emulator.ts';

const SETUP = { setup: { model: 'models/gemini-3.8-live' } };
const METHOD = 'GenerativeService.BidiGenerateContent';

async function mint(
  emulator: Emulator,
  body: unknown = {},
  headers: Record<string, string> = { 'x-goog-api-key': 'AIza' },
) {
  const response = await fetch(`${emulator.origin}/v1beta/auth_tokens`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  // oxlint-disable-next-line typescript/no-explicit-any
  return { status: response.status, body: (await response.json()) as any };
}

describe('the address', () => {
  it.each([
    [`/ws/google.ai.generativelanguage.v1.${METHOD}?key=x`],
    [`//ws/google.ai.generativelanguage.v1alpha.${METHOD}?key=x`],
    [KEY_PATH],
  ])('%s is served', async (path) => {
    const client = await openLive(await startEmulator(), {}, { path });
    expect(client.isBinary).not.toContain(false);
    await client.close();
  });

  it('takes the key in a header, too', async () => {
    const path = KEY_PATH.split('?')[0] ?? '';
    await (await openLive(await startEmulator(), {}, { path, headers: { 'x-goog-api-key': 'x' } })).close();
  });

  it('is not noted with the credential', async () => {
    const emulator = await startEmulator();
    await (await openLive(emulator)).close();
    expect(emulator.sessions[0]?.path).not.toContain('AIza');
  });

  it.each([
    [
      'without a key',
      KEY_PATH.replace('AIza-test', ''),
      1007,
      'API key not valid. Please pass a valid API key.',
    ],
    [
      'with a token as a key',
      KEY_PATH.replace('AIza-test', 'auth_tokens/x'),
      1007,
      'API key not valid. Please pass a valid API key.',
    ],
    ['with an unknown token', tokenPath('auth_tokens/x'), 1008, 'The ephemeral token is not valid.'],
    [
      'with a key for a token',
      KEY_PATH.replace('Content?', 'ContentConstrained?'),
      1008,
      'The ephemeral token is not valid.',
    ],
  ])('%s is closed', async (_, path, code, reason) => {
    expect(await refusedBy(await startEmulator(), [], { path })).toEqual({ code, reason });
  });

  it('of one that knows its keys is closed to others', async () => {
    const emulator = await startEmulator({ apiKeys: ['AIza-mine'] });
    expect(await refusedBy(emulator, [])).toMatchObject({ code: 1007 });
    expect((await mint(emulator)).status).toBe(400);
    expect((await mint(emulator, {}, { 'x-goog-api-key': 'AIza-mine' })).status).toBe(200);
  });
});

describe('a token', () => {
  it('opens one session, with the name in either writing or in a header', async () => {
    const emulator = await startEmulator();
    for (const write of [encodeURIComponent, String]) {
      const { body } = await mint(emulator);
      expect(body.name).toMatch(/^auth_tokens\/\w{40}$/);
      const path = tokenPath(write(body.name as string));
      await (await openLive(emulator, {}, { path })).close();
      expect(await refusedBy(emulator, [SETUP], { path })).toMatchObject({
        code: 1008,
        reason: 'The ephemeral token has no uses left.',
      });
    }
    const { body } = await mint(emulator);
    const headers = { authorization: `Token ${String(body.name)}` };
    await (await openLive(emulator, {}, { path: tokenPath('').split('?')[0] ?? '', headers })).close();
  });

  it('opens as many as it says, and does not count those that are taken up again', async () => {
    const emulator = await startEmulator();
    const { body } = await mint(emulator, { uses: 1 });
    const path = tokenPath(String(body.name));
    const client = await openLive(emulator, { sessionResumption: {} }, { path });
    const { sessionResumptionUpdate } = await client.until('sessionResumptionUpdate');
    await client.close();
    const again = { sessionResumption: { handle: sessionResumptionUpdate.newHandle } };
    await (await openLive(emulator, again, { path })).close();
    const unlimited = await mint(emulator, { uses: 0 });
    for (let at = 0; at < 3; at += 1)
      await (await openLive(emulator, {}, { path: tokenPath(String(unlimited.body.name)) })).close();
  });

  it('expires for new sessions, and then for those that it has opened', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock, epochMs: 1_000_000_000_000 });
    const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1000).toISOString();
    const { body } = await mint(emulator, { uses: 0, newSessionExpireTime: at(10), expireTime: at(30) });
    const path = tokenPath(String(body.name));
    const client = await openLive(emulator, {}, { path });
    clock.advance(10_000);
    expect((await refusedBy(emulator, [SETUP], { path })).reason).toBe(
      'The ephemeral token has expired for new sessions.',
    );
    clock.advance(20_000);
    expect(await client.closed).toEqual({ code: 1008, reason: 'The ephemeral token has expired.' });
    expect((await refusedBy(emulator, [], { path })).reason).toBe('The ephemeral token has expired.');
  });

  const bound = {
    model: 'models/gemini-3.1-flash-live-preview',
    generationConfig: { responseModalities: ['AUDIO'] },
    systemInstruction: { parts: [{ text: 'Bound.' }] },
  };
  const asked = {
    model: 'models/gemini-3.8-live',
    sessionResumption: {},
    proactivity: { proactiveAudio: false },
  };

  const bindTo = async (emulator: Emulator, body: object) => ({
    path: tokenPath(String((await mint(emulator, body)).body.name)),
  });

  it('binds nothing by itself', async () => {
    const emulator = await startEmulator();
    expect((await refusedBy(emulator, [{ setup: asked }], await bindTo(emulator, {}))).code).toBe(1007);
  });

  it.each([
    [
      'all of it, where no fields are named: what is asked for is ignored',
      { bidiGenerateContentSetup: bound },
    ],
    ['a field to nothing', { bidiGenerateContentSetup: bound, field_mask: 'proactivity' }],
  ])('binds %s', async (_, body) => {
    const emulator = await startEmulator();
    const client = await openLive(emulator, asked, await bindTo(emulator, body));
    await client.close();
    expect(client.messages[0]).toEqual({ setupComplete: {} });
  });

  it('binds the fields that are named, and leaves the rest to its holder', async () => {
    const emulator = await startEmulator();
    const options = await bindTo(emulator, { bidiGenerateContentSetup: bound, fieldMask: 'model' });
    // A setup with this field is refused by the model that is asked for, and never answered by the one that is bound.
    const silent = refusedBy(emulator, [{ setup: asked }], options);
    emulator.on('frame', ({ session }) => session.drop(1000, 'silent'));
    expect(await silent).toEqual({ code: 1000, reason: 'silent' });
  });

  it.each([
    ['no key', {}, {}, 403],
    ['an unknown field', { colour: 'red' }, undefined, 400],
    ['a time that is none', { expireTime: 'soon' }, undefined, 400],
    ['a time that is past', { expireTime: '2001-01-01T00:00:00Z' }, undefined, 400],
    ['a time that is too far', { newSessionExpireTime: '2999-01-01T00:00:00Z' }, undefined, 400],
    ['a mask of nothing', { fieldMask: 'model' }, undefined, 400],
  ])('is refused for %s, in the vendor’s shape', async (_, body, headers, status) => {
    const answer = await mint(await startEmulator(), body, headers);
    expect(answer).toMatchObject({
      status,
      body: { error: { code: status, message: expect.any(String) as string } },
    });
  });
});
