import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createMicrophone, mint } from '../../test/emulated-call.ts';
import { injectFault } from '../../test/emulated-faults.ts';
import { openai } from '../adapters/openai/index.ts';
import { listEntries } from '../session/transcript/transcript.ts';
import { createRealtimeSession } from './create-realtime-session.ts';

/* A real socket that is half open, under real speech: nothing closes it, and nothing comes over it any more. */

const origin = inject('emulatorOrigin');

describe('a half-open socket', { timeout: 90_000 }, () => {
  it('is noticed within 10 s of speech, replaced, and the agent answers again', async () => {
    const microphone = createMicrophone();
    const session = createRealtimeSession({
      adapter: openai({ baseUrl: `${origin}/v1`, transport: 'websocket' }),
      credential: () => mint(),
      microphone: { track: microphone.track },
    });
    onTestFinished(() => session.close());
    await session.connect();
    const causes: unknown[] = [];
    let replacedAtMs = 0;
    session.on('continuity', ({ cause }) => {
      replacedAtMs = performance.now();
      causes.push(cause);
    });
    // Neither side is told.
    await injectFault({ kind: 'drop', how: 'half-open' });
    const spokenAtMs = performance.now();
    void (async () => {
      while (session.store.getState().connection === 1 && performance.now() - spokenAtMs < 20_000)
        await microphone.hear();
    })();
    await expect.poll(() => replacedAtMs).toBeGreaterThan(0);
    expect(replacedAtMs - spokenAtMs).toBeLessThan(10_000);
    expect(causes).toEqual(['connection-silent']);
    await expect.poll(() => session.store.getState().status).toBe('live');
    await microphone.hear();
    const answers = () =>
      listEntries(session.store.getState().transcript).filter(
        (entry) => entry.kind === 'message' && entry.role === 'agent' && entry.text !== '',
      );
    await expect.poll(() => answers().length).toBeGreaterThan(0);
  });
});
