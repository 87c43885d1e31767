import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { mint } from '../../test/emulated-call.ts';
import { sonic } from '../adapters/cartesia/speech.ts';
import { openai } from '../adapters/openai/index.ts';
import { entryOf } from '../session/transcript/transcript.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

/* The app's own words in a real browser: a real socket to the source, and sound at the output. */

const origin = inject('emulatorOrigin');
const timeout = 30_000;

describe.each(['websocket', 'webrtc'] as const)('the app’s words over %s', (transport) => {
  it('sound, are lined up with the agent’s, and stop when they are to', { timeout: 60_000 }, async () => {
    const session = createRealtimeSession({
      adapter: openai({ baseUrl: `${origin}/v1`, transport }),
      credential: () => mint(),
      microphone: false,
      speech: {
        source: sonic({ voice: 'voice_1', baseUrl: origin, allowApiKey: true }),
        credential: () => Promise.resolve('sk_car_test'),
      },
    });
    onTestFinished(() => session.close());
    const phase = () => session.store.getState().phase;
    const rowOf = (id: string) => {
      const entry = entryOf(session.store.getState().transcript, id);
      return entry?.kind === 'message' ? entry : null;
    };
    await session.connect();
    const first = session.say('Good evening.');
    await expect.poll(() => session.store.getState().speakingItemId, { timeout }).toBe(first);
    await expect.poll(() => session.speaker.level(), { timeout }).toBeGreaterThan(0.01);
    await expect.poll(phase, { timeout }).toBe('listening');
    const greeting = rowOf(first);
    expect(greeting).toMatchObject({ state: 'done', isFromApp: true });
    expect(greeting?.heardMs).toBeGreaterThan(400);
    expect(greeting?.wordTimes?.map(({ text }) => text)).toEqual(['Good', 'evening.']);
    const story = 'Once upon a time there was a lighthouse keeper who wrote long letters to the sea.';
    const second = session.say(story);
    await expect.poll(() => session.speaker.getPlayhead()?.heardMs ?? 0, { timeout }).toBeGreaterThan(500);
    session.interrupt();
    await expect.poll(() => rowOf(second)?.state, { timeout }).toBe('interrupted');
    await expect.poll(() => session.speaker.level(), { timeout }).toBeLessThan(0.001);
    // The agent speaks as ever.
    session.sendText('Hello.');
    await expect.poll(phase, { timeout }).toBe('speaking');
    expect(session.store.getState().speakingItemId).not.toBe(second);
  });
});
