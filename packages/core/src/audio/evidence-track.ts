import { HOP_MS } from './band-energies.ts';
import { SPEECH_PROBABILITY } from './speech-evidence.ts';
import type { SpeechEvidence } from './speech-evidence.ts';
import { SpeechTally } from './speech-tally.ts';

/** The pause after which speech has ended, in milliseconds. */
const HANGOVER_MS = 300;
/** The time over which the probability is smoothed, in milliseconds. */
const SMOOTH_MS = 145;
/** Evidence that is older than this is out of date, in milliseconds: the detector's thread is busy, or gone. */
const STALE_MS = 400;
/** The number of hops whose level is kept: as long as evidence can be late. */
const KEPT = 64;

/**
 * Follows the evidence of a detector outside the audio thread. It arrives late, so that the level of each hop is looked up in
 * what the audio thread measured at that time.
 */
export class EvidenceTrack {
  readonly tally = new SpeechTally();
  isSpeech = false;
  /** The beginning of the current or last speech, and the time until which evidence is known, in milliseconds. */
  onsetAtMs = 0;
  /** The number of times that speech has begun. */
  onsets = 0;
  atMs = -Infinity;
  /** The probability in the last hop, 0 to 1. */
  probability = 0;
  /** The probability over the last hops, the newest counting most. */
  smoothProbability = 0;
  readonly #levelsDb = new Float32Array(KEPT);
  #hops = 0;

  /** Takes the level over the noise of one hop of the audio thread, in decibels. */
  pushLevel(levelDb: number): void {
    this.#levelsDb[this.#hops % KEPT] = levelDb;
    this.#hops += 1;
  }

  /** Takes a hop of the detector. What is malformed, or not newer than the last hop, is left out. */
  push({ atMs, hopMs, probability, voicing, onsetAtMs }: SpeechEvidence): void {
    if (!Number.isFinite(atMs + probability) || !(hopMs > 0) || atMs <= this.atMs) return;
    this.atMs = atMs;
    this.probability = probability;
    this.smoothProbability += (1 - Math.exp(-hopMs / SMOOTH_MS)) * (probability - this.smoothProbability);
    if (probability < SPEECH_PROBABILITY) {
      this.tally.miss(hopMs);
      if (this.tally.silenceMs >= HANGOVER_MS) this.isSpeech = false;
      return;
    }
    if (!this.isSpeech) {
      // What was said before is none of this sound.
      this.tally.reset();
      this.onsetAtMs = onsetAtMs ?? atMs - hopMs;
      this.onsets += 1;
    }
    this.tally.hear(hopMs, this.#levelAt(atMs, hopMs), voicing);
    this.isSpeech = true;
  }

  /** Whether the evidence is recent enough to decide with. */
  isCurrent(nowMs: number): boolean {
    return nowMs - this.atMs <= STALE_MS;
  }

  /** The speech so far has been judged. */
  dismiss(): void {
    this.tally.reset();
  }

  /** Forgets the detector. */
  end(): void {
    this.atMs = -Infinity;
    this.isSpeech = false;
  }

  /** The highest level within a hop of the detector, in decibels. */
  #levelAt(atMs: number, hopMs: number): number {
    let best = 0;
    const last = Math.min(this.#hops, Math.ceil(atMs / HOP_MS));
    const first = Math.max(this.#hops - KEPT, Math.floor((atMs - hopMs) / HOP_MS), 0);
    for (let hop = first; hop < last; hop += 1) best = Math.max(best, this.#levelsDb[hop % KEPT] ?? 0);
    return best;
  }
}
