import { aborted, isAborted } from '../errors/aborted.ts';
import { toRealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import type { Microphone, MicrophoneInterruption, MicrophonePort } from '../media/microphone-port.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { SessionState } from '../session/session-state.ts';
import { Latest } from '../util/latest.ts';
import type { MicrophoneOptions } from './device-options.ts';

interface MicrophoneInputOptions {
  readonly port: MicrophonePort;
  readonly format: AudioFormat;
  readonly choice: MicrophoneOptions | false;
  readonly readState: () => SessionState;
  readonly dispatch: (input: SessionInput) => void;
  readonly onChunk: (chunk: Uint8Array<ArrayBuffer>) => void;
  readonly onOpened: () => void;
  /** Gives calls a track to send, or none. */
  readonly setInput: (track: MediaStreamTrack | null) => Promise<void>;
}

/**
 * The microphone of a session. The last choice wins: a slow device that arrives after another choice, or after the
 * microphone was switched off, is closed. A choice that fails, or that a call does not take, leaves the open microphone, what
 * the call sends, and the microphone that the next conversation opens, as they were.
 */
export class MicrophoneInput {
  readonly #options: MicrophoneInputOptions;
  readonly #devices = new Latest<Microphone>('The microphone');
  #choice: MicrophoneOptions | false;
  /** The open microphone that calls are given, until it is the current one. */
  #incoming: Microphone | null = null;
  /** Microphones that the system has taken, as for a phone call. */
  readonly #interrupted = new WeakSet<Microphone>();
  /** The state of the microphone while none is open. */
  #absence: 'off' | 'lost' = 'off';
  /** Ends the wait for a microphone in place of one that is gone. */
  #stopWaiting: (() => void) | null = null;

  constructor(options: MicrophoneInputOptions) {
    this.#options = options;
    this.#choice = options.choice;
  }

  get current(): Microphone | null {
    return this.#devices.current;
  }

  /** The track that calls send. */
  get track(): MediaStreamTrack | null {
    return (this.#incoming ?? this.current)?.track ?? null;
  }

  /** The audio from before a push-to-talk turn that is part of it, in milliseconds; `undefined` for the default. */
  get preRollMs(): number | undefined {
    return this.#choice ? this.#choice.preRollMs : undefined;
  }

  /** Opens the chosen microphone. A choice that supersedes it decides whether the conversation has one. */
  async open(): Promise<void> {
    if (!this.#choice) return;
    try {
      await this.#replace(this.#choice);
    } catch (error) {
      if (!isAborted(error)) throw error;
      await this.#devices.settled();
    }
  }

  /**
   * Takes another microphone, or none.
   *
   * @throws RealtimeError of any `microphone` code, or `aborted` for a choice that was superseded.
   */
  async choose(choice: MicrophoneOptions | false, isOpenedNow: boolean): Promise<void> {
    if (choice && isOpenedNow) return this.#replace(choice);
    this.close();
    this.#keep(choice);
    await this.#options.setInput(null);
  }

  async #replace(choice: MicrophoneOptions): Promise<void> {
    const opening = this.#devices.replace((signal) => this.#open(choice, signal));
    this.#publish();
    try {
      const microphone = await opening;
      if (this.#incoming === microphone) this.#incoming = null;
      // It may have been closed in the very task in which it opened.
      if (this.current !== microphone) throw aborted('The microphone');
      this.#endWait();
      microphone.setMuted(this.#options.readState().isMuted);
      this.#keep(choice);
      this.#options.onOpened();
    } catch (error) {
      throw toRealtimeError(error, 'microphone-busy', 'The microphone could not be used.');
    } finally {
      this.#publish();
    }
  }

  async #open(choice: MicrophoneOptions, signal: AbortSignal): Promise<Microphone> {
    const { port, format, onChunk, dispatch, setInput } = this.#options;
    const losses: RealtimeError[] = [];
    let isInterrupted = false;
    let microphone: Microphone | null = null;
    microphone = await port.open({
      ...choice,
      format,
      signal,
      onChunk: (chunk) => {
        if (!signal.aborted) onChunk(chunk);
      },
      onLost: (error) => {
        losses.push(error);
        if (!microphone || !this.#devices.forget(microphone)) return;
        this.#absence = 'lost';
        this.#publish();
        dispatch({ type: 'local-error-received', error });
        if (choice.track) return;
        this.#awaitDevice();
        if (choice.deviceId) this.#followSystem(choice);
      },
      onInterruption: (interruption) => {
        isInterrupted = interruption === 'interrupted';
        if (microphone) this.#takeInterruption(microphone, choice, interruption);
      },
    });
    if (isInterrupted) this.#interrupted.add(microphone);
    // A superseded microphone is closed at once, however long a call takes.
    signal.addEventListener('abort', () => microphone?.close());
    const checkWanted = () => {
      signal.throwIfAborted();
      if (losses[0]) throw losses[0];
    };
    try {
      checkWanted();
      this.#incoming = microphone;
      await setInput(this.track);
      checkWanted();
      return microphone;
    } catch (error) {
      microphone.close();
      // Calls that did not take it, or not all of them, send the one before, unless a later choice has been given to them.
      if (this.#incoming === microphone) {
        this.#incoming = null;
        await setInput(this.track).catch(() => {});
      }
      throw error;
    }
  }

  /** There is no microphone any more. One that is plugged in, or allowed again, takes its place. */
  #awaitDevice(): void {
    this.#stopWaiting ??=
      this.#options.port.watch?.(() => {
        const isWanted = this.#absence === 'lost' && this.current === null && !this.#devices.isOpening;
        // Whether it could be opened is in the state; the app has the error of the lost one.
        if (isWanted && this.#choice) this.#replace(this.#choice).catch(() => {});
      }) ?? null;
  }

  #endWait(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  /** The chosen microphone was unplugged: the system's default takes its place, unless another choice is being opened. */
  #followSystem({ deviceId: _gone, ...rest }: MicrophoneOptions): void {
    this.#keep(rest);
    // The app has the error of the lost device, and the state says that there is no microphone.
    if (!this.#devices.isOpening) this.#replace(rest).catch(() => {});
  }

  #takeInterruption(
    microphone: Microphone,
    choice: MicrophoneOptions,
    interruption: MicrophoneInterruption,
  ): void {
    if (interruption === 'interrupted') this.#interrupted.add(microphone);
    // A track that the app passed is the app's to replace.
    else if (interruption === 'resumed' || choice.track) this.#interrupted.delete(microphone);
    else if (this.current === microphone && !this.#devices.isOpening) return this.#replaceSilent(choice);
    this.#publish();
  }

  #replaceSilent(choice: MicrophoneOptions): void {
    this.#replace(choice).catch((error: RealtimeError) => {
      if (!isAborted(error)) this.#options.dispatch({ type: 'local-error-received', error });
    });
  }

  #keep(choice: MicrophoneOptions | false): void {
    this.#choice = choice;
    const microphoneId = (choice && choice.deviceId) || null;
    if (microphoneId !== this.#options.readState().microphoneId)
      this.#options.dispatch({ type: 'device-changed', chosen: { microphoneId } });
  }

  #publish(): void {
    const { current, isOpening } = this.#devices;
    const present = current && (this.#interrupted.has(current) ? 'interrupted' : 'on');
    const microphone = isOpening ? 'opening' : (present ?? this.#absence);
    if (microphone !== this.#options.readState().microphone)
      this.#options.dispatch({ type: 'microphone-changed', microphone });
  }

  /** Closes the microphone, and whatever is still being opened once it arrives. The choice is kept. */
  close(): void {
    this.#endWait();
    this.#incoming = null;
    this.#devices.clear();
    this.#absence = 'off';
    this.#publish();
  }
}
