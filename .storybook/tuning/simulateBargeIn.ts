import { createBuiltInDetector } from '../../packages/core/src/audio/built-in-detector.ts';
import { OutputHold } from '../../packages/core/src/audio/output-hold.ts';
import { Reflex } from '../../packages/core/src/audio/reflex.ts';
import type { ReflexReport } from '../../packages/core/src/audio/reflex.ts';
import type { CreateDetector, SpeechEvidence } from '../../packages/core/src/audio/speech-evidence.ts';
import { decideBargeIn } from '../../packages/core/src/index.ts';
import type { BargeInEvidence, BargeInReason, BargeInRules } from '../../packages/core/src/index.ts';
import { isPauseDue } from '../../packages/core/src/session/barge-in-pause.ts';
import { voice } from '../../packages/core/test/voices.ts';
import { RATE_HZ, atLevel, createRandom, frames, pinkNoise } from '../../tests/barge-in/support/sounds.ts';

/** The times at which the agent begins to speak and the sound begins, in milliseconds: room and echo are learnt by then. */
const AGENT_AT_MS = 1_000;
const SOUND_AT_MS = 3_500;
const TAIL_MS = 1_600;
const BLOCK = 128;
/** The way of an echo through the room, and of evidence from another thread, in milliseconds. */
const ECHO_DELAY_MS = 60;
const EVIDENCE_DELAY_MS = 24;
const AGENT_DB = -24;

/** One scene of the tuning tool. */
export interface TuningScene {
  readonly sound: Float32Array;
  /** Its level, the level of the room, and of the echo to the agent's own, in decibels. */
  readonly soundDb: number;
  readonly roomDb: number;
  readonly echoDb: number;
  /** The words of the sound, spread over its length, and how late the vendor writes them down, in milliseconds. */
  readonly words: string;
  readonly wordsLateMs: number;
  readonly rules: BargeInRules;
  readonly pauseAfterMs: number;
  /** `null`: the built-in detector decides. */
  readonly detector: CreateDetector | null;
}

/** An action of the agent, in milliseconds after the sound began. */
export interface TuningEvent {
  readonly type: 'duck' | 'pause' | 'resume' | 'cut';
  readonly atMs: number;
  readonly reason: BargeInReason | null;
}

/** The evidence at one moment and the answer of the policy. */
export interface TuningMoment {
  readonly atMs: number;
  readonly evidence: BargeInEvidence;
  readonly answer: string;
}

export interface TuningTake {
  readonly lengthMs: number;
  readonly events: readonly TuningEvent[];
  readonly moments: readonly TuningMoment[];
  readonly hops: readonly SpeechEvidence[];
  readonly levelsDb: readonly number[];
  /** The sound that the user would hear, and that of the microphone, from half a second before the sound on. */
  readonly heard: Float32Array;
}

/** The agent in its room: it speaks, is held, and comes back as an echo. */
class Room {
  readonly microphone: Float32Array;
  readonly output: Float32Array;
  readonly hold = new OutputHold(RATE_HZ);
  readonly #agent: Float32Array;
  readonly #echo: number;
  #position = 0;

  constructor({ sound, soundDb, roomDb, echoDb }: TuningScene, lengthMs: number) {
    const room = atLevel(pinkNoise(lengthMs, createRandom(5)), roomDb);
    const [from, loud] = [frames(SOUND_AT_MS), atLevel(sound, soundDb)];
    this.microphone = room.map((sample, at) => sample + (loud[at - from] ?? 0));
    this.output = new Float32Array(room.length);
    this.#agent = atLevel(voice(lengthMs, RATE_HZ, 0.1, 190), AGENT_DB);
    this.#echo = echoDb <= -60 ? 0 : 10 ** (echoDb / 20);
  }

  /** The next block of the agent, which stands still while it is held. */
  speak(from: number, isCut: boolean): Float32Array {
    const block = new Float32Array(BLOCK);
    if (from >= frames(AGENT_AT_MS) && !isCut)
      for (let at = 0; at < BLOCK && !this.hold.isHolding; at += 1) {
        const sample = this.#agent[this.#position] ?? 0;
        this.hold.listen(sample);
        block[at] = sample;
        this.#position += 1;
      }
    this.hold.pass(BLOCK);
    for (let at = from; at < from + BLOCK; at += 1)
      this.microphone[at] =
        (this.microphone[at] ?? 0) + this.#echo * (this.output[at - frames(ECHO_DELAY_MS)] ?? 0);
    return block;
  }
}

/** The policy of a session over the reports of a reflex, as far as a sound alone goes. */
class Judge {
  readonly events: TuningEvent[] = [];
  readonly moments: TuningMoment[] = [];
  isCut = false;
  #isPaused = false;
  #judgedAtMs = -1;
  readonly #scene: TuningScene;
  readonly #act: (type: 'yield' | 'resume' | 'pause', isEcho: boolean) => void;

  constructor(scene: TuningScene, act: (type: 'yield' | 'resume' | 'pause', isEcho: boolean) => void) {
    this.#scene = scene;
    this.#act = act;
  }

  take(report: ReflexReport): void {
    const atMs = report.atMs - SOUND_AT_MS;
    if (report.type === 'ducked' || report.type === 'paused')
      this.#tell(report.type === 'ducked' ? 'duck' : 'pause', atMs, null);
    if (this.isCut || !report.isDucked || report.onsetAtMs === this.#judgedAtMs) return;
    const evidence = this.#evidenceOf(report);
    const { verdict, reason } = decideBargeIn(evidence, this.#scene.rules);
    this.moments.push({ atMs, evidence, answer: verdict === 'wait' ? `wait: ${reason}` : reason });
    if (verdict === 'wait') return this.#mayPause(evidence, reason);
    this.#judgedAtMs = report.onsetAtMs;
    this.#isPaused = false;
    this.isCut = verdict === 'yield';
    this.#tell(verdict === 'yield' ? 'cut' : 'resume', atMs, reason);
    this.#act(verdict, reason.startsWith('echo'));
  }

  #mayPause(evidence: BargeInEvidence, reason: BargeInReason): void {
    if (this.#isPaused || !isPauseDue(evidence, reason, this.#scene.pauseAfterMs)) return;
    this.#isPaused = true;
    this.#act('pause', false);
  }

  #tell(type: TuningEvent['type'], atMs: number, reason: BargeInReason | null): void {
    this.events.push({ type, atMs, reason });
  }

  #evidenceOf(report: ReflexReport): BargeInEvidence {
    const { words, wordsLateMs, sound } = this.#scene;
    const list = words.trim() === '' ? [] : words.trim().split(/\s+/);
    const soundMs = (sound.length / RATE_HZ) * 1000;
    const known = list.filter(
      (_, at) => SOUND_AT_MS + ((at + 1) / list.length) * soundMs + wordsLateMs <= report.atMs,
    );
    return {
      ...report,
      silenceMs: report.type === 'offset' ? Infinity : report.silenceMs,
      words: known.join(' '),
      agentWords: '',
      isConfirmed: false,
      isInterruptible: true,
      responseMs: report.atMs - AGENT_AT_MS,
    };
  }
}

/** Plays a scene through the reflex, a detector and the policy. */
export function simulateBargeIn(scene: TuningScene): TuningTake {
  const lengthMs = SOUND_AT_MS + (scene.sound.length / RATE_HZ) * 1000 + TAIL_MS;
  const room = new Room(scene, lengthMs);
  const judge = new Judge(scene, (type, isEcho) => {
    reflex.take(type === 'resume' ? { type, isEcho } : { type });
    if (type === 'pause') room.hold.begin();
    else room.hold.end();
  });
  const reflex = new Reflex(RATE_HZ, {}, (report) => judge.take(report));
  reflex.take({ type: 'arm', isArmed: true });
  const detector = (scene.detector ?? createBuiltInDetector)(RATE_HZ);
  const hops: SpeechEvidence[] = [];
  let told = 0;
  for (let from = 0; from + BLOCK <= room.microphone.length; from += BLOCK) {
    const agent = room.speak(from, judge.isCut);
    const microphone = room.microphone.subarray(from, from + BLOCK);
    const output = room.output.subarray(from, from + BLOCK);
    const dueMs = (from / RATE_HZ) * 1000 - EVIDENCE_DELAY_MS;
    const due = hops.slice(told).filter(({ atMs }) => atMs <= dueMs);
    if (scene.detector && due.length > 0) reflex.take({ type: 'evidence', hops: due });
    told += due.length;
    reflex.process(microphone, agent, output);
    hops.push(...detector.push(microphone, output));
  }
  const { events, moments } = judge;
  const isShown = ({ atMs }: { readonly atMs: number }) => atMs >= -500;
  return {
    lengthMs: lengthMs - SOUND_AT_MS,
    events: events.filter(isShown),
    moments: moments.filter(isShown),
    hops: hops.map((hop) => ({ ...hop, atMs: hop.atMs - SOUND_AT_MS })).filter(isShown),
    levelsDb: levelsOf(room.microphone.subarray(frames(SOUND_AT_MS - 500))),
    heard: mix(room, frames(SOUND_AT_MS - 500)),
  };
}

/** The level of each 20 ms, in decibels under full scale. */
function levelsOf(samples: Float32Array): readonly number[] {
  const hop = frames(20);
  return Array.from({ length: Math.floor(samples.length / hop) }, (_, index) => {
    const part = samples.subarray(index * hop, (index + 1) * hop);
    return 10 * Math.log10(part.reduce((sum, sample) => sum + sample ** 2, 1e-9) / hop);
  });
}

function mix({ output, microphone }: Room, from: number): Float32Array {
  return output.slice(from).map((sample, at) => sample + (microphone[from + at] ?? 0));
}
