import { describe, expect, it } from 'vitest';
import { MeteredConversation } from '../../../test/metered-conversation.ts';
import { prices } from './prices.ts';
import { createAdapter } from './adapter.ts';
import { adapterFacts, MANAGED } from './capabilities.ts';

/** Ten turns of eighteen seconds: five of the user, one of thought, eight of the agent, four of silence. */
function converse(): MeteredConversation {
  const facts = adapterFacts({}, MANAGED);
  const metered = new MeteredConversation(prices, createAdapter({}, facts, 'managed').createCodec());
  metered.receive({ type: 'session_ready', call_id: 'c' });
  for (let turn = 0; turn < 20; turn += 2) {
    metered.receive({ type: 'turn_started', role: 'user', turn });
    metered.pass('user-speaking', 5_000);
    metered.receive({ type: 'turn_ended', role: 'user', turn, text: 'Words.' });
    metered.pass('thinking', 1_000);
    metered.receive({ type: 'turn_started', role: 'assistant', turn: turn + 1 });
    metered.pass('speaking', 8_000);
    metered.receive({ type: 'turn_ended', role: 'assistant', turn: turn + 1, text: 'An answer.' });
    metered.pass('listening', 4_000);
  }
  return metered;
}

describe('ten turns at the published price', () => {
  it('are billed by the time between the beginning and the end', () => {
    // 180 seconds at $0.06 a minute.
    expect(converse().cost).toBeCloseTo(0.18, 6);
    expect(converse().meter.turn).toBe(10);
  });

  it('are listed by turn', () => {
    const { ledger } = converse().meter;
    const costs = ledger.turns.map((turn) => ledger.balance(prices, turn).cost ?? 0);
    expect(costs.reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(0.18, 6);
    expect(costs[5]).toBeCloseTo(0.018, 6);
  });
});

describe('ten minutes of silence', () => {
  it.each([true, false])('cost like any others, muted (%s) or not', (isMuted) => {
    const metered = converse();
    const before = metered.cost ?? 0;
    metered.mute(isMuted);
    metered.pass('listening', 600_000);
    expect((metered.cost ?? 0) - before).toBeCloseTo(0.6, 6);
  });
});
