import { OutputHold } from '../../../packages/core/src/audio/output-hold.ts';
import { Reflex } from '../../../packages/core/src/audio/reflex.ts';
import type { ReflexReport } from '../../../packages/core/src/audio/reflex.ts';
import type { Detector, SpeechEvidence } from '../../../packages/core/src/audio/speech-evidence.ts';
import type { BargeInEvidence } from '../../../packages/core/src/session/barge-in/barge-in-evidence.ts';
import { BARGE_IN_PRESETS } from '../../../packages/core/src/session/barge-in/barge-in-thresholds.ts';
import type { BargeInPreset } from '../../../packages/core/src/session/barge-in/barge-in-thresholds.ts';
import type { BargeInDecision } from '../../../packages/core/src/session/barge-in/decide-barge-in.ts';
import { decideBargeIn } from '../../../packages/core/src/session/barge-in/decide-barge-in.ts';
import { LISTENING_WORDS } from '../../../packages/core/src/session/barge-in/listening-words.ts';
import { isPauseDue } from '../../../packages/core/src/session/barge-in-pause.ts';
import { RATE_HZ, frames } from './sounds.ts';

/** Frames of one block, as the audio thread of browsers has them. */
const BLOCK = 128;
/** The agent's words as they reach the page, in milliseconds: a quantum of the browser and a message. */
const MESSAGE_MS = 10;
/** The delay of a worker's evidence after the end of a hop, in milliseconds: a chunk of 16, two messages, the network. */
const EVIDENCE_LATE_MS = 28;

/** A duck that is given up sooner, after the sound has begun, does not count, in milliseconds. */
const HELD_MS = 100;
/** The fade of the speaker's queue before a pause and after it, in milliseconds. */
const FADE_MS = 4;
/** The time in which the words of a rejected sound may still prove that it was a turn, in milliseconds: as in the session. */
const LATE_WORDS_MS = 3_000;

/** The echo of the agent's sound at the microphone. */
export interface EchoPath {
  /** The level of the agent that comes back, in decibels; `-Infinity` with headphones. */
  readonly db: number;
  /** The way from the speaker through the device and the room to the microphone, in milliseconds. @default 90 */
  readonly delayMs?: number;
  /** An echo canceller learns: the echo falls by 24 dB in this time from the agent's first word on, in milliseconds. */
  readonly convergesInMs?: number;
  /** A canceller that only lets the loudest of the echo through, as bursts. */
  readonly isResidual?: boolean;
}

/** Somebody makes a sound while the agent speaks. */
export interface Scene {
  readonly preset: BargeInPreset;
  readonly agent: Float32Array;
  /** `null`: there is none. */
  readonly sound: Float32Array | null;
  readonly background: Float32Array;
  /**
   * The words that the vendor's recogniser writes down of the sound, and their times in milliseconds after it began.
   * `undefined`: it writes nothing before the end.
   */
  readonly words?: readonly { readonly atMs: number; readonly text: string }[];
  /** The language of the words. @default 'en' */
  readonly language?: string;
  readonly echo: EchoPath;
  /**
   * The times at which the agent begins to speak, and at which the sound begins: in mid-sentence. In milliseconds.
   * @default 5_000, 7_000
   */
  readonly agentAtMs?: number;
  readonly soundAtMs?: number;
  /** The start of the sound for a listener, from which it is measured: a breath is not heard. @default soundAtMs */
  readonly audibleAtMs?: number;
  /** The time that the scene goes on after the sound has begun, in milliseconds. @default 3_500 */
  readonly tailMs?: number;
  /** Whether the session expects words while they are spoken. @default whether there are words */
  readonly expectsWords?: boolean;
  /**
   * The speech after which the agent pauses until it is decided, in milliseconds. `Infinity`: it cannot be paused, as in a call
   * over WebRTC. @default Infinity
   */
  readonly pauseAfterMs?: number;
  /** A detector in a worker, whose evidence decides. */
  readonly detector?: Detector | undefined;
  /** Decides in place of the policy. */
  readonly decide?: (evidence: BargeInEvidence, report: ReflexReport) => BargeInDecision;
}

/** The outcome of a scene. Times in milliseconds after the sound began; `null` where it did not happen. */
export interface SceneResult {
  readonly onsetMs: number | null;
  /** Since when the agent was down and stayed so for `HELD_MS`. 0: an earlier sound had ducked it already. */
  readonly duckedMs: number | null;
  readonly yieldedMs: number | null;
  /** Since when the agent was silent: since the pause in which it was cut, or since the cut. */
  readonly silentMs: number | null;
  readonly reason: string | null;
  /** The number of times that the agent was ducked and went on. */
  readonly resumes: number;
  /** The duration of each pause after which the agent went on, in milliseconds. */
  readonly pausesMs: readonly number[];
}

type Found = { -readonly [K in keyof SceneResult]: SceneResult[K] };
type Command = {
  readonly dueMs: number;
  readonly type: 'yield' | 'resume' | 'pause';
  readonly isEcho: boolean;
};

/** Plays a scene through the reflex and the policy, the agent's echo in the loop, and tells what they did. */
export function playScene(scene: Scene): SceneResult {
  const { agentAtMs = 5_000, soundAtMs = 7_000, tailMs = 3_500 } = scene;
  const judge = createJudge(scene, agentAtMs, scene.audibleAtMs ?? soundAtMs);
  const reflex = new Reflex(RATE_HZ, {}, judge.take);
  reflex.take({ type: 'arm', isArmed: true });
  const length = frames(soundAtMs + tailMs);
  const output = new Float32Array(length);
  const microphone = new Float32Array(BLOCK);
  const echoOf = createEcho(scene.echo, output, frames(agentAtMs));
  const worker = createWorker(scene.detector);
  const agent = createAgent(scene.agent, frames(agentAtMs));
  const soundAt = frames(soundAtMs);
  for (let from = 0; from + BLOCK <= length; from += BLOCK) {
    for (let index = 0; index < BLOCK; index += 1) {
      const at = from + index;
      microphone[index] =
        (scene.background[at % scene.background.length] ?? 0) +
        (scene.sound?.[at - soundAt] ?? 0) +
        echoOf(at);
    }
    const command = judge.due((from / RATE_HZ) * 1000);
    if (command) reflex.take(command);
    if (command?.type === 'pause') agent.hold.begin();
    else if (command) agent.hold.end();
    const hops = worker.due((from / RATE_HZ) * 1000);
    if (hops.length > 0) reflex.take({ type: 'evidence', hops });
    reflex.process(microphone, agent.read(from), output.subarray(from, from + BLOCK));
    worker.push(microphone, output.subarray(from, from + BLOCK));
    if (judge.found.silentMs !== null) break;
  }
  judge.end();
  return judge.found;
}

/** The agent as the speaker's queue plays it: it is held at a dip of its level, and goes on with the next sample. */
function createAgent(samples: Float32Array, startAt: number) {
  const hold = new OutputHold(RATE_HZ);
  const block = new Float32Array(BLOCK);
  const step = 1 / frames(FADE_MS);
  // Blocks begin where they begin.
  let at = (BLOCK - (startAt % BLOCK)) % BLOCK;
  let gain = 1;
  const next = () => {
    if (hold.isHolding && gain === 0) return 0;
    gain = hold.isHolding ? Math.max(0, gain - step) : Math.min(1, gain + step);
    const sample = samples[at] ?? 0;
    at += 1;
    hold.listen(sample);
    return sample * gain;
  };
  const read = (from: number) => {
    if (from < startAt) return undefined;
    for (let index = 0; index < BLOCK; index += 1) block[index] = next();
    hold.pass(BLOCK);
    return block;
  };
  return { hold, read };
}

/** Its evidence comes later than what it is about. */
function createWorker(detector: Detector | undefined) {
  let waiting: SpeechEvidence[] = [];
  return {
    push(microphone: Float32Array, agent: Float32Array) {
      if (detector) waiting.push(...detector.push(microphone, agent));
    },
    due(nowMs: number): readonly SpeechEvidence[] {
      const due = waiting.filter(({ atMs }) => atMs + EVIDENCE_LATE_MS <= nowMs);
      if (due.length > 0) waiting = waiting.slice(due.length);
      return due;
    },
  };
}

/** The page: it asks the policy about each report, and answers the reflex a message later. */
function createJudge(scene: Scene, agentAtMs: number, soundAtMs: number) {
  const rules = {
    thresholds: BARGE_IN_PRESETS[scene.preset],
    words: LISTENING_WORDS[scene.language ?? 'en'] ?? { backchannels: [], commands: [] },
  };
  const found: Found = {
    onsetMs: null,
    duckedMs: null,
    yieldedMs: null,
    silentMs: null,
    reason: null,
    resumes: 0,
    pausesMs: [],
  };
  const ducks = createDucks(found);
  const pauses = createPauses(found);
  let isOpen = false;
  let isPaused = false;
  let last: Command | null = null;
  let rejected: { readonly evidence: BargeInEvidence; readonly atMs: number } | null = null;
  const decide = (evidence: BargeInEvidence, report: ReflexReport | null) =>
    (report && scene.decide?.(evidence, report)) ?? decideBargeIn(evidence, rules);
  const take = (report: ReflexReport) => {
    const atMs = report.atMs - soundAtMs;
    if (report.type === 'onset') {
      isOpen = true;
      if (atMs > -50) found.onsetMs ??= atMs;
    }
    if (report.type === 'ducked') ducks.begin(atMs);
    if (report.type === 'paused') pauses.begin(atMs);
    if (report.type === 'silenced') found.silentMs ??= atMs;
    if (!isOpen || !report.isDucked || found.yieldedMs !== null) return;
    const evidence: BargeInEvidence = {
      ...report,
      words: wordsUntil(scene, atMs),
      agentWords: '',
      isConfirmed: false,
      isInterruptible: true,
      expectsWords: scene.expectsWords ?? scene.words !== undefined,
      responseMs: report.atMs - agentAtMs,
      silenceMs: report.type === 'offset' ? Infinity : report.silenceMs,
    };
    const { verdict, reason } = decide(evidence, report);
    if (verdict === 'wait') {
      const { pauseAfterMs = Infinity } = scene;
      if (isPaused || !isPauseDue(evidence, reason, rules.thresholds, pauseAfterMs)) return;
      isPaused = true;
      last = { dueMs: report.atMs + MESSAGE_MS, type: 'pause', isEcho: false };
      return;
    }
    isOpen = isPaused = false;
    rejected = verdict === 'resume' ? { evidence, atMs } : null;
    last = { dueMs: report.atMs + MESSAGE_MS, type: verdict, isEcho: reason.startsWith('echo') };
    ducks.end(verdict === 'resume' ? atMs + MESSAGE_MS : atMs < 0 ? atMs : Infinity);
    pauses.end(verdict, atMs + MESSAGE_MS);
    if (verdict === 'resume') found.resumes += 1;
    else [found.yieldedMs, found.reason] = [atMs, reason];
  };
  /** Late words show that a rejected sound was a turn after all, as the session takes them. */
  const takeLateWords = (nowMs: number) => {
    const atMs = nowMs - soundAtMs;
    if (!rejected || isOpen || found.yieldedMs !== null || atMs - rejected.atMs > LATE_WORDS_MS) return;
    const words = wordsUntil(scene, atMs);
    if (words === rejected.evidence.words) return;
    rejected = { ...rejected, evidence: { ...rejected.evidence, words, responseMs: Infinity } };
    const { reason } = decide(rejected.evidence, null);
    if (reason !== 'words' && reason !== 'command') return;
    [found.yieldedMs, found.reason] = [atMs, reason];
    last = { dueMs: nowMs + MESSAGE_MS, type: 'yield', isEcho: false };
  };
  const due = (nowMs: number) => {
    takeLateWords(nowMs);
    if (!last || nowMs < last.dueMs) return null;
    const command = last;
    last = null;
    return command;
  };
  return { found, take, due, end: () => ducks.end(Infinity) };
}

/** Follows when the agent is paused: a cut is heard as silence since then, and what was none is a pause. */
function createPauses(found: Found) {
  let pausedAtMs: number | null = null;
  return {
    begin: (atMs: number) => {
      pausedAtMs = atMs;
    },
    end: (verdict: 'yield' | 'resume', atMs: number) => {
      if (verdict === 'yield') found.silentMs = pausedAtMs && Math.max(0, pausedAtMs);
      else if (pausedAtMs !== null) found.pausesMs = [...found.pausesMs, atMs - pausedAtMs];
      pausedAtMs = null;
    },
  };
}

/** Follows when the agent is down, for the time from the onset to the duck. */
function createDucks(found: Found) {
  let downAtMs: number | null = null;
  return {
    begin: (atMs: number) => {
      downAtMs = atMs;
    },
    end: (atMs: number) => {
      if (downAtMs !== null && atMs - Math.max(0, downAtMs) >= HELD_MS)
        found.duckedMs ??= Math.max(0, downAtMs);
      downAtMs = null;
    },
  };
}

/** Two ways through the room, the second one by a wall. */
function createEcho(path: EchoPath, output: Float32Array, agentAt: number): (at: number) => number {
  const { db, delayMs = 90, convergesInMs, isResidual = false } = path;
  const gain = 10 ** (db / 20);
  if (gain === 0) return () => 0;
  const [near, far] = [frames(delayMs), frames(delayMs + 23)];
  const fallPerFrame = convergesInMs ? 24 / frames(convergesInMs) : 0;
  let envelope = 0;
  return (at) => {
    const echo = gain * (0.9 * (output[at - near] ?? 0) + 0.4 * (output[at - far] ?? 0));
    const fallDb = Math.min(24, Math.max(0, at - agentAt) * fallPerFrame);
    const level = fallDb > 0 ? echo * 10 ** (-fallDb / 20) : echo;
    if (!isResidual) return level;
    envelope = Math.max(Math.abs(level), envelope * 0.9995);
    // Half of the loudest passes: the rest is taken for what was foreseen.
    return envelope > 0.06 * gain ? level : 0.1 * level;
  };
}

function wordsUntil({ words = [] }: Scene, atMs: number): string {
  return words.flatMap((word) => (word.atMs <= atMs ? [word.text] : [])).join(' ');
}
