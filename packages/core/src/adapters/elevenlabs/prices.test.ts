import { describe, expect, it } from 'vitest';
import { MeteredTalk } from '../../../test/metered-talk.ts';
import { prices } from './prices.ts';

/** Ten turns: eighteen seconds of talk, then thirty in which nobody speaks; two of them in writing. */
function talk(): MeteredTalk {
  const talked = new MeteredTalk(prices);
  for (let turn = 1; turn <= 10; turn += 1) {
    talked.meter.beginTurn(`u${turn}`, turn > 8);
    talked.pass('user-speaking', 8_000);
    talked.pass('speaking', 10_000);
    talked.pass('listening', 30_000);
  }
  return talked;
}

describe('ten turns at the published price', () => {
  it('are billed by time, a stretch of silence at a twentieth from its eleventh second on', () => {
    // Of every turn 18 + 10 + 20 x 0.05 = 29 seconds: 290 at $0.08 a minute = 0.3866667; two messages at $0.003.
    expect(talk().cost).toBeCloseTo(0.3926667, 6);
  });
});

describe('ten minutes in which nobody speaks', () => {
  it.each([true, false])('cost a twentieth after ten seconds, muted (%s) or not', (isMuted) => {
    const talked = talk();
    talked.pass('speaking', 1_000);
    const before = talked.cost ?? 0;
    talked.mute(isMuted);
    talked.pass('listening', 600_000);
    // 10 + 590 x 0.05 = 39.5 seconds.
    expect((talked.cost ?? 0) - before).toBeCloseTo(0.0526667, 6);
  });
});
