import { describe, expect, test } from 'vitest';
import { readWordTimes } from './word-times.ts';

const align = (text: string, letterMs: number) => ({
  chars: [...text],
  char_start_times_ms: [...text].map((_, index) => index * letterMs),
  char_durations_ms: [...text].map(() => letterMs),
});
const wordsOf = (text: string) => readWordTimes(align(text, 100), 0).words.map((word) => word.text);

test('letters are joined to words at spaces, from the start of the message', () => {
  expect(readWordTimes(align('Hi you', 10), 500)).toEqual({
    words: [
      { text: 'Hi', startMs: 500, endMs: 520 },
      { text: 'you', startMs: 530, endMs: 560 },
    ],
    letterCount: 5,
    endMs: 560,
  });
});

test.each([
  ['今日は晴れ。', ['今', '日', 'は', '晴', 'れ', '。']],
  ['iPhoneを買う', ['iPhone', 'を', '買', 'う']],
  ['สวัสดี', ['ส', 'ว', 'ั', 'ส', 'ด', 'ี']],
  ['안녕 하세요', ['안녕', '하세요']],
])('%s, in a script without spaces, is timed by the character', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  ['Chinese', '今天天气很好我们一起去公园散步吧然后再去喝一杯咖啡好不好呢'],
  ['Japanese', 'きょうはとてもてんきがいいのでいっしょにこうえんをさんぽしませんか'],
])('a third of the time of a %s answer holds a third of its words', (_, text) => {
  const { words, endMs } = readWordTimes(align(text, 150), 0);
  const heard = words.filter((word) => (word.startMs + word.endMs) / 2 <= endMs / 3);
  const share = heard.map((word) => word.text).join('').length / text.length;
  expect(share).toBeGreaterThan(0.15);
  expect(share).toBeLessThan(0.55);
});

describe('fields of other types', () => {
  test.each([
    ['times in lists', [[5]], [[7]]],
    ['times as text', ['5'], ['7']],
    ['times that are missing', undefined, null],
    ['times below zero and without end', [-5], [Infinity]],
  ])('%s count as 0', (_, char_start_times_ms, char_durations_ms) => {
    const { words } = readWordTimes({ chars: ['a'], char_start_times_ms, char_durations_ms }, 100);
    expect(words).toEqual([{ text: 'a', startMs: 100, endMs: 100 }]);
  });

  test.each([[null], ['x'], [{ chars: 'abc' }], [{ chars: [7, ['a'], null] }]])(
    '%j has no letters',
    (alignment) => {
      expect(readWordTimes(alignment, 100).words).toEqual([]);
    },
  );
});
