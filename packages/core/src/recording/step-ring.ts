import { PatchedState } from './state-patch.ts';
import type { RecordedStep } from './recording.ts';

/** The weight of a step beside its text, in characters. */
const STEP_WEIGHT = 200;

/** The last steps, and the state that they begin with. */
export class StepRing {
  readonly #maxDurationMs: number;
  readonly #maxCharacters: number;
  /** The state before the first step that is kept. */
  readonly #base = PatchedState.empty();
  #steps: RecordedStep[] = [];
  /** Steps before this one have been dropped. */
  #first = 0;
  #keptFromMs = 0;
  #characters = 0;

  constructor(maxDurationMs: number, maxCharacters: number) {
    this.#maxDurationMs = maxDurationMs;
    this.#maxCharacters = maxCharacters;
  }

  /** The time of the oldest step that is kept, in milliseconds. */
  get keptFromMs(): number {
    return this.#keptFromMs;
  }

  get base(): PatchedState {
    return this.#base.copy();
  }

  list(): readonly RecordedStep[] {
    return this.#steps.slice(this.#first);
  }

  push(step: RecordedStep): void {
    this.#steps.push(step);
    this.#characters += weigh(step);
  }

  /** Drops what is too old or too much, and keeps the state that it led to. */
  prune(nowMs: number): void {
    const oldestMs = nowMs - this.#maxDurationMs;
    for (let step = this.#steps[this.#first]; step; step = this.#steps[this.#first]) {
      if (step.atMs >= oldestMs && this.#characters <= this.#maxCharacters) break;
      this.#keptFromMs = step.atMs;
      if (step.kind === 'state') this.#base.apply(step.patch);
      this.#characters -= weigh(step);
      this.#first += 1;
    }
    this.#keptFromMs = Math.max(this.#keptFromMs, oldestMs);
    if (this.#first < 4_096 || this.#first < this.#steps.length / 2) return;
    this.#steps = this.#steps.slice(this.#first);
    this.#first = 0;
  }
}

const weigh = (step: RecordedStep) => (step.kind === 'frame' ? step.text.length : 0) + STEP_WEIGHT;
