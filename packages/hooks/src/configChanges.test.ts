import { describe, expect, it } from 'vitest';

import { configChanges } from './configChanges.ts';

describe('configChanges', () => {
  it('compares by value', () => {
    const before = { instructions: 'Be brief.', turnDetection: { mode: 'server', silenceMs: 500 } } as const;
    expect(configChanges(before, structuredClone(before))).toBeNull();
    expect(configChanges(before, { ...before, turnDetection: { mode: 'server', silenceMs: 700 } })).toEqual({
      turnDetection: { mode: 'server', silenceMs: 700 },
    });
  });

  it('names a field that was taken out', () => {
    expect(configChanges({ voice: 'ash' }, {})).toStrictEqual({ voice: undefined });
  });
});
