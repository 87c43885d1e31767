import type { SessionEvents } from '../runtime/realtime-session.ts';
import type { RealtimeSession } from '../runtime/realtime-session.ts';
import { createStaticSession } from '../testing/static-session.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock, TimerId } from '../util/clock.ts';
import type { RecordedStep, Recording } from './recording.ts';
import { PatchedState } from './state-patch.ts';

/** The options of `createReplay`. */
export interface ReplayOptions {
  /** @default the platform's own clock */
  readonly clock?: Clock;
}

/** A recording that can be played. */
export interface Replay {
  /**
   * Shows the state of the recording at the position, and emits its events while it plays. Give it to `SessionProvider`: every
   * hook and part shows the recorded conversation. Its commands do nothing.
   */
  readonly session: RealtimeSession;
  readonly durationMs: number;
  /** The position of the replay, in milliseconds from the start of the recording. */
  readonly positionMs: number;
  readonly isPlaying: boolean;
  /** The starts of the user's and the agent's turns, in milliseconds from the start of the recording. */
  readonly turns: readonly number[];
  /** Goes on from the position, up to the end. @param options.speed as a multiple of the recorded time. @default 1 */
  play(options?: { readonly speed?: number }): void;
  pause(): void;
  /** Goes to a position without emitting what lies between. */
  seek(ms: number): void;
  /** Goes on to the next step, and returns it; `null` at the end. */
  step(): RecordedStep | null;
  /** Adds a listener for each change of the position, and of `isPlaying`. Returns the function that removes it. */
  subscribe(listener: () => void): () => void;
}

/** The number of steps between two states that are kept, so that going back does not begin at the start. */
const KEPT_EVERY = 500;

/**
 * Creates a session that shows a recording, at any position and speed.
 *
 * @example
 * ```ts
 * const replay = createReplay(await readRecording(file));
 * replay.play({ speed: 2 });
 * ```
 */
export function createReplay(recording: Recording, { clock = systemClock }: ReplayOptions = {}): Replay {
  return new RecordingReplay(recording, clock);
}

class RecordingReplay implements Replay {
  readonly durationMs: number;
  readonly turns: readonly number[];
  readonly session;
  readonly #recording: Recording;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  /** The states before each five hundredth step, as far as they have been needed. */
  readonly #kept: PatchedState[] = [PatchedState.empty()];
  #patched: PatchedState;
  /** The next step. */
  #next = 0;
  #positionMs = 0;
  #speed = 1;
  #timer: TimerId | null = null;
  /** The position and the time when it was last set, while it plays. */
  #anchor: { readonly positionMs: number; readonly atMs: number } | null = null;

  constructor(recording: Recording, clock: Clock) {
    this.#recording = recording;
    this.#clock = clock;
    const { manifest, steps } = recording;
    this.durationMs = Math.max(manifest.durationMs, steps.at(-1)?.atMs ?? 0);
    this.turns = findTurns(steps);
    this.#patched = PatchedState.empty();
    this.session = createStaticSession({
      capabilities: manifest.capabilities,
      nowMs: manifest.startedAtMs,
    });
    this.#takeUpTo(0, () => {});
    this.#show();
  }

  get positionMs(): number {
    if (!this.#anchor) return this.#positionMs;
    const passedMs = (this.#clock.now() - this.#anchor.atMs) * this.#speed;
    return Math.min(this.durationMs, this.#anchor.positionMs + passedMs);
  }

  get isPlaying(): boolean {
    return this.#anchor !== null;
  }

  play({ speed = 1 }: { readonly speed?: number } = {}): void {
    this.#positionMs = this.positionMs;
    this.#speed = Math.max(0.01, speed);
    this.#anchor = { positionMs: this.#positionMs, atMs: this.#clock.now() };
    this.#plan();
    this.#tell();
  }

  pause(): void {
    if (!this.#anchor) return;
    this.#positionMs = this.positionMs;
    this.#halt();
    this.#tell();
  }

  #halt(): void {
    this.#anchor = null;
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }

  seek(ms: number): void {
    const targetMs = Math.max(0, Math.min(this.durationMs, ms));
    if (targetMs < this.positionMs) this.#rewind(targetMs);
    this.#takeUpTo(targetMs, () => {});
    this.#positionMs = targetMs;
    if (this.#anchor) {
      this.#anchor = { positionMs: targetMs, atMs: this.#clock.now() };
      this.#plan();
    }
    this.#show();
    this.#tell();
  }

  step(): RecordedStep | null {
    this.pause();
    const step = this.#recording.steps[this.#next];
    if (!step) return null;
    this.#positionMs = step.atMs;
    this.#takeOne(step);
    this.#show();
    this.#emit(step);
    this.#tell();
    return step;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Waits for the next step, or for the end. */
  #plan(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    const nextAtMs = this.#recording.steps[this.#next]?.atMs ?? this.durationMs;
    const waitMs = Math.max(0, (nextAtMs - this.positionMs) / this.#speed);
    this.#timer = this.#clock.setTimeout(() => this.#run(), waitMs);
  }

  #run(): void {
    this.#timer = null;
    const { positionMs } = this;
    const isOver = positionMs >= this.durationMs;
    const passed: RecordedStep[] = [];
    this.#takeUpTo(positionMs, (step) => {
      // A listener of an event finds the state that belongs to it.
      if (step.kind !== 'state') this.#show();
      passed.push(step);
      this.#emit(step);
    });
    this.#positionMs = positionMs;
    if (passed.length > 0) this.#show();
    if (isOver) this.#halt();
    // A listener may have paused it, or have gone elsewhere.
    else if (this.#anchor && this.#timer === null) this.#plan();
    this.#tell();
  }

  #takeUpTo(ms: number, onStep: (step: RecordedStep) => void): void {
    const { steps } = this.#recording;
    for (let step = steps[this.#next]; step && step.atMs <= ms; step = steps[this.#next]) {
      this.#takeOne(step);
      onStep(step);
    }
  }

  #takeOne(step: RecordedStep): void {
    if (step.kind === 'state') this.#patched.apply(step.patch);
    this.#next += 1;
    if (this.#next === this.#kept.length * KEPT_EVERY) this.#kept.push(this.#patched.copy());
  }

  #rewind(ms: number): void {
    const { steps } = this.#recording;
    let at = this.#kept.length - 1;
    while (at > 0 && (steps[at * KEPT_EVERY - 1]?.atMs ?? 0) > ms) at -= 1;
    this.#patched = (this.#kept[at] ?? PatchedState.empty()).copy();
    this.#next = at * KEPT_EVERY;
  }

  #show(): void {
    const nowMs = this.#recording.manifest.startedAtMs + this.positionMs;
    this.session.setState({ ...this.#patched.state, nowMs });
  }

  #emit(step: RecordedStep): void {
    if (step.kind === 'event') this.session.emit(step.type, step.event as SessionEvents[typeof step.type]);
    else if (step.kind === 'frame')
      this.session.emit('wire', {
        direction: step.direction,
        frame: step.text,
        connection: step.connection,
      });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** A turn begins where the phase becomes that of its speaker. */
function findTurns(steps: readonly RecordedStep[]): readonly number[] {
  return steps.flatMap((step) => {
    if (step.kind !== 'event' || step.type !== 'phase-changed') return [];
    const { phase, previous } = step.event;
    const isTurn = phase !== previous && (phase === 'user-speaking' || phase === 'speaking');
    return isTurn ? [step.atMs] : [];
  });
}
