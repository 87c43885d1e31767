import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAtHeard } from './heard-text.ts';
import { learnPace, rateOf, spokenMs } from './speech-rate.ts';
import type { VoicePace } from './speech-rate.ts';

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

describe('text whose words have not all been timed', () => {
  it('counts no word as heard that has no time yet', () => {
    const split = splitAtHeard({ text: TEXT, heardMs: 700, receivedMs: 700, words: WORDS.slice(0, 2) });
    expect(split).toMatchObject({ heardText: 'There are', isEstimate: false });
  });
});

const CHINESE =
  '从柏林到汉堡的火车每小时一班，全程大约需要一小时四十五分钟，票价从二十九欧元起，建议您提前在网上预订座位，这样会更便宜一些。';
const JAPANESE = 'ベルリンからハンブルクへの電車は一時間に一本あり、所要時間はおよそ一時間四十五分です。';
const KOREAN = '베를린에서 함부르크까지 가는 기차는 한 시간에 한 대씩 있고 약 한 시간 사십오 분 걸립니다.';

describe('scripts without spaces, or with syllables for letters', () => {
  const share = (text: string, heardText: string) => heardText.length / text.length;

  it.each([
    ['Chinese', CHINESE],
    ['Japanese', JAPANESE],
    ['Korean', KOREAN],
    ['English', 'The train from Berlin to Hamburg leaves every hour and takes about two hours.'],
  ])('%s: a third of the audio is about a third of the text', (_, text) => {
    const { heardText } = splitAtHeard({ text, heardMs: 4_200, receivedMs: 12_600 });
    expect(share(text, heardText)).toBeGreaterThan(0.15);
    expect(share(text, heardText)).toBeLessThan(0.55);
  });

  it.each([
    ['Chinese', CHINESE],
    ['Japanese', JAPANESE],
  ])('%s: one timed word that holds the whole text is timed by its characters', (_, text) => {
    const words = [{ text, startMs: 0, endMs: 12_600 }];
    const { heardText } = splitAtHeard({ text, heardMs: 4_200, receivedMs: 12_600, words });
    expect(share(text, heardText)).toBeGreaterThan(0.15);
    expect(share(text, heardText)).toBeLessThan(0.55);
  });

  it.each([
    ['Chinese', CHINESE, 10_000, 18_000],
    ['Japanese', JAPANESE, 5_000, 9_000],
    ['Korean', KOREAN, 5_000, 9_000],
  ])('%s takes as long to speak as people take', (_, text, minMs, maxMs) => {
    expect(spokenMs(text)).toBeGreaterThan(minMs);
    expect(spokenMs(text)).toBeLessThan(maxMs);
  });
});

/** A spoken text: when each of its words has sounded, in milliseconds. */
interface Spoken {
  readonly text: string;
  readonly ends: readonly { readonly at: number; readonly ms: number }[];
}

const SENTENCES = [
  'The train from Berlin to Hamburg leaves every hour and takes about two hours.',
  'I can book a seat for you, if you like. Which day do you want to travel?',
  'There are three trains in the morning, and the last one is the cheapest of all of them.',
];

/** Speaks at a rate; each word takes more or less time than its letters say. */
function speak(text: string, rate: number, jitter: readonly number[]): Spoken {
  let ms = 0;
  const ends = [...text.matchAll(/\S+\s*/g)].map(({ 0: word, index }, place) => {
    ms += (spokenMs(word) / rate) * (jitter[place % jitter.length] as number);
    return { at: index + word.trimEnd().length, ms };
  });
  return { text, ends };
}

const lengthMs = ({ ends }: Spoken) => ends.at(-1)?.ms ?? 0;

/** The text that has come with so much audio. */
const textUntil = ({ text, ends }: Spoken, ms: number) =>
  text.slice(0, ends.find((end) => end.ms >= ms)?.at ?? text.length);

const wordsIn = (text: string) => text.split(/\s+/).filter(Boolean).length;

interface Voice {
  readonly rate: number;
  readonly jitter: readonly number[];
  readonly leadMs: number;
  readonly aheadMs: number;
  readonly sentence: string;
}

/** By how many words the split is wrong while a sentence is heard, by a listener who knows the voice: an error every 90 ms. */
function errorsOf({ rate, jitter, leadMs, aheadMs, sentence }: Voice): number[] {
  let pace: VoicePace | null = null;
  for (const text of [...SENTENCES, ...SENTENCES])
    pace = learnPace(pace, 'v', text, lengthMs(speak(text, rate, jitter)));
  const speechRate = rateOf(pace, 'v');
  const spoken = speak(sentence, rate, jitter.toReversed());
  const wholeMs = lengthMs(spoken);
  const errors: number[] = [];
  for (let heardMs = 0; heardMs <= wholeMs; heardMs += 90) {
    const receivedMs = Math.min(wholeMs, heardMs + aheadMs);
    const text = textUntil(spoken, receivedMs + leadMs);
    const { heardText, unheardText } = splitAtHeard({ text, heardMs, receivedMs, speechRate });
    expect(heardText + unheardText).toBe(text);
    const truth = spoken.ends.filter(({ ms }) => ms <= heardMs).length;
    errors.push(Math.abs(wordsIn(heardText) - truth));
  }
  return errors;
}

describe('text that runs ahead of its audio', () => {
  const voices: fc.Arbitrary<Voice> = fc.record({
    rate: fc.double({ min: 0.6, max: 1.2, noNaN: true }),
    jitter: fc.array(fc.double({ min: 0.75, max: 1.25, noNaN: true }), { minLength: 5, maxLength: 7 }),
    leadMs: fc.integer({ min: 0, max: 4_000 }),
    aheadMs: fc.integer({ min: 0, max: 2_000 }),
    sentence: fc.constantFrom(...SENTENCES),
  });

  // A voice that is slow for five words and quick for the next can mislead an estimate by three words: the share counts.
  it('is nearly always heard to within a word of the truth, once the voice is known', () => {
    const errors = fc.sample(voices, { numRuns: 200 }).flatMap(errorsOf);
    const shareWithin = (words: number) => errors.filter((error) => error <= words).length / errors.length;
    expect(shareWithin(1)).toBeGreaterThan(0.98);
    expect(shareWithin(2)).toBeGreaterThan(0.999);
  });

  it('never falls back while the audio is heard, and ends with all of it', () => {
    const check = fc.property(voices, ({ rate, jitter, leadMs, sentence }) => {
      const spoken = speak(sentence, rate, jitter);
      const text = textUntil(spoken, lengthMs(spoken) / 2 + leadMs);
      const receivedMs = lengthMs(spoken) / 2;
      let before = 0;
      for (let heardMs = 0; heardMs <= receivedMs; heardMs += 45) {
        const { length } = splitAtHeard({ text, heardMs, receivedMs, speechRate: rate }).heardText;
        expect(length).toBeGreaterThanOrEqual(before);
        before = length;
      }
      expect(splitAtHeard({ text, heardMs: receivedMs, receivedMs }).unheardText).toBe('');
    });
    fc.assert(check, { numRuns: 30 });
  });
});

describe('the pace of a voice', () => {
  it('starts again with another voice, and takes no pause for a slow voice', () => {
    const pace = learnPace(null, 'a', SENTENCES[0] as string, 3_000);
    expect(rateOf(pace, 'a')).toBeGreaterThan(rateOf(null, 'a'));
    expect(rateOf(pace, 'b')).toBe(rateOf(null, 'b'));
    expect(learnPace(pace, 'a', 'Hm.', 9_000)).toBe(pace);
    expect(rateOf(null, 'a', 1.5)).toBeCloseTo(rateOf(null, 'a') * 1.5);
  });
});
