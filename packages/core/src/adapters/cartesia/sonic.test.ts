import { describe, expect, it } from 'vitest';
import type { AudioFormat } from '../../protocol/audio-format.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { sonicMinter } from './server.ts';
import { createSonicAdapter } from './sonic-adapter.ts';
import { sonic } from './speech.ts';
import type { SonicOptions } from './speech.ts';

const PCM: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

const codec = (options: Partial<SonicOptions> = {}, format = PCM) =>
  createSonicAdapter({ voice: 'voice_1', ...options }).createCodec(format);

const plan = (options: Partial<SonicOptions> = {}, value = 'token_1', url?: string) =>
  createSonicAdapter({ voice: 'voice_1', ...options }).plan({
    value,
    expiresAtMs: null,
    ...(url && { url }),
  });

describe('the connection', () => {
  it('is a WebSocket with the token in the query, at the configured address or the credential’s', () => {
    const query = '?cartesia_version=2026-08-14&access_token=token_1';
    expect(plan()).toEqual({
      kind: 'websocket',
      url: `wss://api.cartesia.ai/tts/websocket${query}`,
      protocols: [],
    });
    expect(plan({ baseUrl: 'http://127.0.0.1:4010' }).url).toBe(`ws://127.0.0.1:4010/tts/websocket${query}`);
    expect(plan({}, 'token_1', 'wss://elsewhere.test/speak').url).toBe(`wss://elsewhere.test/speak${query}`);
  });

  it('is not opened with a plain key, unless the app insists', () => {
    expect(() => plan({}, 'sk_car_1')).toThrow(expect.objectContaining({ code: 'credential-rejected' }));
    expect(plan({ allowApiKey: true }, 'sk_car_1').url).toContain('api_key=sk_car_1');
  });

  it('comes with the first text', async () => {
    const source = sonic({ voice: 'voice_1' });
    expect(source.id).toBe('sonic');
    expect((await source.load()).createCodec(PCM).cancel('a')).toEqual(['{"context_id":"a","cancel":true}']);
  });
});

describe('a generation request', () => {
  it('is one context, in the audio of the session', () => {
    expect(
      codec()
        .begin('a', 'Hello.')
        .map((frame) => JSON.parse(frame as string) as object),
    ).toEqual([
      {
        model_id: 'sonic-3.6',
        transcript: 'Hello.',
        voice: { id: 'voice_1' },
        output_format: { container: 'raw', encoding: 'pcm_s16le', sample_rate: 24_000 },
        context_id: 'a',
        continue: false,
        add_timestamps: true,
      },
    ]);
  });

  it('carries how it is to be spoken', () => {
    const options = { model: 'sonic-3', language: 'en', speed: 1.2, volume: 0.8, emotion: 'content' };
    const [frame] = codec(options).begin('a', 'Hello.');
    expect(JSON.parse(frame as string)).toMatchObject({
      model_id: 'sonic-3',
      language: 'en',
      generation_config: { speed: 1.2, volume: 0.8, emotion: 'content' },
    });
  });

  it.each([
    ['g711-ulaw', 'pcm_mulaw'],
    ['g711-alaw', 'pcm_alaw'],
  ] as const)('asks for %s by the vendor’s name', (encoding, name) => {
    const [frame] = codec({}, { encoding, sampleRateHz: 8_000 }).begin('a', 'Hello.');
    expect(JSON.parse(frame as string)).toMatchObject({
      output_format: { encoding: name, sample_rate: 8_000 },
    });
  });

  it('is refused for a rate that Sonic does not speak at', () => {
    expect(() => codec({}, { encoding: 'pcm16', sampleRateHz: 32_000 })).toThrow(
      expect.objectContaining({ code: 'unsupported-capability' }),
    );
  });
});

describe('the answers of Sonic', () => {
  const read = (wire: object) => codec().decode(JSON.stringify(wire));
  const audio = new Uint8Array([1, 2, 3, 4]);

  it('chunk: audio', () => {
    const wire = { type: 'chunk', data: encodeBase64(audio), done: false, status_code: 206, step_time: 3 };
    expect(read({ ...wire, context_id: 'a' })).toEqual([{ type: 'speech-audio-delta', textId: 'a', audio }]);
  });

  it('timestamps: words in milliseconds, and of broken lists what is whole', () => {
    const word_timestamps = { words: ['Hello', 'there'], start: [0, 0.25], end: [0.2, 0.5] };
    expect(read({ type: 'timestamps', word_timestamps, context_id: 'a' })).toEqual([
      {
        type: 'speech-word-times-received',
        textId: 'a',
        words: [
          { text: 'Hello', startMs: 0, endMs: 200 },
          { text: 'there', startMs: 250, endMs: 500 },
        ],
      },
    ]);
    const broken = { words: ['Hello', 3], start: [0, 1], end: ['x', 2] };
    expect(read({ type: 'timestamps', word_timestamps: broken, context_id: 'a' })).toMatchObject([
      { words: [] },
    ]);
  });

  it('done: the end', () => {
    expect(read({ type: 'done', done: true, status_code: 200, context_id: 'a' })).toEqual([
      { type: 'speech-done', textId: 'a' },
    ]);
  });

  it.each([
    [{ status_code: 401, title: 'Unauthorized', message: 'Bad token' }, 'credential-rejected'],
    [{ status_code: 402, title: 'No credits left' }, 'quota-exhausted'],
    [{ status_code: 429, title: 'Too many contexts' }, 'rate-limited'],
    [{ status_code: 400, error_code: 'invalid_request', message: 'model_id' }, 'invalid-config'],
    [{ status_code: 500, message: 'Broken' }, 'vendor-failed'],
    [{}, 'vendor-failed'],
  ])('error: %o is %s', (wire, code) => {
    expect(read({ type: 'error', ...wire, context_id: 'a' })).toMatchObject([
      { type: 'speech-failed', textId: 'a', error: { code } },
    ]);
    expect(read({ type: 'error', ...wire })).toMatchObject([{ textId: null }]);
  });

  it.each([
    ['phoneme_timestamps', { type: 'phoneme_timestamps', context_id: 'a' }],
    ['flush_done', { type: 'flush_done', flush_id: 1, flush_done: true, context_id: 'a' }],
    ['something new', { type: 'weather' }],
    ['a chunk without audio', { type: 'chunk', context_id: 'a', data: 7 }],
  ])('%s: nothing', (_, wire) => {
    expect(read(wire)).toEqual([]);
  });

  it('no JSON, or bytes: nothing', () => {
    expect(codec().decode('{')).toEqual([]);
    expect(codec().decode(new ArrayBuffer(4))).toEqual([]);
  });
});

describe('the minter', () => {
  it('asks for a token that may speak, and do nothing else', async () => {
    const asked: { url: string; body: unknown }[] = [];
    const send = (url: string | URL | Request, init: RequestInit = {}) => {
      asked.push({ url: String(url), body: JSON.parse(String(init.body)) });
      return Promise.resolve(Response.json({ token: 'at_1' }));
    };
    const minter = sonicMinter({ apiKey: 'sk_car_1', fetch: send as typeof fetch });
    expect(minter.adapterId).toBe('sonic');
    // The configuration of a session does not apply to Sonic.
    const credential = await minter.mint({ config: { voice: 'x' }, expiresInSeconds: 30 });
    expect(credential).toEqual({ value: 'at_1', expiresAtMs: expect.any(Number) });
    expect(asked).toEqual([
      { url: 'https://api.cartesia.ai/access-token', body: { grants: { tts: true }, expires_in: 30 } },
    ]);
    await expect(sonicMinter({ apiKey: '' }).mint()).rejects.toMatchObject({ code: 'invalid-config' });
  });
});
