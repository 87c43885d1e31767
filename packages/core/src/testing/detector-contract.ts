import { SPEECH_PROBABILITY } from '../audio/speech-evidence.ts';
import type { CreateDetector, SpeechEvidence } from '../audio/speech-evidence.ts';
import { createMismatch } from './mismatch.ts';

/** The environment of a detector check. */
export interface DetectorBench {
  readonly create: CreateDetector;
  /** The rate of the sounds, in hertz. */
  readonly rateHz: number;
  /** A sentence of a person or a speech engine: 0.5 s or more, without silence before and after. */
  readonly voice: Float32Array;
}

/** One thing that every detector does. */
export interface DetectorCheck {
  readonly name: string;
  /** @throws Error when the detector does not. */
  readonly run: (bench: DetectorBench) => void;
}

/** The longest delay of a detector with a hop, and the largest error of its onset, in milliseconds. */
const MAX_LATE_MS = 100;
const MAX_ONSET_ERROR_MS = 150;
const LEAD_MS = 1_500;
const TAIL_MS = 1_500;
/** The room's noise: its highest amplitude is -60 dBFS. */
const ROOM = 0.001;

function framesOf({ rateHz }: DetectorBench, ms: number): number {
  return Math.round((ms / 1000) * rateHz);
}

/** The voice in a quiet room, with a lead and a tail. */
function sceneOf(bench: DetectorBench): Float32Array {
  const lead = framesOf(bench, LEAD_MS);
  const scene = new Float32Array(lead + bench.voice.length + framesOf(bench, TAIL_MS));
  scene.set(bench.voice, lead);
  let seed = 1;
  return scene.map((sample) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return sample + ROOM * (seed / 2 ** 31 - 1);
  });
}

/** Pushes samples in pieces, over a silent agent. */
function listen(bench: DetectorBench, samples: Float32Array, piece = 512): readonly SpeechEvidence[] {
  const detector = bench.create(bench.rateHz);
  const hops: SpeechEvidence[] = [];
  for (let from = 0; from < samples.length; from += piece) {
    const microphone = samples.slice(from, from + piece);
    hops.push(...detector.push(microphone, new Float32Array(microphone.length)));
  }
  return hops;
}

function expectThat(isTrue: boolean, message: string, expected: unknown, actual: unknown): void {
  if (!isTrue) throw createMismatch(message, expected, actual);
}

function isSpeech({ probability }: SpeechEvidence): boolean {
  return probability >= SPEECH_PROBABILITY;
}

/** The behaviour that a session relies on in every detector, as checks for any test runner. */
export const DETECTOR_CONTRACT: readonly DetectorCheck[] = [
  {
    name: 'tells of every hop once, in order and without gaps',
    run: (bench) => {
      const hops = listen(bench, sceneOf(bench));
      expectThat(hops.length > 10, 'There are no hops.', 'more than 10', hops.length);
      for (const [index, { atMs, hopMs }] of hops.entries()) {
        const startMs = hops[index - 1]?.atMs ?? 0;
        const isNext = Math.abs(atMs - hopMs - startMs) < 1 && hopMs > 0;
        expectThat(isNext, `Hop ${index} does not follow the one before.`, startMs + hopMs, atMs);
      }
    },
  },
  {
    name: 'is never ahead of its samples, and at most 100 ms behind',
    run: (bench) => {
      const detector = bench.create(bench.rateHz);
      const piece = new Float32Array(framesOf(bench, 16));
      let knownMs = 0;
      for (let index = 1; index < 100; index += 1) {
        knownMs = detector.push(piece, piece).at(-1)?.atMs ?? knownMs;
        const nowMs = (index * piece.length * 1000) / bench.rateHz;
        const isInTime = knownMs <= nowMs + 0.01 && nowMs - knownMs <= MAX_LATE_MS;
        expectThat(isInTime, 'A hop comes at the wrong time.', nowMs, knownMs);
      }
    },
  },
  {
    name: 'gives shares from 0 to 1, whatever it hears',
    run: (bench) => {
      const sounds = [Number.NaN, Number.POSITIVE_INFINITY, 0, 1e6, -1].map((value) =>
        new Float32Array(framesOf(bench, 300)).fill(value),
      );
      const all = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0));
      for (const [index, sound] of sounds.entries()) all.set(sound, index * sound.length);
      for (const { probability, voicing } of listen(bench, all)) {
        const isShare = [probability, voicing].every((value) => value >= 0 && value <= 1);
        expectThat(isShare, 'A value is not a share.', '0 to 1', { probability, voicing });
      }
    },
  },
  {
    name: 'hears nothing in a quiet room, also after sound that is not a number',
    run: (bench) => {
      const scene = sceneOf(bench).slice(0, framesOf(bench, LEAD_MS));
      scene.fill(Number.NaN, 0, framesOf(bench, 100));
      const late = listen(bench, scene).filter(({ atMs }) => atMs > LEAD_MS / 2);
      const heard = late.filter((hop) => isSpeech(hop) || hop.onsetAtMs !== null);
      expectThat(late.length > 0 && heard.length === 0, 'It hears speech in a quiet room.', [], heard);
    },
  },
  {
    name: 'finds speech, its onset within 150 ms, and its end',
    run: (bench) => {
      const hops = listen(bench, sceneOf(bench));
      const endMs = LEAD_MS + (bench.voice.length / bench.rateHz) * 1000;
      const during = hops.filter(({ atMs }) => atMs > LEAD_MS && atMs <= endMs);
      const share = during.filter(isSpeech).length / during.length;
      expectThat(share >= 0.5, 'It misses most of the speech.', 'half of the hops or more', share);
      const first = hops.find((hop) => isSpeech(hop) && hop.onsetAtMs !== null);
      const isNear = Math.abs((first?.onsetAtMs ?? Infinity) - LEAD_MS) <= MAX_ONSET_ERROR_MS;
      expectThat(isNear, 'The onset is wrong.', LEAD_MS, first?.onsetAtMs);
      const last = hops.at(-1);
      expectThat(last?.onsetAtMs === null, 'The speech does not end.', null, last?.onsetAtMs);
    },
  },
  {
    name: 'hears the same however the samples are divided',
    run: (bench) => {
      const scene = sceneOf(bench);
      const [whole, pieces] = [listen(bench, scene, scene.length), listen(bench, scene, 77)];
      const differs = pieces.findIndex(
        ({ probability }, index) => Math.abs(probability - (whole[index]?.probability ?? -1)) > 1e-3,
      );
      expectThat(differs === -1, 'A hop differs.', whole[differs], pieces[differs]);
    },
  },
  {
    name: 'shares no state with another one',
    run: (bench) => {
      const scene = sceneOf(bench);
      const before = listen(bench, scene).map(({ probability }) => probability);
      const after = listen(bench, scene).map(({ probability }) => probability);
      const differs = before.findIndex((value, index) => value !== after[index]);
      expectThat(differs === -1, 'A second detector hears otherwise.', before[differs], after[differs]);
    },
  },
];
