import { describe, expect, it } from 'vitest';
import { MeteredConversation } from '../../../test/metered-conversation.ts';
import { prices } from './prices.ts';

/** Ten turns: eighteen seconds of speech and thirty of silence each; two of them as text. */
function converse(): MeteredConversation {
  const metered = new MeteredConversation(prices);
  for (let turn = 1; turn <= 10; turn += 1) {
    metered.meter.beginTurn(`u${turn}`, turn > 8);
    metered.pass('user-speaking', 8_000);
    metered.pass('speaking', 10_000);
    metered.pass('listening', 30_000);
  }
  return metered;
}

describe('ten turns at the published price', () => {
  it('are billed by time, a stretch of silence at a twentieth from its eleventh second on', () => {
    // Of every turn 18 + 10 + 20 x 0.05 = 29 seconds: 290 at $0.08 a minute = 0.3866667; two messages at $0.003.
    expect(converse().cost).toBeCloseTo(0.3926667, 6);
  });
});

describe('ten minutes of silence', () => {
  it.each([true, false])('cost a twentieth after ten seconds, muted (%s) or not', (isMuted) => {
    const metered = converse();
    metered.pass('speaking', 1_000);
    const before = metered.cost ?? 0;
    metered.mute(isMuted);
    metered.pass('listening', 600_000);
    // 10 + 590 x 0.05 = 39.5 seconds.
    expect((metered.cost ?? 0) - before).toBeCloseTo(0.0526667, 6);
  });
});
