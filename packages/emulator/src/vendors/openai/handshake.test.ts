import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../../test/start-emulator.ts';
import { connect, WireClient } from '../../../test/wire-client.ts';
import type { ConnectOptions } from '../../../test/wire-client.ts';

async function turnedAway(options: ConnectOptions): Promise<{ error: unknown; close: unknown }> {
  const client = new WireClient(await startEmulator(), options);
  // The upgrade itself is always answered.
  await client.opened;
  const { error } = await client.until('error');
  return { error, close: await client.closed };
}

describe('opening a connection', () => {
  it('greets with the session in force, with every default, in the order of the wire', async () => {
    const client = new WireClient(
      await startEmulator({ epochMs: 1_000_000_000, clock: createManualClock() }),
    );
    const created = await client.take();
    expect(Object.keys(created)).toEqual(['type', 'event_id', 'session']);
    expect(created.session).toEqual({
      type: 'realtime',
      object: 'realtime.session',
      id: expect.stringMatching(/^sess_\w{21}$/),
      model: 'gpt-realtime',
      output_modalities: ['audio'],
      instructions: expect.any(String),
      tools: [],
      tool_choice: 'auto',
      max_output_tokens: 'inf',
      tracing: null,
      truncation: 'auto',
      prompt: null,
      expires_at: 1_000_000 + 3_600,
      audio: {
        input: {
          format: { type: 'audio/pcm', rate: 24_000 },
          transcription: null,
          noise_reduction: null,
          turn_detection: {
            type: 'server_vad',
            threshold: 0.5,
            prefix_padding_ms: 300,
            silence_duration_ms: 200,
            idle_timeout_ms: null,
            create_response: true,
            interrupt_response: true,
          },
        },
        output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'alloy', speed: 1 },
      },
      include: null,
    });
    expect(Object.keys(created.session).slice(0, 4)).toEqual(['type', 'object', 'id', 'model']);
  });

  it('has the defaults of the model: another voice and a longer silence on 2.1', async () => {
    const client = new WireClient(await startEmulator(), { path: '/v1/realtime?model=gpt-realtime-2.1' });
    const { session } = await client.until('session.created');
    expect(session.audio.output.voice).toBe('marin');
    expect(session.audio.input.turn_detection.silence_duration_ms).toBe(500);
  });

  it('selects the subprotocol realtime and takes the key from the list', async () => {
    const client = await connect(await startEmulator(), {
      key: null,
      protocols: ['realtime', 'openai-insecure-api-key.sk-test'],
    });
    expect(client.socket.protocol).toBe('realtime');
  });

  it.each([
    ['a key that was never given out', { key: 'ek_unknown' }],
    ['no key', { key: null }],
  ])('turns %s away with an error frame and close 3000', async (_, options) => {
    const { error, close } = await turnedAway(options);
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'invalid_api_key', event_id: null });
    expect(close).toEqual({ code: 3000, reason: 'invalid_request_error.invalid_api_key' });
  });

  it.each([
    ['the beta header', { headers: { 'OpenAI-Beta': 'realtime=v1' } }, 'beta_api_shape_disabled'],
    [
      'the beta subprotocol',
      { protocols: ['realtime', 'openai-beta.realtime-v1'] },
      'beta_api_shape_disabled',
    ],
    ['no model', { path: '/v1/realtime' }, 'missing_model'],
    ['a model of another protocol', { path: '/v1/realtime?model=gpt-live-1' }, 'invalid_model'],
    ['a transcription session', { path: '/v1/realtime?intent=transcription' }, 'invalid_value'],
  ])('turns %s away with an error frame and close 4000', async (_, options, code) => {
    const { error, close } = await turnedAway(options);
    expect(error).toMatchObject({ type: 'invalid_request_error', code });
    expect(close).toEqual({ code: 4000, reason: `invalid_request_error.${code}` });
  });

  it('takes only the configured API keys where some are', async () => {
    const emulator = await startEmulator({ apiKeys: ['my-key'] });
    await connect(emulator, { key: 'my-key' });
    const client = new WireClient(emulator, { key: 'sk-another' });
    expect((await client.closed).code).toBe(3000);
  });

  it('answers an unknown path with 404', async () => {
    const client = new WireClient(await startEmulator(), { path: '/v2/realtime?model=gpt-realtime' });
    await expect(client.opened).rejects.toThrow('404');
  });

  it('pings a silent client', async () => {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock }));
    const pinged = new Promise((resolve) => client.socket.once('ping', resolve));
    clock.advance(20_300);
    await pinged;
    expect(client.types).toEqual(['session.created']);
  });
});
