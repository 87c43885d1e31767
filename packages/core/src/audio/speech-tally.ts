import { VOICED } from './speech-evidence.ts';

/** The share of a pause that is subtracted from the speech around it. */
const PAUSE_COST = 0.5;

/** Adds up speech and its pauses, whichever detector finds them. It allocates nothing after construction. */
export class SpeechTally {
  /**
   * The recent time of speech, in milliseconds, minus half of every pause, and the voiced part of it. Words add up over their
   * pauses; single notes of music, or knocks, do not.
   */
  speechMs = 0;
  voicedMs = 0;
  /** The time since the last hop of speech, in milliseconds. */
  silenceMs = 0;
  #levelSum = 0;

  /** The mean level of the speech over the noise, in decibels. */
  get levelDb(): number {
    return this.speechMs > 0 ? this.#levelSum / this.speechMs : 0;
  }

  /** Takes a hop of speech with its level over the noise, in decibels, and its periodicity, 0 to 1. */
  hear(hopMs: number, levelDb: number, voicing: number): void {
    this.silenceMs = 0;
    this.speechMs += hopMs;
    this.#levelSum += levelDb * hopMs;
    if (voicing >= VOICED) this.voicedMs += hopMs;
  }

  /** Forgets the speech so far: it has been judged. */
  reset(): void {
    this.speechMs = 0;
    this.voicedMs = 0;
    this.#levelSum = 0;
  }

  /** Takes a hop without speech. */
  miss(hopMs: number): void {
    this.silenceMs += hopMs;
    const left = this.speechMs > 0 ? Math.max(0, 1 - (PAUSE_COST * hopMs) / this.speechMs) : 0;
    this.speechMs *= left;
    this.voicedMs *= left;
    this.#levelSum *= left;
  }
}
