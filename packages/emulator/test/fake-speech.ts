import type { Recognizer } from '../src/recognizer/recognizer.ts';
import type { Voice } from '../src/voice/voice.ts';

/** The time that the fake voice takes for a word, in milliseconds. */
export const WORD_MS = 200;

const RATE_HZ = 16_000;

/** A tone: as good as speech to a detector that goes by level. */
export function tone(durationMs: number, rateHz: number, amplitude = 0.3): Float32Array {
  const length = Math.round((durationMs * rateHz) / 1000);
  return Float32Array.from(
    { length },
    (_, index) => amplitude * Math.sin((2 * Math.PI * 220 * index) / rateHz),
  );
}

/** A voice that needs no time: every word is a tone of 200 ms. */
export function createToneVoice(): Voice & { readonly spoken: string[] } {
  const spoken: string[] = [];
  return {
    spoken,
    speak(text, voiceName) {
      spoken.push(`${voiceName}: ${text}`);
      const words = text.split(/\s+/).length;
      return Promise.resolve({ samples: tone(words * WORD_MS, RATE_HZ), sampleRateHz: RATE_HZ });
    },
    close: () => Promise.resolve(),
  };
}

/** A recogniser with a script of words, turn by turn. It can return words early. */
export function createScriptedRecognizer(script: readonly string[]): Recognizer & {
  readonly heardMs: number[];
  say: (words: string) => void;
} {
  const heardMs: number[] = [];
  let turn = 0;
  const recognizer = {
    heardMs,
    say: (_words: string) => {},
    begin(onWords: (words: string) => void) {
      recognizer.say = onWords;
      const at = turn;
      turn += 1;
      heardMs[at] = 0;
      return {
        push(samples: Float32Array) {
          heardMs[at] = (heardMs[at] ?? 0) + samples.length / 16;
        },
        finish: () => Promise.resolve(script[at] ?? ''),
        cancel: () => {},
      };
    },
    close: () => Promise.resolve(),
  };
  return recognizer;
}
