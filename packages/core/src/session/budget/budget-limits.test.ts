import { describe, expect, it } from 'vitest';
import { extendLimits, measure } from './budget-limits.ts';
import type { Spent } from './budget-limits.ts';
import { createTally } from './tally.ts';

const SPENT: Spent = {
  tally: createTally({
    inputText: 100,
    inputAudio: 200,
    inputImage: 30,
    cachedText: 40,
    outputText: 50,
    outputAudio: 80,
    reasoning: 20,
  }),
  cost: 0.25,
  minutes: 3,
  turns: 4,
  idleMinutes: 0.5,
  mutedMinutes: 0,
};

describe('limits', () => {
  it('are measured each by itself, in any mix', () => {
    expect(measure({ cost: 0.5, minutes: 4, idleMinutes: 2 }, SPENT)).toEqual([
      { name: 'cost', used: 0.25, limit: 0.5, fraction: 0.5 },
      { name: 'minutes', used: 3, limit: 4, fraction: 0.75 },
      { name: 'idleMinutes', used: 0.5, limit: 2, fraction: 0.25 },
    ]);
  });

  it.each([
    ['total', 460],
    ['input', 330],
    ['output', 130],
    ['text', 150],
    ['audio', 280],
    ['image', 30],
    ['cached', 40],
    ['reasoning', 20],
  ] as const)('of %s tokens count %i', (kind, used) => {
    expect(measure({ tokens: { [kind]: 1_000 } }, SPENT)).toEqual([
      { name: `tokens.${kind}`, used, limit: 1_000, fraction: used / 1_000 },
    ]);
  });

  it('of all tokens are a bare number', () => {
    expect(measure({ tokens: 920 }, SPENT)).toMatchObject([{ name: 'tokens.total', fraction: 0.5 }]);
  });

  it('of nothing are used up, and of money without a price cannot be measured', () => {
    expect(measure({ turns: 0 }, { ...SPENT, turns: 0 })).toMatchObject([{ fraction: 1 }]);
    expect(measure({ cost: 0.5 }, { ...SPENT, cost: null })).toEqual([]);
  });

  it('are extended where there are any', () => {
    expect(
      extendLimits({ cost: 1, tokens: { audio: 10 } }, { cost: 0.5, turns: 3, tokens: { audio: 5 } }),
    ).toEqual({
      cost: 1.5,
      tokens: { audio: 15 },
    });
    expect(extendLimits({ tokens: 10 }, { tokens: 5 })).toEqual({ tokens: { total: 15 } });
  });
});
