import type { Recognizer } from '../../src/recognizer/recognizer.ts';

/** Numerals by their place, so that no number has the same word twice. */
export const NUMERALS: readonly (readonly string[])[] = ['k', 'h', 't', 'o'].map((place) =>
  'zero one two three four five six seven eight nine'.split(' ').map((digit) => place + digit),
);

/** Every word has a pitch of its own, so that a recogniser without a model knows exactly which words arrived. */
export const WORDS: readonly string[] = [
  ...'my name is ann tell me a story the weather in paris who am i say again whom you are talking to please whose voice whosoever'.split(
    ' ',
  ),
  ...NUMERALS.flat(),
];

/** The duration of a word, in milliseconds. */
export const SPOKEN_WORD_MS = 200;

const LOWEST_HZ = 300;
const STEP_HZ = 100;
const LEVEL = 0.4;

/** A word counts from this length on, in milliseconds: less may be a cut end. */
const MIN_WORD_MS = 60;

const FRAME_MS = 20;
const RATE_HZ = 16_000;

function pitchOf(word: string): number {
  const at = WORDS.indexOf(word);
  if (at < 0) throw new RangeError(`The user has no word "${word}".`);
  return LOWEST_HZ + at * STEP_HZ;
}

/** The user's voice, sample by sample. */
export function speakWords(words: readonly string[], rateHz: number): Float32Array {
  const perWord = Math.round((SPOKEN_WORD_MS * rateHz) / 1000);
  const samples = new Float32Array(words.length * perWord);
  words.forEach((word, at) => {
    const step = (2 * Math.PI * pitchOf(word)) / rateHz;
    for (let index = 0; index < perWord; index += 1)
      samples[at * perWord + index] = LEVEL * Math.sin(step * index);
  });
  return samples;
}

/** Finds the word of a frame by its zero crossings; `null` for silence. */
function wordOf(frame: Float32Array): string | null {
  let crossings = 0;
  let energy = 0;
  for (let index = 1; index < frame.length; index += 1) {
    const [before = 0, now = 0] = [frame[index - 1], frame[index]];
    if (before < 0 !== now < 0) crossings += 1;
    energy += now * now;
  }
  if (energy / frame.length < 0.01) return null;
  const hertz = (crossings * 1000) / (2 * FRAME_MS);
  return WORDS[Math.round((hertz - LOWEST_HZ) / STEP_HZ)] ?? null;
}

/** Writes down which words it hears. */
class WordReader {
  readonly #frame = new Float32Array((FRAME_MS * RATE_HZ) / 1000);
  #filled = 0;
  readonly #words: { word: string; ms: number }[] = [];

  push(samples: Float32Array): void {
    for (const sample of samples) {
      this.#frame[this.#filled] = sample;
      this.#filled += 1;
      if (this.#filled < this.#frame.length) continue;
      this.#filled = 0;
      this.#take(wordOf(this.#frame));
    }
  }

  #take(word: string | null): void {
    if (word === null) return;
    const last = this.#words.at(-1);
    if (last?.word === word) last.ms += FRAME_MS;
    else this.#words.push({ word, ms: FRAME_MS });
  }

  get voicedMs(): number {
    return this.#words.reduce((sum, { ms }) => sum + ms, 0);
  }

  get text(): string {
    return this.#words
      .filter(({ ms }) => ms >= MIN_WORD_MS)
      .map(({ word }) => word)
      .join(' ');
  }
}

/** A recogniser that understands `speakWords`. */
export interface WordRecognizer extends Recognizer {
  /** The texts that it has written down, and the duration of that speech, in milliseconds. */
  readonly written: readonly { readonly text: string; readonly voicedMs: number }[];
}

export function createWordRecognizer(): WordRecognizer {
  const written: { text: string; voicedMs: number }[] = [];
  return {
    written,
    begin: () => {
      const reader = new WordReader();
      return {
        push: (samples) => reader.push(samples),
        finish() {
          const { text, voicedMs } = reader;
          written.push({ text, voicedMs });
          return Promise.resolve(text);
        },
        cancel: () => {},
      };
    },
    close: () => Promise.resolve(),
  };
}
