import { describe, expect, it } from 'vitest';
import { isSameRow } from './transcript-rows.ts';

describe('comparing rows', () => {
  it('asks only for what the expected row says', () => {
    expect(isSameRow({ tool: 'a', output: 'x', state: 'succeeded' }, { tool: 'a' })).toBe(true);
    expect(isSameRow({ tool: 'a', output: 'x' }, { tool: 'a', output: 'y' })).toBe(false);
    expect(isSameRow({ user: 'a' }, { agent: 'a' })).toBe(false);
    expect(isSameRow(undefined, { agent: 'a' })).toBe(false);
  });

  it('never passes over an interruption', () => {
    expect(isSameRow({ agent: 'a', isInterrupted: true }, { agent: 'a' })).toBe(false);
    expect(isSameRow({ agent: 'a' }, { agent: 'a', isInterrupted: true })).toBe(false);
  });
});
