import { Reflex } from '../../../packages/core/src/audio/reflex.ts';
import type { ReflexReport } from '../../../packages/core/src/audio/reflex.ts';
import { BARGE_IN_PRESETS } from '../../../packages/core/src/session/barge-in/barge-in-thresholds.ts';
import type { BargeInPreset } from '../../../packages/core/src/session/barge-in/barge-in-thresholds.ts';
import { decideBargeIn } from '../../../packages/core/src/session/barge-in/decide-barge-in.ts';
import { LISTENING_WORDS } from '../../../packages/core/src/session/barge-in/listening-words.ts';
import { RATE_HZ, frames } from './sounds.ts';

/** Frames of one block, as the audio thread of browsers has them. */
const BLOCK = 128;
/** The way from the speaker through the room to the microphone, in milliseconds. */
const ECHO_DELAY_MS = 90;
/** When the sound begins, in milliseconds: the agent is in mid-sentence. */
export const SOUND_AT_MS = 7_000;
/** When the agent begins to speak: the background is there before. */
const AGENT_AT_MS = 5_000;
/** The agent's words as they reach the page, in milliseconds: a quantum of the browser and a message. */
const MESSAGE_MS = 10;

/** Somebody makes a sound while the agent speaks. */
export interface Scene {
  readonly preset: BargeInPreset;
  readonly agent: Float32Array;
  /** `null`: nobody makes any. */
  readonly sound: Float32Array | null;
  readonly background: Float32Array;
  /** What the vendor's recogniser writes down of the sound, and when, in milliseconds after it began. */
  readonly words?: readonly { readonly atMs: number; readonly text: string }[];
  /** How much of the agent comes back at the microphone, in decibels; `-Infinity` with headphones. */
  readonly echoDb: number;
}

/** What became of it. Times in milliseconds after the sound began; `null` where it did not happen. */
export interface SceneResult {
  readonly onsetMs: number | null;
  readonly duckedMs: number | null;
  readonly yieldedMs: number | null;
  readonly silentMs: number | null;
  readonly reason: string | null;
  /** How often the agent was ducked and went on. */
  readonly resumes: number;
}

/** Plays a scene through the reflex and the policy, the agent's echo in the loop, and tells what they did. */
export function playScene(scene: Scene): SceneResult {
  const rules = {
    thresholds: BARGE_IN_PRESETS[scene.preset],
    words: LISTENING_WORDS['en'] ?? { backchannels: [], commands: [] },
  };
  const found: { -readonly [K in keyof SceneResult]: SceneResult[K] } = {
    onsetMs: null,
    duckedMs: null,
    yieldedMs: null,
    silentMs: null,
    reason: null,
    resumes: 0,
  };
  let isOpen = false;
  let last: { dueMs: number; type: 'yield' | 'resume'; isEcho: boolean } | null = null;
  const take = (report: ReflexReport) => {
    const atMs = report.atMs - SOUND_AT_MS;
    if (report.type === 'onset') {
      isOpen = true;
      if (atMs > -50) found.onsetMs ??= atMs;
    }
    if (report.type === 'ducked' && atMs > 0) found.duckedMs ??= atMs;
    if (report.type === 'silenced') found.silentMs ??= atMs;
    if (!isOpen || !report.isDucked || found.yieldedMs !== null) return;
    const evidence = {
      ...report,
      words: wordsUntil(scene, report.atMs - SOUND_AT_MS),
      agentWords: '',
      isConfirmed: false,
      isInterruptible: true,
      responseMs: report.atMs - AGENT_AT_MS,
    };
    const silenceMs = report.type === 'offset' ? Infinity : report.silenceMs;
    const { verdict, reason } = decideBargeIn({ ...evidence, silenceMs }, rules);
    if (verdict === 'wait') return;
    isOpen = false;
    last = { dueMs: report.atMs + MESSAGE_MS, type: verdict, isEcho: reason.startsWith('echo') };
    if (verdict === 'resume') found.resumes += 1;
    else [found.yieldedMs, found.reason] = [atMs, reason];
  };
  const reflex = new Reflex(RATE_HZ, {}, take);
  reflex.take({ type: 'arm', isArmed: true });
  const length = frames(SOUND_AT_MS + 3_500);
  const output = new Float32Array(length);
  const microphone = new Float32Array(BLOCK);
  const echo = 10 ** (scene.echoDb / 20);
  const soundAt = frames(SOUND_AT_MS);
  for (let from = 0; from + BLOCK <= length; from += BLOCK) {
    for (let index = 0; index < BLOCK; index += 1) {
      const at = from + index;
      // Two ways through the room, the second one by a wall.
      const near = output[at - frames(ECHO_DELAY_MS)] ?? 0;
      const far = output[at - frames(ECHO_DELAY_MS + 23)] ?? 0;
      microphone[index] =
        (scene.background[at % scene.background.length] ?? 0) +
        (scene.sound?.[at - soundAt] ?? 0) +
        echo * (0.9 * near + 0.4 * far);
    }
    const due = last as { dueMs: number; type: 'yield' | 'resume'; isEcho: boolean } | null;
    if (due && (from / RATE_HZ) * 1000 >= due.dueMs) {
      reflex.take(due);
      last = null;
    }
    const agentFrom = from - frames(AGENT_AT_MS);
    reflex.process(
      microphone,
      agentFrom < 0 ? undefined : scene.agent.subarray(agentFrom, agentFrom + BLOCK),
      output.subarray(from, from + BLOCK),
    );
  }
  return found;
}

function wordsUntil({ words = [] }: Scene, atMs: number): string {
  return words.flatMap((word) => (word.atMs <= atMs ? [word.text] : [])).join(' ');
}
