import type { BudgetState } from '../session/budget/budget-state.ts';
import type { RealtimeSession, SessionEvents } from '../runtime/realtime-session.ts';
import type { SessionState } from '../session/session-state.ts';
import { createEmitter, reportUncaught } from '../util/emitter.ts';
import { AudioRecorder } from './audio-recorder.ts';
import type { KeptAudio } from './audio-recorder.ts';
import { FrameAudioCounter } from './frame-audio.ts';
import { measureLevels } from './levels.ts';
import { StepMaker } from './raw-steps.ts';
import type { RawStep } from './raw-steps.ts';
import { writeValue } from './recorded-value.ts';
import { RECORDING_VERSION } from './recording.ts';
import type { RecordedEvent, RecordedStep, RecordingManifest } from './recording.ts';
import { findRedaction } from './redaction.ts';
import { diffStates, EMPTY_STATE } from './state-patch.ts';
import { StepRing } from './step-ring.ts';
import { watchPage } from './watch-page.ts';
import { whenDone, whenIdle } from './when-idle.ts';
import { writeLines, zipLines } from './write-recording.ts';

/** The options of `createRecorder`. */
export interface RecorderOptions {
  /**
   * The duration that is kept, in milliseconds: what is older is left out of the file, which then begins with the state of
   * that moment.
   * @default 300_000, the last five minutes
   */
  readonly maxDurationMs?: number;
  /** The most characters of frames that are kept. The oldest steps go first. @default 16_000_000 */
  readonly maxCharacters?: number;
  /**
   * Whether the file holds what was said and written. With `mask` each letter and digit of it is an `x`, frames and decoded
   * events of the vendor keep only their type and length, and no audio is kept. @default 'keep'
   */
  readonly words?: 'keep' | 'mask';
  /**
   * Hides some of what was said: called with the text of each entry and with every other text of the file, but not with ids and the
   * kit's own names of kinds and states, without which a file could not be replayed. Where it returns `true`, or throws, the text is
   * masked, and the audio of the entry is silent. Frames and decoded events of the vendor then keep only their type and length.
   */
  readonly redact?: (text: string) => boolean;
  /**
   * The audio that is kept: of the user what went to the vendor, of the agent what left the speaker, and what was cut before
   * it was heard. In a call, the user's is what the microphone captured, without what was muted. @default 'none'
   */
  readonly audio?: 'none' | 'agent' | 'both';
  /** The most memory that audio takes, in bytes. The oldest goes first. @default 40_000_000 */
  readonly maxAudioBytes?: number;
}

/** Records a session. */
export interface Recorder {
  /** The duration that a file would hold now, in milliseconds. */
  readonly durationMs: number;
  /** Whether a file holds what was said: see the options. */
  readonly words: 'keep' | 'mask';
  /** The sides whose audio is recorded: `none`, too, where the words are masked. */
  readonly audio: 'none' | 'agent' | 'both';
  /**
   * Writes what has been recorded: JSON lines, compressed by gzip. The recording goes on.
   *
   * @param options.audio - whether the file has the audio that was recorded; `drop` leaves all of it out. @default 'keep'
   * @throws RealtimeError `unsupported-capability` in a browser without `CompressionStream`.
   */
  save(options?: { readonly audio?: 'keep' | 'drop' }): Promise<Blob>;
  /**
   * Follows the recording: the listener gets the lines that a file would hold now, and then each line as it is recorded, with levels
   * in place of audio. `readLine` reads one. A line has no secret and, where words are masked, no word.
   *
   * @returns the function that ends it.
   */
  follow(listener: (line: string) => void): () => void;
  /** Ends the recording. What has been recorded can still be saved. */
  stop(): void;
}

/** Every event but the frames, which are recorded as they are on the wire. */
const EVENTS: { readonly [Type in Exclude<keyof SessionEvents, 'wire'>]: true } = {
  'credential-requested': true,
  'status-changed': true,
  'phase-changed': true,
  'microphone-changed': true,
  'idle-warning': true,
  error: true,
  interruption: true,
  'entry-added': true,
  'entry-done': true,
  'entry-removed': true,
  'turn-committed': true,
  'response-started': true,
  'response-done': true,
  'tool-changed': true,
  continuity: true,
  usage: true,
  latency: true,
  'barge-in': true,
  'server-event': true,
  'command-sent': true,
};

/** Measurements are taken this often at most, in milliseconds. */
const STATS_EVERY_MS = 1_000;

/** The most that waits to be written down when the page has time: steps, and characters of frames. */
const MAX_RAW_STEPS = 4_096;
const MAX_RAW_CHARACTERS = 4_000_000;

/**
 * Records a session from now on: each change of its state, each event, each frame on the wire, with the time, and audio if it is
 * wanted. Secrets never enter the file: credentials are no part of a session's state, and what looks like one is taken out. What
 * happens is only collected; it is written down when the page has time.
 *
 * @example
 * ```ts
 * import { createRecorder } from '@repartee/core/recording';
 *
 * const recorder = createRecorder(session);
 * const file = await recorder.save();
 * ```
 */
export function createRecorder(session: RealtimeSession, options: RecorderOptions = {}): Recorder {
  return new SessionRecorder(session, options);
}

/** A policy that throws hides the text, and its first error is reported. */
function hideOnError(redact: (text: string) => boolean): (text: string) => boolean {
  let isReported = false;
  return (text) => {
    try {
      return redact(text);
    } catch (error) {
      if (!isReported) reportUncaught(error);
      isReported = true;
      return true;
    }
  };
}

class SessionRecorder implements Recorder {
  readonly words: 'keep' | 'mask';
  readonly audio: 'none' | 'agent' | 'both';
  readonly #session: RealtimeSession;
  readonly #options: RecorderOptions;
  readonly #maxDurationMs: number;
  readonly #ring: StepRing;
  readonly #maker: StepMaker;
  readonly #audio: AudioRecorder | null;
  readonly #ends: (() => void)[];
  readonly #followers = createEmitter<{ line: string }>();
  #raw: RawStep[] = [];
  #rawCharacters = 0;
  #cancelSettling: (() => void) | null = null;
  #state: SessionState = EMPTY_STATE;
  readonly #wallStartedAt = Date.now();
  readonly #startedAtMs: number;
  #endedAtMs: number | null = null;
  #receivedAtMs = 0;
  #measuredAtMs = -STATS_EVERY_MS;

  constructor(session: RealtimeSession, options: RecorderOptions) {
    const { words = 'keep', audio = 'none', maxDurationMs = 300_000, maxAudioBytes = 40_000_000 } = options;
    const redact = options.redact && hideOnError(options.redact);
    this.#session = session;
    this.words = words;
    this.audio = words === 'mask' ? 'none' : audio;
    this.#options = { ...options, ...(redact && { redact }) };
    this.#maxDurationMs = maxDurationMs;
    this.#startedAtMs = session.now();
    this.#ring = new StepRing(maxDurationMs, options.maxCharacters ?? 16_000_000);
    const areWordsHidden = words === 'mask' || redact !== undefined;
    this.#maker = new StepMaker(new FrameAudioCounter(() => session.getAudioPaths()), areWordsHidden);
    this.#audio =
      this.audio === 'none'
        ? null
        : new AudioRecorder({
            session,
            sides: this.audio,
            maxBytes: maxAudioBytes,
            startedAtMs: this.#startedAtMs,
            onPlaced: (kept) => this.#tellLevels(kept),
          });
    this.#takeState(session.store.getState());
    this.#ends = [
      session.store.subscribe((state) => this.#takeState(state)),
      session.on('wire', (wire) => this.#takeFrame(wire)),
      ...this.#watchSurroundings(),
      ...Object.keys(EVENTS).map((type) =>
        session.on(type as RecordedEvent['type'], (event: unknown) =>
          this.#takeEvent(type as RecordedEvent['type'], event),
        ),
      ),
    ];
  }

  #watchSurroundings(): (() => void)[] {
    const { budget } = this.#session;
    const takeCost = ({ cost, currency, isEstimated, usage, minutes, turns }: BudgetState) => {
      const spent = { cost, currency, isEstimated, usage, minutes, turns };
      this.#take({ kind: 'cost', atMs: this.#elapsedMs(), cost: spent });
    };
    if (budget) takeCost(budget.store.getState());
    const endCost = budget?.store.subscribe((state, previous) => {
      if (state.cost !== previous.cost || state.usage !== previous.usage) takeCost(state);
    });
    const endPage = watchPage((change) => this.#take({ kind: 'page', atMs: this.#elapsedMs(), change }));
    return endCost ? [endCost, endPage] : [endPage];
  }

  get durationMs(): number {
    this.#settle();
    return this.#elapsedMs() - this.#ring.keptFromMs;
  }

  #elapsedMs(): number {
    return (this.#endedAtMs ?? this.#session.now()) - this.#startedAtMs;
  }

  #takeState(state: SessionState): void {
    this.#audio?.listen();
    if (state === this.#state) return;
    this.#state = state;
    this.#take({ kind: 'state', atMs: this.#elapsedMs(), state });
  }

  /** Records an event. Its time is that of the frame it came in: the clock is not read again. */
  #takeEvent(type: RecordedEvent['type'], event: unknown): void {
    const atMs = type === 'server-event' ? this.#receivedAtMs : this.#elapsedMs();
    this.#take({ kind: 'event', atMs, type, event } as RawStep);
  }

  #takeFrame({ direction, frame, connection, command }: SessionEvents['wire']): void {
    const atMs = this.#elapsedMs();
    if (direction === 'in') this.#receivedAtMs = atMs;
    if (typeof frame === 'string') this.#rawCharacters += frame.length;
    this.#take({ kind: 'frame', atMs, direction, connection, frame, command });
    if (atMs - this.#measuredAtMs >= STATS_EVERY_MS) this.#measure(atMs);
  }

  #measure(atMs: number): void {
    this.#measuredAtMs = atMs;
    const speaker = this.#session.speaker.getStats();
    if (speaker) this.#take({ kind: 'stats', atMs, speaker, connection: null });
    void this.#measureConnection();
  }

  async #measureConnection(): Promise<void> {
    const connection = await this.#session.getConnectionStats().catch(() => null);
    if (!connection || this.#endedAtMs !== null) return;
    const speaker = this.#session.speaker.getStats();
    this.#take({ kind: 'stats', atMs: this.#elapsedMs(), speaker, connection });
  }

  #take(raw: RawStep): void {
    this.#raw.push(raw);
    const isFull = this.#raw.length >= MAX_RAW_STEPS || this.#rawCharacters >= MAX_RAW_CHARACTERS;
    if (isFull) this.#settle();
    else if (!this.#cancelSettling) this.#cancelSettling = this.#planToSettle();
  }

  /** Followers hear of it at once, but not before what belongs to it: the audio in a frame is known after the frame. */
  #planToSettle(): () => void {
    const schedule = this.#followers.hasListeners('line') ? whenDone : whenIdle;
    return schedule(() => this.#settle());
  }

  /** Writes down what has been collected, and drops what is too old. */
  #settle(): void {
    this.#cancelSettling?.();
    this.#cancelSettling = null;
    const collected = this.#raw;
    this.#raw = [];
    this.#rawCharacters = 0;
    const steps: RecordedStep[] = [];
    for (const raw of collected) {
      this.#audio?.take(raw);
      const step = this.#maker.make(raw);
      if (!step) continue;
      steps.push(step);
      this.#ring.push(step);
    }
    // Not before all are made: a later one may tell what a frame carried.
    if (this.#followers.hasListeners('line'))
      for (const step of steps)
        this.#followers.emit('line', JSON.stringify(writeValue(step, this.#writeOptions)));
    const nowMs = this.#elapsedMs();
    this.#ring.prune(nowMs);
    this.#audio?.dropBefore(nowMs - this.#maxDurationMs);
  }

  get #writeOptions() {
    const { redact } = this.#options;
    return { isMasked: this.words === 'mask', ...(redact && { isHidden: redact }) };
  }

  stop(): void {
    if (this.#endedAtMs !== null) return;
    this.#endedAtMs = this.#session.now();
    for (const end of this.#ends.splice(0)) end();
    this.#settle();
    this.#audio?.stop();
  }

  follow(listener: (line: string) => void): () => void {
    // Times in lines to come count from the start of the recorder, whatever has been dropped.
    for (const line of this.#write(0, false)) listener(line);
    for (const kept of this.#audio?.list(this.#ring.keptFromMs) ?? [])
      listener(JSON.stringify(measureLevels(kept)));
    return this.#followers.on('line', listener);
  }

  #tellLevels(kept: KeptAudio): void {
    if (this.#followers.hasListeners('line'))
      this.#followers.emit('line', JSON.stringify(measureLevels(kept)));
  }

  async save({ audio = 'keep' }: { readonly audio?: 'keep' | 'drop' } = {}): Promise<Blob> {
    return zipLines(this.#write(undefined, audio === 'keep'));
  }

  /** The lines of the file, as they are at the time of the call. @param fromMs - where its time begins. */
  #write(fromMs?: number, hasAudio = true): Generator<string, void> {
    const { durationMs } = this;
    const { keptFromMs, base } = this.#ring;
    const firstAtMs = fromMs ?? keptFromMs;
    const { redact } = this.#options;
    const manifest: RecordingManifest = {
      format: 'repartee-recording',
      version: RECORDING_VERSION,
      startedAt: Math.round(this.#wallStartedAt + firstAtMs),
      startedAtMs: this.#startedAtMs + firstAtMs,
      durationMs,
      words: this.words,
      audio: hasAudio ? this.audio : 'none',
      capabilities: this.#session.capabilities,
    };
    const steps = this.#ring.list();
    const redaction = redact ? findRedaction(base.state, steps, redact) : null;
    const patch = diffStates(EMPTY_STATE, base.state);
    return writeLines({
      manifest,
      steps: [{ kind: 'state', atMs: keptFromMs, patch }, ...steps],
      audio: (hasAudio && this.#audio?.list(keptFromMs)) || [],
      firstAtMs,
      options: { ...this.#writeOptions, ...(redaction && { hiddenIds: redaction.ids }) },
      redaction,
    });
  }
}
