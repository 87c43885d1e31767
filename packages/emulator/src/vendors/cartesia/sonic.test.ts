import { decodeG711 } from '@repartee/core/audio';
import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../../test/start-emulator.ts';
import { WireClient } from '../../../test/wire-client.ts';
import type { ConnectOptions, Frame } from '../../../test/wire-client.ts';
import type { Emulator } from '../../create-emulator.ts';

const REQUEST = {
  model_id: 'sonic-3.6',
  transcript: 'Hello there.',
  voice: { id: 'voice_1' },
  output_format: { container: 'raw', encoding: 'pcm_s16le', sample_rate: 24_000 },
  context_id: 'a',
};

async function open(emulator: Emulator, options: ConnectOptions = {}) {
  const headers = { 'Cartesia-Version': '2026-08-14' };
  const client = new WireClient(emulator, { path: '/tts/websocket', headers, ...options });
  await client.opened;
  return client;
}

const bytesOf = (frames: readonly Frame[]) =>
  Buffer.concat(
    frames.filter(({ type }) => type === 'chunk').map(({ data }) => Buffer.from(data as string, 'base64')),
  );

describe('a text', () => {
  it('is spoken in the format that was asked for, with the times of its words', async () => {
    const client = await open(await startEmulator());
    client.send({ ...REQUEST, add_timestamps: true });
    expect(await client.until('done')).toEqual({
      type: 'done',
      done: true,
      status_code: 200,
      context_id: 'a',
    });
    // The voice of tests takes 200 ms for a word.
    expect(bytesOf(client.frames)).toHaveLength(0.4 * 24_000 * 2);
    const times = client.frames.flatMap(({ word_timestamps }) => word_timestamps ?? []);
    expect(times.flatMap(({ words }) => words as string[])).toEqual(['Hello', 'there.']);
    expect(times.flatMap(({ end }) => end as number[]).at(-1)).toBeLessThanOrEqual(0.4);
  });

  it.each([
    ['pcm_f32le', 48_000, 4],
    ['pcm_mulaw', 8_000, 1],
    ['pcm_alaw', 8_000, 1],
  ])('comes as %s at %i Hz', async (encoding, sample_rate, bytes) => {
    const client = await open(await startEmulator());
    client.send({ ...REQUEST, output_format: { container: 'raw', encoding, sample_rate } });
    await client.until('done');
    const audio = bytesOf(client.frames);
    expect(audio).toHaveLength(0.4 * sample_rate * bytes);
    const samples =
      encoding === 'pcm_f32le'
        ? new Float32Array(new Uint8Array(audio).buffer)
        : decodeG711(audio, encoding === 'pcm_mulaw' ? 'ulaw' : 'alaw');
    expect(Math.max(...samples)).toBeCloseTo(0.3, 1);
  });

  it('may come in pieces: sentences at once, the rest at its end, and a flush is confirmed', async () => {
    const client = await open(await startEmulator());
    client.send({ ...REQUEST, transcript: 'One. Tw', continue: true });
    await client.until('chunk');
    client.send({ ...REQUEST, transcript: 'o. ', continue: true });
    client.send({ ...REQUEST, transcript: '', continue: true, flush: true });
    expect(await client.until('flush_done')).toMatchObject({ flush_id: 1, context_id: 'a' });
    client.send({ ...REQUEST, transcript: '', continue: false });
    await client.until('done');
    expect(bytesOf(client.frames)).toHaveLength(2 * 0.2 * 24_000 * 2);
  });

  it('that is not complete is spoken after the delay', async () => {
    const clock = createManualClock();
    const client = await open(await startEmulator({ clock }));
    client.send({ ...REQUEST, continue: true, max_buffer_delay_ms: 500 });
    const other = await open(await startEmulator());
    other.send(REQUEST);
    await other.until('done');
    expect(client.frames).toEqual([]);
    clock.advance(500);
    await client.until('chunk');
  });

  it('that is called off ends soon, and others go on', async () => {
    const clock = createManualClock();
    const client = await open(await startEmulator({ clock, pace: 1 }));
    client.send({ ...REQUEST, transcript: 'One two three four five six seven eight nine ten.' });
    client.send({ ...REQUEST, context_id: 'b' });
    await client.until(({ context_id }) => context_id === 'b');
    client.send({ context_id: 'a', cancel: true });
    client.send({ context_id: 'unknown', cancel: true });
    const isDone = (id: string) =>
      client.frames.some(({ type, context_id }) => type === 'done' && context_id === id);
    for (let step = 0; step < 100 && !(isDone('a') && isDone('b')); step += 1) await clock.advanceAsync(100);
    await client.until(({ type, context_id }) => type === 'done' && context_id === 'a');
    const late = client.frames.filter(({ type, context_id }) => type === 'chunk' && context_id === 'a');
    expect(late.length).toBeLessThan(6);
    expect(client.frames.filter(({ type }) => type === 'error')).toEqual([]);
  });
});

describe('refusals', () => {
  it.each<[string, object]>([
    ['a model that is none', { model_id: 'sonic-1' }],
    [
      'a rate that is none',
      { output_format: { container: 'raw', encoding: 'pcm_s16le', sample_rate: 11_025 } },
    ],
    ['a voice by its embedding', { voice: { mode: 'embedding', embedding: [1] } }],
    ['no text', { transcript: ' ' }],
    ['a language and a locale', { language: 'en', locale: 'en-GB' }],
    ['a speed out of range', { generation_config: { speed: 3 } }],
    ['a field that is none', { pitch: 2 }],
  ])('%s, and the next text is spoken', async (_, patch) => {
    const client = await open(await startEmulator());
    client.send({ ...REQUEST, ...patch });
    expect(await client.take()).toMatchObject({ type: 'error', status_code: 400, context_id: 'a' });
    client.send({ ...REQUEST, context_id: 'b' });
    expect(await client.until('done')).toMatchObject({ context_id: 'b' });
  });

  it('another voice within a context, and what is not JSON', async () => {
    const client = await open(await startEmulator());
    client.send({ ...REQUEST, continue: true });
    client.send({ ...REQUEST, voice: 'another', continue: false });
    expect(await client.until('error')).toMatchObject({ message: expect.stringContaining('transcript') });
    client.socket.send('{');
    expect(await client.until('error')).not.toHaveProperty('context_id');
    client.socket.send(Buffer.from([1]), { binary: true });
    await client.until('error');
  });

  it.each<[string, ConnectOptions, number]>([
    ['unknown', { key: null }, 401],
    ['a token that was never minted', { key: 'at_unknown' }, 401],
    ['no version', { headers: {} }, 400],
  ])('%s', async (_, options, status_code) => {
    const client = await open(await startEmulator(), options);
    expect(await client.take()).toMatchObject({ type: 'error', status_code });
    expect((await client.closed).code).toBe(1008);
  });

  it('a token without the grant, which is no grant for calls either', async () => {
    const emulator = await startEmulator();
    const mint = async (grants: object) => {
      const response = await fetch(`${emulator.origin}/access-token`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk_car_1', 'cartesia-version': '2026-08-14' },
        body: JSON.stringify({ grants, expires_in: 60 }),
      });
      return String(((await response.json()) as { token: string }).token);
    };
    const wrong = await open(emulator, { key: await mint({ agent: true }) });
    expect(await wrong.take()).toMatchObject({ type: 'error', status_code: 401 });
    const key = await mint({ tts: true });
    const right = await open(emulator, { key });
    right.send(REQUEST);
    await right.until('done');
    const call = await open(emulator, { key, path: '/v1/agents/websocket/agent_1' });
    expect(await call.take()).toMatchObject({ type: 'error', code: 'unauthorized' });
  });
});

it('a connection that is idle for five minutes is closed', async () => {
  const clock = createManualClock();
  const client = await open(await startEmulator({ clock }));
  clock.advance(200_000);
  client.send(REQUEST);
  await client.until('done');
  clock.advance(299_999);
  client.send({ ...REQUEST, context_id: 'b' });
  await client.until('done');
  clock.advance(300_000);
  expect(await client.closed).toEqual({ code: 1000, reason: 'connection idle timeout' });
});
