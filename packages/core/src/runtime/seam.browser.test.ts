import { describe, expect, it } from 'vitest';
import { injectFault } from '../../test/emulated-faults.ts';
import {
  ONE_TO_NINE,
  begin,
  beginCapped,
  expectAnswer,
  expectCarriedOver,
  expectNothingOpen,
  expectUnderstood,
  origin,
  sockets,
  speakUntil,
  timeout,
  untilPhase,
} from '../../test/seam-scenarios.ts';
import { gemini } from '../adapters/gemini/index.ts';
import { geminiMinter } from '../adapters/gemini/server.ts';

describe('counting across the seam of two connections', { timeout: 180_000 }, () => {
  it('by WebSocket: a turn that the end of the connection tears is heard once and whole', async () => {
    const { session, microphone, statuses, continuity, nearEnd, reachEnd } = await beginCapped('websocket');
    let isSpoken = false;
    void microphone.hear(ONE_TO_NINE).then(() => (isSpoken = true));
    await untilPhase(session, 'user-speaking');
    nearEnd();
    await reachEnd();
    await expect.poll(() => session.store.getState().connection, { timeout }).toBe(2);
    expect(isSpoken).toBe(false);
    await expectAnswer(session);
    await expectUnderstood(session, 'one two three four five six seven eight nine');
    expectCarriedOver();
    expect(statuses).toEqual([]);
    expect(continuity).toMatchObject([{ cause: 'session-expiring', connection: 2, lost: [], gapMs: 0 }]);
    expect(sockets.filter(({ readyState }) => readyState === WebSocket.OPEN)).toHaveLength(1);
    await expectNothingOpen(session, microphone.track);
  });

  it('over a gap, of a vendor that allows one connection', async () => {
    const minter = geminiMinter({ apiKey: 'AIza-test', baseUrl: origin });
    const { session, microphone, statuses, continuity } = await begin(gemini({ baseUrl: origin }), {
      credential: () => minter.mint(),
    });
    const spoken = speakUntil(microphone, () => continuity.length === 1);
    await expect.poll(() => session.microphone.level(), { timeout, interval: 20 }).toBeGreaterThan(0.05);
    await injectFault({ kind: 'go-away', timeLeftMs: 2_500 });
    const counted = Array.from({ length: await spoken }, () => 'one two three four').join(' ');
    await expectUnderstood(session, counted);
    await expectAnswer(session);
    expect(continuity).toMatchObject([{ cause: 'session-expiring', connection: 2, lost: [] }]);
    expect(statuses).toEqual(['reconnecting', 'live']);
    await expectNothingOpen(session, microphone.track);
  });
});
