import { describe, expect, it } from 'vitest';

import { configChanges } from './configChanges.ts';

const updatable = ['instructions', 'turnDetection'] as const;

describe('configChanges', () => {
  it('compares by value', () => {
    const moment = { status: 'idle', updatable } as const;
    const before = { instructions: 'Be brief.', turnDetection: { mode: 'server', silenceMs: 500 } } as const;
    expect(configChanges(before, structuredClone(before), moment)).toBeNull();
    expect(
      configChanges(before, { ...before, turnDetection: { mode: 'server', silenceMs: 700 } }, moment),
    ).toEqual({
      turnDetection: { mode: 'server', silenceMs: 700 },
    });
  });

  it('names a field that was taken out', () => {
    const patch = configChanges({ voice: 'ash' }, {}, { status: 'idle', updatable });
    expect(patch).toStrictEqual({ voice: undefined });
  });

  it('keeps back what the vendor cannot change during a conversation, until it is over', () => {
    const before = { instructions: 'a', voice: 'ash' };
    const after = { instructions: 'b', voice: 'oak' };
    expect(configChanges(before, after, { status: 'live', updatable })).toEqual({ instructions: 'b' });
    const pushed = { ...before, instructions: 'b' };
    expect(configChanges(pushed, after, { status: 'live', updatable })).toBeNull();
    expect(configChanges(pushed, after, { status: 'closed', updatable })).toEqual({ voice: 'oak' });
  });

  it.each(['connecting', 'reconnecting', 'closing'] as const)('pushes nothing while %s', (status) => {
    expect(configChanges({ instructions: 'a' }, { instructions: 'b' }, { status, updatable })).toBeNull();
  });
});
