import type { BargeInPreset } from '../../../packages/core/src/session/barge-in/barge-in-thresholds.ts';
import type { Corpus, LabelledSound, SoundLabel } from './corpus.ts';
import { playScene } from './scene.ts';
import type { SceneResult } from './scene.ts';
import { RATE_HZ, atLevel, createRandom, fanNoise, music, pinkNoise } from './sounds.ts';

/** Levels in decibels under full scale: a quiet room, an office, music that is quieter than it, and people. */
const QUIET_DB = -65;
const NOISE_DB = -42;
const MUSIC_DB = -52;
const PERSON_DB = -32;
const OBJECT_DB = -22;

/** The part of the agent that comes back while somebody makes a sound, and while there is none, in decibels. */
const ECHO_UNDER_SOUND_DB = [-Infinity, -40, -25];
const ECHO_ALONE_DB = [-30, -20, -12, -6];

/** The number of different backgrounds of each kind, and their duration, in milliseconds. */
const VARIANTS = 8;
const BACKGROUND_MS = 11_000;

/** The delay of a word at a recogniser that streams, in milliseconds. */
const RECOGNISED_AFTER_MS = 300;

/** One scene and what came of it. */
export interface Outcome {
  readonly label: SoundLabel | 'echo';
  readonly name: string;
  readonly echoDb: number;
  readonly result: SceneResult;
}

/** The figures that the presets must reach. Shares are 0 to 1, times in milliseconds of sound. */
export interface Figures {
  readonly scenes: number;
  /** Share of the scenes without an interruption in which the agent was cut. */
  readonly falseShare: number;
  /** Share of the interruptions that did not cut. */
  readonly missedShare: number;
  readonly backchannelsResumed: number;
  /** From the onset of a person's sound, over headphones or a cancelled echo. */
  readonly duckP50: number;
  readonly duckP95: number;
  /** The same with loudspeakers whose echo is not cancelled. */
  readonly loudDuckP95: number;
  readonly silenceP50: number;
  readonly silenceP95: number;
}

/**
 * Plays the corpus through the reflex and the policy, by sound alone or with the words as a recogniser streams them.
 *
 * @param agents - how many of the agent's answers are played alone over each echo.
 */
export function playCorpus(
  corpus: Corpus,
  preset: BargeInPreset,
  hasWords: boolean,
  agents = corpus.agent.length,
): readonly Outcome[] {
  const random = createRandom(9);
  const make = (sound: typeof pinkNoise, db: number) =>
    Array.from({ length: VARIANTS }, () => atLevel(sound(BACKGROUND_MS, random), db));
  const backgrounds = [make(pinkNoise, QUIET_DB), make(fanNoise, NOISE_DB), make(music, MUSIC_DB)];
  const outcomes: Outcome[] = [];
  const play = (sound: LabelledSound | null, variants: readonly Float32Array[], echoDb: number) => {
    const index = outcomes.length;
    const isPerson = sound?.label === 'speech' || sound?.label === 'backchannel';
    const result = playScene({
      preset,
      agent: corpus.agent[index % corpus.agent.length] ?? new Float32Array(),
      sound: sound && atLevel(sound.samples, isPerson ? PERSON_DB : OBJECT_DB),
      background: variants[index % VARIANTS] ?? new Float32Array(1),
      echo: { db: echoDb },
      ...(sound && hasWords && { words: recognise(sound) }),
    });
    outcomes.push({ label: sound?.label ?? 'echo', name: sound?.name ?? 'none', echoDb, result });
  };
  for (const [at, sound] of corpus.sounds.entries()) {
    for (const [turn, variants] of backgrounds.entries())
      play(sound, variants, ECHO_UNDER_SOUND_DB[(at + turn) % ECHO_UNDER_SOUND_DB.length] ?? 0);
  }
  for (const variants of backgrounds)
    for (const echoDb of ECHO_ALONE_DB)
      for (let agent = 0; agent < agents; agent += 1) play(null, variants, echoDb);
  return outcomes;
}

/** The words along the sound, each a moment after it was said. */
function recognise({ text, samples }: LabelledSound) {
  const words = text === '' ? [] : text.split(' ');
  const lengthMs = (samples.length / RATE_HZ) * 1000;
  return words.map((word, index) => ({
    text: word,
    atMs: ((index + 1) / words.length) * lengthMs + RECOGNISED_AFTER_MS,
  }));
}

/** Counts. */
export function sumUp(outcomes: readonly Outcome[]): Figures {
  const of = (...labels: readonly Outcome['label'][]) =>
    outcomes.filter(({ label }) => labels.includes(label));
  const isCut = ({ result }: Outcome) => result.yieldedMs !== null;
  const share = (some: readonly Outcome[]) => some.filter(isCut).length / some.length;
  const people = of('speech', 'backchannel');
  const ducks = (some: readonly Outcome[]) => some.flatMap(({ result }) => result.duckedMs ?? []);
  const quiet = ducks(people.filter(({ echoDb }) => echoDb <= -40));
  const silences = of('speech').flatMap(({ result }) => result.silentMs ?? []);
  return {
    scenes: outcomes.length,
    falseShare: share(outcomes.filter(({ label }) => label !== 'speech')),
    missedShare: 1 - share(of('speech')),
    backchannelsResumed: 1 - share(of('backchannel')),
    duckP50: percentile(quiet, 0.5),
    duckP95: percentile(quiet, 0.95),
    loudDuckP95: percentile(ducks(people.filter(({ echoDb }) => echoDb > -40)), 0.95),
    silenceP50: percentile(silences, 0.5),
    silenceP95: percentile(silences, 0.95),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Writes one row of the table that the benchmark prints. */
export function tellFigures(name: string, figures: Figures): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8);
  const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(8);
  return [
    name.padEnd(22),
    percent(figures.falseShare),
    percent(figures.missedShare),
    percent(figures.backchannelsResumed),
    ms(figures.duckP50),
    ms(figures.duckP95),
    ms(figures.loudDuckP95),
    ms(figures.silenceP50),
    ms(figures.silenceP95),
  ].join(' ');
}
