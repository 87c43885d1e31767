import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';

describe('bad frames', () => {
  it.each([
    ['what is not JSON', '{"type":', 'invalid_json', null],
    ['JSON that is not an object', '["session.update"]', 'invalid_json', null],
    ['no type', '{}', 'missing_required_parameter', 'type'],
    [
      'a type that the vendor does not know',
      '{"type":"transcription_session.update"}',
      'invalid_value',
      'type',
    ],
    ['a type that every object has', '{"type":"__proto__"}', 'invalid_value', 'type'],
    [
      'a field that the vendor does not know',
      '{"type":"response.cancel","now":true}',
      'unknown_parameter',
      'now',
    ],
    ['a missing field', '{"type":"input_audio_buffer.append"}', 'missing_required_parameter', 'audio'],
    [
      'audio that is not base64',
      '{"type":"input_audio_buffer.append","audio":"é"}',
      'invalid_value',
      'audio',
    ],
    ['an event of WebRTC', '{"type":"output_audio_buffer.clear"}', 'invalid_value', 'type'],
  ])('are answered with an error and nothing else: %s', async (_, text, code, param) => {
    const client = await connect(await startEmulator());
    client.socket.send(text);
    expect((await client.take()).error).toMatchObject({ type: 'invalid_request_error', code, param });
    await client.write('Still here.');
  });

  it('name the event that was wrong', async () => {
    const client = await connect(await startEmulator());
    const error = await client.refusal({ type: 'response.cancel', event_id: 'mine' });
    expect(error).toMatchObject({ event_id: 'mine' });
    expect(Object.keys(error)).toEqual(['type', 'code', 'message', 'param', 'event_id']);
  });

  it('are refused when they are binary', async () => {
    const client = await connect(await startEmulator());
    client.socket.send(Buffer.from([1, 2, 3]));
    expect((await client.take()).error).toMatchObject({ code: 'invalid_event' });
    await client.write('Still here.');
  });

  it('are refused when they carry more than 15 MiB of audio', async () => {
    const client = await connect(await startEmulator());
    const audio = Buffer.alloc(15 * 1024 * 1024 + 3).toString('base64');
    const error = await client.refusal({ type: 'input_audio_buffer.append', audio: `${audio}AAAA` });
    expect(error).toMatchObject({ code: 'string_above_max_length', param: 'audio' });
  });
});

describe('a fault of the emulator', () => {
  it('is reported as a server error and ends nothing', async () => {
    const recognizer = {
      begin(): never {
        throw new Error('Out of ears.');
      },
      close: () => Promise.resolve(),
    };
    const client = await connect(await startEmulator({ recognizer }));
    client.speak({ before: 300, voice: 300 });
    expect((await client.until('error')).error).toMatchObject({ type: 'server_error', code: 'server_error' });
    expect(await client.write('Still here.')).toMatchObject({ item: { role: 'user' } });
  });
});

describe('event ids', () => {
  it('are unique and grow', async () => {
    const client = await connect(await startEmulator());
    await client.write('Tell me a joke');
    await client.ask({ type: 'response.create' }, 'rate_limits.updated');
    const ids = client.frames.map((frame) => frame.event_id as string);
    expect(new Set(ids).size).toBe(client.frames.length);
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.every((id) => /^event_\w{21}$/.test(id))).toBe(true);
  });

  it('are the same again with the same seed', async () => {
    const run = async (seed: number) => {
      const client = await connect(await startEmulator({ seed, clock: createManualClock(), epochMs: 0 }));
      return client.frames;
    };
    expect(await run(7)).toEqual(await run(7));
    expect(await run(7)).not.toEqual(await run(8));
  });
});

describe('the cap of a session', () => {
  it('ends it after an hour with an error and close 1001', async () => {
    const clock = createManualClock();
    const client = await connect(await startEmulator({ clock }));
    await clock.advanceAsync(3_599_999);
    await client.write('Still here.');
    clock.advance(1);
    expect((await client.until('error')).error).toMatchObject({ code: 'session_expired' });
    expect(await client.closed).toEqual({
      code: 1001,
      reason: 'Your session hit the maximum duration of 60 minutes.',
    });
  });

  it('can be set shorter, and is stated in expires_at', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock, epochMs: 0, sessionCapMs: 30_000 });
    const closed = new Promise((resolve) => emulator.on('session-closed', resolve));
    const client = await connect(emulator);
    expect(client.frames[0]?.session.expires_at).toBe(30);
    clock.advance(30_000);
    expect((await client.closed).code).toBe(1001);
    expect(await closed).toMatchObject({ isOpen: false });
  });
});
