import { describe, expect, it } from 'vitest';
import { createMessageEntry } from '../../testing/transcript-entries.ts';
import { EntryLog } from './entry-log.ts';
import type { TranscriptEntry } from './transcript.ts';

const entry = (id: string, text = id) => createMessageEntry({ id, text });
const texts = (log: EntryLog<TranscriptEntry>) =>
  [...log.values()].map((each) => each.kind === 'message' && each.text);

describe('an entry log', () => {
  it('leaves earlier versions as they were', () => {
    const one = new EntryLog<TranscriptEntry>().with(entry('a'));
    const two = one.with(entry('b'));
    expect([texts(one), one.has('b'), one.size]).toEqual([['a'], false, 1]);
    expect(texts(two)).toEqual(['a', 'b']);
  });

  it('gives the same result when the same version is extended twice', () => {
    const base = new EntryLog<TranscriptEntry>().with(entry('a'));
    const first = base.with(entry('b', 'first'));
    const second = base.with(entry('b', 'second'));
    expect([texts(first), texts(second)]).toEqual([
      ['a', 'first'],
      ['a', 'second'],
    ]);
    expect(texts(base)).toEqual(['a']);
  });

  it('replaces and removes in a copy', () => {
    const log = new EntryLog<TranscriptEntry>().with(entry('a')).with(entry('b'));
    expect(texts(log.with(entry('a', 'other')))).toEqual(['other', 'b']);
    expect(texts(log.without('a'))).toEqual(['b']);
    expect(texts(log)).toEqual(['a', 'b']);
  });

  it('extends another log where it has only added entries to it', () => {
    const base = new EntryLog<TranscriptEntry>().with(entry('a'));
    expect(base.with(entry('b')).extends(base)).toBe(true);
    expect(base.with(entry('a', 'other')).extends(base)).toBe(false);
    expect(base.without('a').extends(base)).toBe(false);
  });
});
