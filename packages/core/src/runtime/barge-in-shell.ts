import { isRealtimeError, toRealtimeError } from '../errors/realtime-error.ts';
import type { Microphone } from '../media/microphone-port.ts';
import type { OpenReflex, ReflexPort } from '../media/reflex-port.ts';
import type { Speaker } from '../media/speaker-port.ts';
import { createReflex } from '../media/worklet-reflex.ts';
import type { ListeningWords } from '../session/barge-in/split-phrases.ts';
import { loadListeningWords } from '../session/barge-in/load-listening-words.ts';
import type { SpokenItem } from '../session/barge-in/barge-in-policy.ts';
import { spokenItemOf } from '../session/barge-in-step.ts';
import type { InternalState } from '../session/internal-state.ts';
import { observeBargeIn } from '../session/observe-barge-in.ts';
import type { BargeInCommand } from '../session/session-effect.ts';
import type { HeardSoFar, SessionInput } from '../session/session-input.ts';
import type { Clock } from '../util/clock.ts';
import { Latest } from '../util/latest.ts';
import type { BargeInOptions } from './barge-in-options.ts';

/** The devices of a session once both are open. */
export interface OpenDevices {
  readonly microphone: Microphone;
  readonly speaker: Speaker;
  /** Aborts when they are released. */
  readonly signal: AbortSignal;
}

export interface BargeInShellOptions {
  readonly adapterId: string;
  readonly port: ReflexPort | undefined;
  readonly clock: Clock;
  readonly readPlayhead: () => HeardSoFar | null;
  readonly dispatch: (input: SessionInput) => void;
  /** Takes the error of a function of the app, and of words that could not be loaded. */
  readonly report: (error: unknown) => void;
  /** Loads the words of a language, or of all. Where they are loaded already, it answers at once. @default from their files */
  readonly loadWords?: (language: string | null) => ListeningWords | Promise<ListeningWords>;
}

/** Opens the reflex between the devices and forwards its reports. The rules decide what they mean. */
export class BargeInShell {
  /** The rules, which are loaded with the shell. */
  readonly observe = observeBargeIn;
  readonly #options: BargeInShellOptions;
  readonly #reflex = new Latest<OpenReflex>('The reflex');
  /** The settings of the reflex that is open, or is being opened. */
  #settings: Settings = {};
  /** The function of the app that decides about each item. One that has thrown is not called again. */
  #interruptible: ((item: SpokenItem) => boolean) | null = null;

  constructor(options: BargeInShellOptions) {
    this.#options = options;
  }

  /** Gives the rules their options. The rules are pure: they call no function of the app. */
  configure(options: BargeInOptions | null): void {
    const { interruptible, ...rest } = options ?? {};
    this.#interruptible = typeof interruptible === 'function' ? interruptible : null;
    const policy = options && { ...rest, interruptible: interruptible !== false };
    this.#options.dispatch({ type: 'barge-in-changed', policy });
  }

  /** Adds the app's answer to an input that begins an item, or changes how the current one is decided about. */
  complete(input: SessionInput, state: InternalState): SessionInput {
    if (input.type !== 'item-playout-started' && input.type !== 'barge-in-changed') return input;
    const itemId = 'itemId' in input ? input.itemId : state.public.speakingItemId;
    const item = this.#interruptible && spokenItemOf(state, itemId);
    return item ? { ...input, isInterruptible: this.#ask(item) } : input;
  }

  #ask(item: SpokenItem): boolean | undefined {
    try {
      return this.#interruptible?.(item);
    } catch (cause) {
      this.#interruptible = null;
      this.#options.report(cause);
      return true;
    }
  }

  /**
   * Opens the reflex, or anew where the devices or its settings differ. Where it cannot be put between the devices, the vendor's
   * detection is all there is.
   *
   * @throws RealtimeError `worklet-failed`
   */
  async attach(devices: OpenDevices, options: BargeInOptions): Promise<void> {
    const { detect, duckLevel, duckMs, resumeMs, speech, detector } = options;
    const levels = { duckLevel, duckMs, resumeMs };
    const isOff = detect === 'vendor';
    const settings = { ...devices, ...levels, ...speech, detector, isOff };
    if (isSame(this.#settings, settings)) return;
    // Two reflexes would duck twice: the one before is closed first.
    this.close();
    if (isOff || devices.signal.aborted) return;
    this.#settings = settings;
    // The same function is added once, however often the options change.
    devices.signal.addEventListener('abort', this.close);
    const { port = createReflex(), dispatch } = this.#options;
    let isLost = false;
    try {
      const opened = await this.#reflex.replace(async () => {
        const reflex = await port.open({
          ...devices,
          reflex: { ...levels, detector: speech },
          ...(detector && {
            detector,
            onDetectorLost: (cause: unknown) => this.#raise(cause),
          }),
          onReport: (report) => this.#forward(report),
          onLost: () => {
            isLost = true;
            this.#lose();
          },
        });
        // The port has no reflex for devices of the app's own. What stands in its place does nothing.
        return reflex ?? NO_REFLEX;
      });
      // It may have been closed in the very task in which it opened, or lost before.
      if (opened === NO_REFLEX || opened !== this.#reflex.current) return;
      if (isLost) this.#lose();
      else dispatch({ type: 'reflex-opened', canPause: devices.speaker.hold !== undefined });
    } catch (error) {
      if (isRealtimeError(error) && error.code === 'aborted') return;
      // The next use of the options tries again.
      this.#settings = {};
      throw error;
    }
  }

  tell(command: BargeInCommand): void {
    if (command.type === 'load-words') this.#loadWords(command.language);
    else this.#reflex.current?.tell(command);
  }

  /** Loads the backchannels and commands. Without them the sound alone decides. */
  #loadWords(language: string | null): void {
    const { dispatch, report, loadWords = loadListeningWords } = this.#options;
    const take = (words: ListeningWords) => dispatch({ type: 'listening-words-loaded', language, words });
    const words = loadWords(language);
    if (!(words instanceof Promise)) return take(words);
    words.then(take, report);
  }

  #raise(cause: unknown): void {
    const { adapterId, dispatch } = this.#options;
    const error = toRealtimeError(cause, 'worklet-failed', DETECTOR_LOST, { adapterId });
    dispatch({ type: 'local-error-received', error });
  }

  /** Closes the reflex, also one that is being opened. */
  readonly close = (): void => {
    const wasOpen = this.#reflex.current !== null;
    this.#settings = {};
    this.#reflex.clear();
    if (wasOpen) this.#options.dispatch({ type: 'reflex-closed', isLost: false });
  };

  #forward(report: Extract<SessionInput, { type: 'reflex-report-received' }>['report']): void {
    const { clock, dispatch, readPlayhead } = this.#options;
    dispatch({ type: 'reflex-report-received', report, playhead: readPlayhead(), atMs: clock.now() });
  }

  #lose(): void {
    const { current } = this.#reflex;
    if (current) this.#reflex.forget(current);
    this.#options.dispatch({ type: 'reflex-closed', isLost: true });
  }
}

type Settings = Readonly<Record<string, unknown>>;

function isSame(one: Settings, other: Settings): boolean {
  return Object.keys({ ...one, ...other }).every((key) => one[key] === other[key]);
}

const DETECTOR_LOST =
  'The speech detector of the barge-in options failed, so the built-in one decides. Check that its files are served.';

const NO_REFLEX: OpenReflex = { tell() {}, close() {} };

export function createBargeInShell(options: BargeInShellOptions): BargeInShell {
  return new BargeInShell(options);
}
