import { describe, expect, it, onTestFinished } from 'vitest';
import { injectFault } from '../../test/emulated-faults.ts';
import {
  FIVE_TO_NINE,
  FIVE_TO_NINE_WORDS,
  ONE_TO_FOUR,
  beginCapped,
  countDifferences,
  expectAnswer,
  expectNothingOpen,
  expectUnderstood,
  lostAudioMs,
  openInputs,
  peers,
  speakUntil,
  timeout,
  understood,
  untilPhase,
} from '../../test/seam-scenarios.ts';

describe('counting across the seam of two calls', { timeout: 180_000 }, () => {
  it('the call changes in a pause, and one call at a time hears the user', async () => {
    const { session, microphone, statuses, continuity, nearEnd } = await beginCapped('webrtc', {
      mode: 'server',
      silenceMs: 400,
      autoRespond: false,
    });
    const open: number[] = [];
    const watch = setInterval(() => open.push(openInputs()), 5);
    onTestFinished(() => clearInterval(watch));
    await microphone.hear(ONE_TO_FOUR);
    nearEnd();
    await expect.poll(() => continuity.length, { timeout, interval: 5 }).toBe(1);
    expect(peers).toHaveLength(2);
    await microphone.hear(FIVE_TO_NINE);
    await expectUnderstood(session, 'one two three four five six seven eight nine');
    session.respond();
    await expectAnswer(session);
    expect(continuity).toMatchObject([
      { kind: 'reseeded', cause: 'session-expiring', connection: 2, lost: [], gapMs: 0 },
    ]);
    expect(statuses).toEqual([]);
    expect(Math.max(...open)).toBe(1);
    expect(peers[0]?.connectionState).toBe('closed');
    // Lost in the middle of a turn: what a call has not carried to its end is gone, and is reported.
    const spoken = speakUntil(microphone, () => continuity.length === 2);
    await untilPhase(session, 'user-speaking');
    await injectFault({ kind: 'channel-close' });
    await expect.poll(() => continuity.length, { timeout }).toBe(2);
    await spoken;
    expect(lostAudioMs(continuity[1])).toBeGreaterThan(0);
    expect(continuity[1]?.gapMs).toBeGreaterThan(0);
    await expectNothingOpen(session, microphone.track);
  });

  it('a turn that the end of the call tears is reported as lost, and the next one is heard', async () => {
    const { session, microphone, statuses, continuity, nearEnd, reachEnd } = await beginCapped('webrtc', {
      mode: 'server',
      silenceMs: 1_000,
    });
    const spoken = speakUntil(microphone, () => continuity.length === 1);
    await untilPhase(session, 'user-speaking');
    nearEnd();
    await reachEnd();
    await spoken;
    expect(lostAudioMs(continuity[0])).toBeGreaterThan(0);
    // The words that the new call gets in one breath with the end of that turn.
    await microphone.hear(FIVE_TO_NINE);
    await expect
      .poll(() => countDifferences(understood(session).slice(-5), FIVE_TO_NINE_WORDS), { timeout })
      .toBeLessThanOrEqual(1);
    await expectAnswer(session);
    expect(continuity).toMatchObject([{ cause: 'session-expiring', connection: 2, gapMs: 0 }]);
    expect(statuses).toEqual([]);
    await expectNothingOpen(session, microphone.track);
  });
});
