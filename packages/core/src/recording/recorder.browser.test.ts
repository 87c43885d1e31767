import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { mint } from '../../test/emulated-call.ts';
import { openai } from '../adapters/openai/index.ts';
import { rms } from '../audio/level.ts';
import { decodeAudio } from '../audio/wire-audio.ts';
import { createRealtimeSession } from '../runtime/create-realtime-session.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { createRecorder } from './recorder.ts';
import { readLine, readRecording } from './read-recording.ts';

/* The sound that leaves a real speaker. */

const origin = inject('emulatorOrigin');
const timeout = 30_000;

describe.each(['websocket', 'webrtc'] as const)('the audio of the agent over %s', (transport) => {
  it(
    'is recorded in one conversation after the other, and no end raises an error',
    { timeout: 60_000 },
    async () => {
      const session = createRealtimeSession({
        adapter: openai({ baseUrl: `${origin}/v1`, transport }),
        credential: () => mint(),
        microphone: false,
      });
      onTestFinished(() => session.close());
      const errors: unknown[] = [];
      session.on('error', (error) => errors.push(error));
      const recorder = createRecorder(session, { audio: 'agent' });
      const recordedMs = async () =>
        (await readRecording(await recorder.save())).audio.reduce(
          (sum, { durationMs }) => sum + durationMs,
          0,
        );
      let beforeMs = 0;
      for (let conversation = 1; conversation <= 2; conversation += 1) {
        await session.connect();
        session.sendText('Hello.');
        await expect.poll(recordedMs, { timeout }).toBeGreaterThan(beforeMs + 200);
        await session.close();
        beforeMs = await recordedMs();
      }
      expect(errors).toEqual([]);
    },
  );

  it('is in the recording, at the time when it was heard', { timeout: 60_000 }, async () => {
    const session = createRealtimeSession({
      adapter: openai({ baseUrl: `${origin}/v1`, transport }),
      credential: () => mint(),
      microphone: false,
    });
    onTestFinished(() => session.close());
    const recorder = createRecorder(session, { audio: 'agent' });
    const levels: number[] = [];
    recorder.follow((line) => {
      const read = readLine(line);
      if (read && 'levels' in read && read.side === 'agent') levels.push(...read.levels);
    });
    const phase = () => session.store.getState().phase;
    await session.connect();
    session.sendText('Hello.');
    await expect.poll(phase, { timeout }).toBe('speaking');
    await expect.poll(phase, { timeout }).toBe('listening');
    // The last chunk is on its way from the audio thread.
    const sounds = async () => {
      const { audio, manifest } = await readRecording(await recorder.save());
      const lengthMs = audio.reduce((sum, { durationMs }) => sum + durationMs, 0);
      return { audio, manifest, lengthMs };
    };
    await expect.poll(async () => (await sounds()).lengthMs, { timeout }).toBeGreaterThan(400);
    const { audio, manifest } = await sounds();
    const level = Math.max(...audio.map(({ bytes, format }) => rms(decodeAudio(bytes, format))));
    expect(level).toBeGreaterThan(0.01);
    // A follower has heard how loud it was: fifty levels a second.
    expect(levels.length).toBeGreaterThan(20);
    expect(Math.max(...levels)).toBeGreaterThan(0.01);
    // In a call, the beginning of the answer is judged by its sound, on another clock.
    if (transport === 'webrtc') return;
    const { startedAtMs, transcript } = session.store.getState();
    const answer = listEntries(transcript).find((entry) => entry.audioStartMs !== null);
    const startedMs = (startedAtMs ?? 0) + (answer?.audioStartMs ?? 0) - manifest.startedAtMs;
    expect(Math.abs((audio[0]?.atMs ?? 0) - startedMs)).toBeLessThan(250);
  });
});
