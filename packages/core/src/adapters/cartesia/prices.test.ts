import { describe, expect, it } from 'vitest';
import { MeteredTalk } from '../../../test/metered-talk.ts';
import { prices } from './prices.ts';
import { createWire } from './wire.ts';
import { factsOf, MANAGED } from './facts.ts';

/** Ten turns of eighteen seconds: five of the user, one of thought, eight of the agent, four of nobody. */
function talk(): MeteredTalk {
  const facts = factsOf(MANAGED, {});
  const talked = new MeteredTalk(prices, createWire(false, facts, {}).createCodec());
  talked.receive({ type: 'session_ready', call_id: 'c' });
  for (let turn = 0; turn < 20; turn += 2) {
    talked.receive({ type: 'turn_started', role: 'user', turn });
    talked.pass('user-speaking', 5_000);
    talked.receive({ type: 'turn_ended', role: 'user', turn, text: 'Words.' });
    talked.pass('thinking', 1_000);
    talked.receive({ type: 'turn_started', role: 'assistant', turn: turn + 1 });
    talked.pass('speaking', 8_000);
    talked.receive({ type: 'turn_ended', role: 'assistant', turn: turn + 1, text: 'An answer.' });
    talked.pass('listening', 4_000);
  }
  return talked;
}

describe('ten turns at the published price', () => {
  it('are billed by the time between the beginning and the end', () => {
    // 180 seconds at $0.06 a minute.
    expect(talk().cost).toBeCloseTo(0.18, 6);
    expect(talk().meter.turn).toBe(10);
  });

  it('are told turn by turn', () => {
    const { ledger } = talk().meter;
    const costs = ledger.turns.map((turn) => ledger.balance(prices, turn).cost ?? 0);
    expect(costs.reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(0.18, 6);
    expect(costs[5]).toBeCloseTo(0.018, 6);
  });
});

describe('ten minutes in which nobody speaks', () => {
  it.each([true, false])('cost like any others, muted (%s) or not', (isMuted) => {
    const talked = talk();
    const before = talked.cost ?? 0;
    talked.mute(isMuted);
    talked.pass('listening', 600_000);
    expect((talked.cost ?? 0) - before).toBeCloseTo(0.6, 6);
  });
});
