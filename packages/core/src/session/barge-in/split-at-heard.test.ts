import { describe, expect, it } from 'vitest';
import { splitAtHeard } from './split-at-heard.ts';

const TEXT = 'There are three trains.';
const WORDS = [
  { text: 'There', startMs: 0, endMs: 300 },
  { text: 'are', startMs: 300, endMs: 500 },
  { text: 'three', startMs: 500, endMs: 900 },
  { text: 'trains', startMs: 900, endMs: 1_500 },
];

describe('by the times of words', () => {
  it.each([
    [0, ''],
    [149, ''],
    [150, 'There'],
    [699, 'There are'],
    [700, 'There are three'],
    [2_000, 'There are three trains.'],
  ])('%i ms were heard', (heardMs, heardText) => {
    const split = splitAtHeard({ text: TEXT, heardMs, receivedMs: 2_000, words: WORDS });
    expect(split).toEqual({ heardText, unheardText: TEXT.slice(heardText.length), isEstimate: false });
  });
});

describe('without them', () => {
  it('is an estimate along the audio, between words', () => {
    const split = splitAtHeard({ text: TEXT, heardMs: 1_000, receivedMs: 2_000 });
    expect(split).toEqual({ heardText: 'There are', unheardText: ' three trains.', isEstimate: true });
  });

  it('knows nothing and all for sure', () => {
    expect(splitAtHeard({ text: TEXT, heardMs: 0, receivedMs: 2_000 })).toMatchObject({ heardText: '' });
    expect(splitAtHeard({ text: TEXT, heardMs: 2_000, receivedMs: 2_000 })).toMatchObject({
      unheardText: '',
    });
    expect(splitAtHeard({ text: TEXT, heardMs: 0, receivedMs: 0 })).toMatchObject({ heardText: '' });
  });

  it('cuts scripts without spaces between characters', () => {
    const split = splitAtHeard({ text: '三本の列車が', heardMs: 1_000, receivedMs: 2_000 });
    expect(split).toMatchObject({ heardText: '三本の', unheardText: '列車が' });
  });

  it('together both parts are always the whole text', () => {
    for (let heardMs = 0; heardMs <= 2_000; heardMs += 37) {
      const { heardText, unheardText } = splitAtHeard({
        text: `  ${TEXT}\n列车`,
        heardMs,
        receivedMs: 2_000,
      });
      expect(heardText + unheardText).toBe(`  ${TEXT}\n列车`);
    }
  });
});
