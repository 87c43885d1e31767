import type { Clip, ClipLibrary } from '../corpus/clips.ts';
import type { ClipLabel, CorpusHalf } from '../corpus/sources.ts';
import { DEVICES, convolve, loop, respond, throughDevice } from './room.ts';
import type { Device, Room } from './room.ts';
import type { EchoPath, Scene } from './scene.ts';
import { atLevel, clatter, cough, createRandom, fanNoise, frames, pinkNoise, taps } from './sounds.ts';

/** The event in a scene of the field corpus. Only `speech` and `command` are to stop the agent. */
export type FieldLabel = ClipLabel | 'echo' | 'silence';

/** A scene, and what is known about it. */
export interface FieldScene {
  readonly label: FieldLabel;
  readonly name: string;
  readonly speaker: string;
  readonly language: string;
  readonly room: string;
  readonly background: string;
  readonly echo: EchoPath;
  /** The length of the sound, in milliseconds. */
  readonly soundMs: number;
  /** Level of the sound, in decibels under full scale. */
  readonly levelDb: number;
  readonly words: readonly { readonly atMs: number; readonly text: string }[];
  /** Makes the sound: the scenes of a corpus do not fit into the memory all at once. */
  make(): Omit<Scene, 'preset' | 'words'>;
}

const ROOMS: Readonly<Record<string, Room>> = {
  booth: { size: [2.4, 2.1, 2.3], rt60: 0.2 },
  office: { size: [4.2, 3.4, 2.6], rt60: 0.35 },
  living: { size: [5.6, 4.3, 2.7], rt60: 0.5 },
  kitchen: { size: [4.8, 3.9, 2.8], rt60: 0.8 },
};
const BACKGROUND_MS = 8_000;
const AGENT_AT_MS = 1_500;
/** The delay of a word at a recogniser that streams, in milliseconds. */
export const RECOGNISED_AFTER_MS = 300;

type Random = () => number;
const between = (random: Random, low: number, high: number) => low + random() * (high - low);
const pick = <T>(random: Random, some: readonly T[]): T => some[Math.floor(random() * some.length)] as T;

/** Makes the scenes of one half. The same library gives the same scenes. */
export function createFieldScenes(
  { clips }: ClipLibrary,
  half: CorpusHalf,
  every = 1,
  draw = 0,
): readonly FieldScene[] {
  const own = clips.filter((clip) => clip.half === half);
  const of = (...labels: readonly ClipLabel[]) => own.filter(({ label }) => labels.includes(label));
  const random = createRandom((half === 'tuning' ? 101 : 202) + 1_000 * draw);
  const place = createPlaces(random);
  const agents = agentsOf(own);
  const backgrounds = createBackgrounds(of('music'), of('room'), of('speech'), random);
  const scenes: FieldScene[] = [];
  const add = (
    label: FieldLabel,
    clip: Clip | null,
    options: { echo?: EchoPath; background?: string } = {},
  ) => {
    // Everything that is random is drawn here, so that a scene does not depend on which others are played.
    const isPerson =
      label === 'speech' || label === 'command' || label === 'backchannel' || label === 'vocal';
    const levelDb = isPerson ? between(random, -40, -22) : between(random, -42, -18);
    const background = options.background ?? backgrounds.draw();
    const make = backgrounds.maker(background, levelDb);
    const at = place();
    const echo = options.echo ?? drawEcho(random);
    const agent = pick(random, agents);
    const soundAtMs = Math.round(AGENT_AT_MS + between(random, 900, 2_600));
    const samples = clip?.samples.subarray(0, frames(3_000));
    const name = clip?.name ?? label;
    const { language = 'und', speaker = 'silence' } = clip ?? {};
    scenes.push({
      label,
      name,
      speaker,
      language,
      room: at.name,
      background,
      echo,
      levelDb,
      soundMs: ((samples?.length ?? 0) / 16_000) * 1000,
      words: clip ? recognise(clip) : [],
      make: () => {
        const sound = samples ? atLevel(at.place(samples), levelDb) : null;
        return {
          agent,
          agentAtMs: AGENT_AT_MS,
          soundAtMs,
          audibleAtMs: soundAtMs + (sound ? audibleAfterMs(sound, levelDb) : 0),
          tailMs: Math.min(3_500, 1_300 + ((samples?.length ?? 16_000) / 16_000) * 1000),
          sound,
          background: make(),
          echo,
          language,
        };
      },
    });
  };
  for (const clip of of('speech', 'command', 'backchannel', 'vocal', 'object', 'animal'))
    add(clip.label, clip);
  for (const clip of of('music')) add('music', clip, { background: 'quiet' });
  for (let turn = 0; turn < 16; turn += 1) add('crowd', crowd(of('speech'), random), { background: 'quiet' });
  for (let turn = 0; turn < 16; turn += 1) add('vocal', hum(random));
  for (let turn = 0; turn < 24; turn += 1) add('backchannel', mhm(random));
  for (let turn = 0; turn < 24; turn += 1)
    add('echo', null, { echo: drawLoudEcho(random), background: 'quiet' });
  // The noises of the small corpus stand beside the recordings.
  if (half === 'tuning')
    for (let turn = 0; turn < 12; turn += 1)
      for (const [label, make] of [
        ['vocal', cough],
        ['object', taps],
        ['object', clatter],
      ] as const)
        add(label, { ...made(label, make.name), samples: make(createRandom(5_000 + 100 * draw + turn)) });
  for (const background of ['music', 'room', 'babble'])
    for (let turn = 0; turn < 8; turn += 1) add('silence', null, { background, echo: { db: -Infinity } });
  return scenes.filter((_, index) => index % every === 0);
}

/** A sound is heard from the first hop on that is at most 10 dB under its level. */
function audibleAfterMs(sound: Float32Array, levelDb: number): number {
  const least = 10 ** ((levelDb - 10) / 10);
  const hop = frames(10);
  for (let at = 0; at + hop <= sound.length; at += hop)
    if (sound.subarray(at, at + hop).reduce((sum, sample) => sum + sample ** 2, 0) / hop >= least)
      return (at / hop) * 10;
  return 0;
}

function agentsOf(clips: readonly Clip[]): readonly Float32Array[] {
  const said = clips.filter(({ label, samples }) => label === 'speech' && samples.length > frames(1_400));
  return Array.from({ length: 8 }, (_, turn) => {
    const agent = new Float32Array(frames(BACKGROUND_MS));
    let at = 0;
    for (let index = turn * 3; at < agent.length; index += 1) {
      const samples = atLevel(said[index % said.length]?.samples ?? new Float32Array(frames(500)), -22);
      agent.set(samples.subarray(0, agent.length - at), at);
      at += samples.length + frames(120);
    }
    return agent;
  });
}

/** Somewhere in a room, or close to the device. Responses are made once. */
function createPlaces(random: Random) {
  const responses = new Map<string, Float32Array>();
  const close = new Float32Array([1]);
  const spots = Object.entries(ROOMS).flatMap(([name, room]) =>
    [0.5, 1.2, 2].map((metres) => ({ name, room, metres })),
  );
  return () => {
    const spot = random() < 0.35 ? null : pick(random, spots);
    const device = pick(random, Object.keys(DEVICES) as Device[]);
    const angle = random() * 6;
    const name = spot ? `${spot.name}, ${spot.metres} m` : 'close';
    const place = (samples: Float32Array) => {
      const response = spot ? (responses.get(name) ?? respondAt(spot.room, spot.metres, angle)) : close;
      responses.set(name, response);
      return throughDevice(spot ? convolve(samples, response) : samples, device);
    };
    return { name: spot?.name ?? 'close', place };
  };
}

function respondAt(room: Room, metres: number, angle: number): Float32Array {
  const [x, y] = room.size;
  const microphone = [x * 0.45, y * 0.4, 0.8] as const;
  const clamp = (value: number, most: number) => Math.max(0.2, Math.min(most - 0.2, value));
  const source = [
    clamp(microphone[0] + metres * Math.cos(angle), x),
    clamp(microphone[1] + metres * Math.sin(angle), y),
    1.3,
  ] as const;
  return respond(room, source, microphone);
}

function createBackgrounds(
  music: readonly Clip[],
  rooms: readonly Clip[],
  speech: readonly Clip[],
  random: Random,
) {
  const fill = (clip: Clip | undefined) => loop(clip?.samples ?? new Float32Array(1), BACKGROUND_MS);
  return {
    draw: () => pick(random, ['quiet', 'quiet', 'quiet', 'noise', 'noise', 'fan', 'music', 'room', 'babble']),
    /** @param levelDb - the level of the sound over it: people speak louder where it is loud. */
    maker(kind: string, levelDb: number): () => Float32Array {
      const seed = Math.floor(random() * 1e6);
      const overDb = between(random, 10, 22);
      const clip = kind === 'music' ? pick(random, music) : pick(random, rooms);
      return () => {
        const own = createRandom(seed);
        const quiet = atLevel(pinkNoise(BACKGROUND_MS, own), -65);
        if (kind === 'quiet') return quiet;
        const made =
          kind === 'noise'
            ? pinkNoise(BACKGROUND_MS, own)
            : kind === 'fan'
              ? fanNoise(BACKGROUND_MS, own)
              : kind === 'babble'
                ? babble(speech, own)
                : fill(clip);
        const loud = atLevel(made, Math.max(-62, Math.min(-38, levelDb - overDb)));
        return quiet.map((sample, index) => sample + (loud[index] ?? 0));
      };
    },
  };
}

/** Several people talk at once, elsewhere. */
function babble(speech: readonly Clip[], random: Random): Float32Array {
  const mixed = new Float32Array(frames(BACKGROUND_MS));
  for (let person = 0; person < 7 && speech.length > 0; person += 1)
    for (let at = -Math.floor(random() * frames(1_500)); at < mixed.length;) {
      const samples = atLevel(pick(random, speech).samples, -30);
      const end = Math.min(samples.length, mixed.length - at);
      for (let index = Math.max(0, -at); index < end; index += 1)
        mixed[at + index] = (mixed[at + index] ?? 0) + (samples[index] ?? 0);
      at += samples.length + Math.floor(random() * frames(400));
    }
  return mixed;
}

/** A crowd that begins: a door to it opens. */
function crowd(speech: readonly Clip[], random: Random): Clip {
  const samples = babble(speech, random).slice(frames(2_000), frames(4_800));
  for (let index = 0; index < frames(200); index += 1)
    samples[index] = ((samples[index] ?? 0) * index) / frames(200);
  return {
    label: 'crowd',
    language: 'und',
    half: 'tuning',
    speaker: 'crowd',
    name: 'crowd',
    text: '',
    samples,
  };
}

function made(label: ClipLabel, name: string): Omit<Clip, 'samples'> {
  return { label, language: 'und', half: 'tuning', speaker: name, name, text: '' };
}

/** Hums of one or two rises of the voice: what listeners say with closed lips. */
function mhm(random: Random): Clip {
  const pitchHz = pick(random, [105, 130, 190, 220]) * between(random, 0.9, 1.1);
  const isTwice = random() < 0.6;
  const ms = between(random, 260, 420) * (isTwice ? 1.6 : 1);
  const [gapFrom, gapTo] = isTwice ? [0.42, 0.52] : [2, 2];
  let phase = 0;
  const length = frames(ms);
  const samples = Float32Array.from({ length }, (_, index) => {
    const share = index / length;
    phase += (pitchHz * (share > 0.5 && isTwice ? 1.18 : 1) * (1 - 0.12 * (share % 0.5))) / 16_000;
    const isGap = share > gapFrom && share < gapTo;
    const edge = Math.min(1, share * 12, (1 - share) * 6) * (isGap ? 0.05 : 1);
    let sum = 0;
    for (let harmonic = 1; harmonic <= 8; harmonic += 1)
      sum += Math.sin(2 * Math.PI * harmonic * phase) / harmonic ** 1.6;
    return edge * sum;
  });
  return {
    label: 'backchannel',
    language: 'und',
    half: 'tuning',
    speaker: 'hum',
    name: 'mhm',
    text: 'mhm',
    samples,
  };
}

/** Somebody clears the throat or sighs: breath with a rough voice in it. */
function hum(random: Random): Clip {
  const noise = pinkNoise(between(random, 250, 900), random);
  const roughHz = between(random, 60, 95);
  const samples = noise.map((sample, index) => {
    const share = index / noise.length;
    const rough = Math.sin((2 * Math.PI * roughHz * index) / 16_000) > 0.4 ? 1 : 0.25;
    return sample * rough * Math.sin(Math.PI * share);
  });
  return {
    label: 'vocal',
    language: 'und',
    half: 'tuning',
    speaker: 'throat',
    name: 'throat',
    text: '',
    samples,
  };
}

function drawEcho(random: Random): EchoPath {
  const turn = random();
  const delayMs = Math.round(between(random, 25, 160));
  if (turn < 0.4) return { db: -Infinity };
  if (turn < 0.75) return { db: Math.round(between(random, -48, -34)), delayMs };
  return { db: Math.round(between(random, -32, -22)), delayMs, isResidual: random() < 0.4 };
}

function drawLoudEcho(random: Random): EchoPath {
  const turn = random();
  const delayMs = Math.round(between(random, 25, 160));
  if (turn < 0.4) return { db: Math.round(between(random, -30, -6)), delayMs };
  if (turn < 0.7) return { db: Math.round(between(random, -28, -12)), delayMs, isResidual: true };
  return { db: Math.round(between(random, -16, -4)), delayMs, convergesInMs: between(random, 800, 2_500) };
}

/** The words along a clip, each a moment after it was said. Of recordings without a text it is known how many they are, and what for. */
function recognise({ text, label, samples }: Clip) {
  const lengthMs = (samples.length / 16_000) * 1000;
  const unknown =
    label === 'backchannel'
      ? 'yes'
      : label === 'command'
        ? 'no stop'
        : 'and then what else is there for me to know';
  const spoken = label === 'speech' || label === 'command' || label === 'backchannel' ? text || unknown : '';
  const all = spoken === '' ? [] : spoken.split(/\s+/);
  const words = text || label !== 'speech' ? all : all.slice(0, Math.max(2, Math.round(lengthMs / 320)));
  return words.map((word, index) => ({
    text: word,
    atMs: ((index + 1) / words.length) * lengthMs + RECOGNISED_AFTER_MS,
  }));
}
