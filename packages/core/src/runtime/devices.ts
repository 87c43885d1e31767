import { chunkLevel } from '../audio/chunk-level.ts';
import { createSpeechTracker } from '../audio/speech-tracker.ts';
import { RealtimeError, toRealtimeError } from '../errors/realtime-error.ts';
import type { Microphone } from '../media/microphone-port.ts';
import type { Speaker, SpeakerListener, SpeakerPort, SpeakerStats } from '../media/speaker-port.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Cut } from '../session/transcript.ts';
import type { LevelSource } from '../util/level-source.ts';
import { createLazy } from '../util/lazy.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { AudioGate } from './audio-gate.ts';
import type { Playhead } from './realtime-session.ts';
import type { MicrophoneOptions } from './microphone-options.ts';
import type { SessionPorts } from './session-options.ts';
import type { SpeakerOptions } from './speaker-options.ts';

/** How much from before a turn by hand belongs to it, in milliseconds: a syllable, and the time that a finger takes. */
const PRE_ROLL_MS = 300;

const pairedSpeaker = createLazy(() => import('../media/paired-speaker.ts'));

/** Few apps have texts spoken in calls: what plays both is loaded where it is needed. */
function createPair({ callSpeaker, speaker }: SessionPorts): SpeakerPort {
  return {
    unlock: () => callSpeaker.unlock(),
    async open(options) {
      const { createPairedSpeaker } = pairedSpeaker.loaded ?? (await pairedSpeaker.load());
      return createPairedSpeaker({ call: callSpeaker, own: speaker }).open(options);
    },
  };
}

/** What the devices are made with. */
export interface DevicesOptions {
  readonly ports: SessionPorts;
  readonly adapter: ProviderAdapter;
  readonly microphone: MicrophoneOptions | false;
  readonly speaker: SpeakerOptions;
  /** Whether the app has texts spoken, which in a call are played apart from the vendor's. */
  readonly hasSpeech: boolean;
  readonly dispatch: (input: SessionInput) => void;
  readonly readState: () => SessionState;
  /** The microphone that was chosen has gone; what it was asked for is left, without the device. */
  readonly onChoiceGone: (rest: MicrophoneOptions) => void;
  readonly sendAudio: (audio: Uint8Array<ArrayBuffer>) => void;
  /** Both devices are open: whatever belongs between them can be put there. */
  readonly onOpened?: (devices: {
    readonly microphone: Microphone;
    readonly speaker: Speaker;
    readonly signal: AbortSignal;
  }) => void;
}

/** The microphone and the speaker of a session. They outlive connections and are released when the session ends. */
export class Devices {
  readonly gate: AudioGate;
  readonly #options: DevicesOptions;
  readonly #tracker = createSpeechTracker();
  readonly #preRollMs: number;
  #scope: Scope = createScope();
  #wanted: MicrophoneOptions | false;
  #wantedSpeaker: SpeakerOptions;
  #microphone: Microphone | null = null;
  #speaker: Speaker | null = null;
  #opening: Promise<void> | null = null;
  #speakerOpening: Promise<Speaker> | null = null;
  #playhead: Playhead | null = null;
  /** Whether something has been given to the speaker that it has neither rendered nor dropped. */
  #isSounding = false;
  #onDrained: (() => void) | null = null;

  constructor(options: DevicesOptions) {
    this.#options = options;
    this.#wanted = options.microphone;
    this.#wantedSpeaker = options.speaker;
    const { inputFormat, silenceEveryMs: everyMs } = options.adapter;
    this.#preRollMs = (options.microphone || {}).preRollMs ?? PRE_ROLL_MS;
    const silence = everyMs ? { everyMs, clock: options.ports.clock } : null;
    this.gate = new AudioGate(inputFormat, options.sendAudio, silence);
  }

  get microphoneLevel(): LevelSource | undefined {
    return this.#microphone?.level;
  }

  get speakerLevel(): LevelSource | undefined {
    return this.#speaker?.level;
  }

  /** The microphone's track, for calls. */
  get track(): MediaStreamTrack | null {
    return this.#microphone?.track ?? null;
  }

  /** Takes the agent's audio of a call; `null` when that is over. */
  attach(stream: MediaStream | null): void {
    if (stream || this.#speaker) this.#withSpeaker((speaker) => speaker.attach?.(stream));
  }

  get playhead(): Playhead | null {
    return this.#playhead;
  }

  get lastVoicedAtMs(): number | null {
    return this.#tracker.lastVoicedAtMs;
  }

  stats(): SpeakerStats | null {
    return this.#speaker?.stats() ?? null;
  }

  /**
   * Opens what is not open yet. Everything that needs the user's gesture begins before the first await: the speaker is
   * unlocked and the microphone asked for in the same task as the call.
   */
  open(isSpeakerNeeded: boolean): Promise<void> {
    if (this.#scope.isDisposed) this.#scope = createScope();
    this.#opening ??= this.#open(isSpeakerNeeded).catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  async #open(isSpeakerNeeded: boolean): Promise<void> {
    const speaker = isSpeakerNeeded ? this.#openSpeaker() : null;
    const microphone = this.#wanted === false ? null : this.#openMicrophone(this.#wanted);
    await Promise.all([speaker, microphone]);
  }

  async #openMicrophone(options: MicrophoneOptions): Promise<void> {
    const { ports, adapter, dispatch, readState } = this.#options;
    const scope = this.#scope;
    dispatch({ type: 'microphone-changed', microphone: 'opening' });
    try {
      const microphone = await ports.microphone.open({
        ...options,
        format: adapter.inputFormat,
        signal: scope.signal,
        onChunk: (chunk) => this.#takeChunk(chunk),
        onLost: (error) => {
          dispatch({ type: 'microphone-changed', microphone: 'lost' });
          dispatch({ type: 'error-raised', error });
          const { deviceId, ...rest } = options;
          if (deviceId && !options.track) this.#options.onChoiceGone(rest);
        },
      });
      scope.add(() => {
        microphone.close();
        this.#microphone = null;
      });
      if (scope.isDisposed) return;
      this.#microphone?.close();
      this.#microphone = microphone;
      microphone.setMuted(readState().isMuted);
      this.#tellOpened();
      dispatch({ type: 'microphone-changed', microphone: 'on' });
    } catch (error) {
      // Whoever wanted another microphone and did not get it keeps the one there was.
      dispatch({ type: 'microphone-changed', microphone: this.#microphone ? 'on' : 'off' });
      throw error;
    }
  }

  /** Takes another microphone, or none, in the middle of a talk or for the next one. Gives what is listened to then. */
  async setMicrophone(options: MicrophoneOptions | false): Promise<MediaStreamTrack | null> {
    this.#wanted = options;
    if (!this.#opening) return null;
    await this.#opening;
    if (options) await this.#openMicrophone(options);
    else {
      this.#microphone?.close();
      this.#microphone = null;
      this.#options.dispatch({ type: 'microphone-changed', microphone: 'off' });
    }
    return this.track;
  }

  /** Plays on another device, now or as soon as there is something to play on it. */
  async setSpeaker(options: SpeakerOptions): Promise<void> {
    // One that is being opened has been told of the choice before; whether it opens is told to whoever opens it.
    await this.#speakerOpening?.catch(() => {});
    await this.#speaker?.setDevice?.(options.deviceId ?? '', this.#onSpeakerGone);
    this.#wantedSpeaker = options;
  }

  readonly #onSpeakerGone = (error: RealtimeError): void => {
    const { dispatch } = this.#options;
    this.#wantedSpeaker = {};
    dispatch({ type: 'device-chosen', chosen: { speakerId: null } });
    dispatch({ type: 'error-raised', error });
  };

  #tellOpened(): void {
    const [microphone, speaker] = [this.#microphone, this.#speaker];
    if (microphone && speaker) this.#options.onOpened?.({ microphone, speaker, signal: this.#scope.signal });
  }

  #takeChunk(chunk: Uint8Array<ArrayBuffer>): void {
    const { adapter, ports, readState } = this.#options;
    const atMs = ports.clock.now();
    this.#tracker.push(chunkLevel(chunk, adapter.inputFormat), atMs);
    const { isMuted, inputMode, isTurnOpen, bargeIn, speakingItemId } = readState();
    const isByHand = inputMode === 'push-to-talk';
    // In half duplex the agent would answer itself.
    const isHeard = !bargeIn?.isHalfDuplex || speakingItemId === null;
    const isOpen = isTurnOpen || (!isByHand && isHeard);
    this.gate.push(chunk, { isMuted, isOpen, preRollMs: isByHand ? this.#preRollMs : 0, atMs });
  }

  get #speakerPort(): SpeakerPort {
    const { adapter, ports, hasSpeech } = this.#options;
    if (adapter.transport !== 'webrtc') return ports.speaker;
    return hasSpeech ? createPair(ports) : ports.callSpeaker;
  }

  #openSpeaker(): Promise<Speaker> {
    const { adapter, readState } = this.#options;
    const port = this.#speakerPort;
    port.unlock();
    const scope = this.#scope;
    this.#speakerOpening ??= port
      .open({
        format: adapter.outputFormat,
        volume: readState().volume,
        signal: scope.signal,
        listener: this.#listenToSpeaker(),
      })
      .then(async (speaker) => {
        scope.add(() => {
          speaker.close();
          this.#speaker = null;
          this.#playhead = null;
        });
        const { deviceId } = this.#wantedSpeaker;
        // The first word belongs on the chosen device too. One that is gone is no reason not to talk.
        if (deviceId) await speaker.setDevice?.(deviceId, this.#onSpeakerGone).catch(this.#onSpeakerGone);
        if (scope.isDisposed)
          throw new RealtimeError('aborted', 'The session ended before the speaker was open.');
        this.#speaker = speaker;
        speaker.setVolume(readState().volume);
        this.#tellOpened();
        return speaker;
      })
      .catch((error: unknown) => {
        this.#speakerOpening = null;
        throw error;
      });
    return this.#speakerOpening;
  }

  #listenToSpeaker(): SpeakerListener {
    const { dispatch, ports } = this.#options;
    return {
      onItemStarted: ({ itemId, atMs }) => {
        this.#playhead = { itemId, heardMs: 0 };
        dispatch({ type: 'item-started', itemId, atMs: Number.isFinite(atMs) ? atMs : ports.clock.now() });
      },
      onPlayhead: (heard) => {
        this.#playhead = heard;
      },
      onItemFinished: ({ itemId, heardMs }) => {
        if (this.#playhead?.itemId === itemId) this.#playhead = null;
        dispatch({ type: 'item-finished', itemId, heardMs });
      },
      onDrained: () => {
        this.#playhead = null;
        this.#isSounding = false;
        dispatch({ type: 'playback-drained' });
        this.#onDrained?.();
      },
      onBlockedChange: (isBlocked) => dispatch({ type: 'playback-blocked-changed', isBlocked }),
      onLost: (error) => dispatch({ type: 'error-raised', error }),
    };
  }

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    this.#isSounding = true;
    this.#withSpeaker((speaker) => speaker.play(itemId, audio));
  }

  endItem(itemId: ItemId): void {
    this.#withSpeaker((speaker) => speaker.endItem(itemId));
  }

  /** Flushes, and tells the reducer what was heard. A speaker that is not open has played nothing. */
  async flush(by: Cut['by']): Promise<void> {
    this.#isSounding = false;
    const heard = await (this.#speaker?.flush() ?? []);
    this.#playhead = null;
    this.#options.dispatch({ type: 'output-flushed', by, heard, atMs: this.#options.ports.clock.now() });
  }

  setMuted(isMuted: boolean): void {
    this.gate.forgetPreRoll();
    this.#microphone?.setMuted(isMuted);
  }

  setVolume(volume: number): void {
    this.#speaker?.setVolume(volume);
  }

  async resumePlayback(): Promise<void> {
    this.#speakerPort.unlock();
    await this.#speaker?.resume();
  }

  /** An answer aloud may come in a session that began in writing: the speaker is then opened on the way. */
  #withSpeaker(act: (speaker: Speaker) => void): void {
    if (this.#speaker) return act(this.#speaker);
    this.#openSpeaker().then(act, (error: unknown) => {
      if (this.#scope.isDisposed) return;
      this.#options.dispatch({
        type: 'error-raised',
        error: toRealtimeError(
          error,
          'worklet-failed',
          'The agent cannot be played: the speaker could not be opened.',
        ),
      });
    });
  }

  /** Releases the microphone at once and the speaker now, or when what it still holds has been heard. */
  release(isDraining: boolean, onReleased: (playhead: Playhead | null) => void): void {
    this.#opening = null;
    this.gate.hold();
    this.gate.drop();
    const finish = () => {
      const playhead = this.#playhead;
      this.#onDrained = null;
      this.#isSounding = false;
      this.#speakerOpening = null;
      this.#scope.dispose();
      this.#options.dispatch({ type: 'microphone-changed', microphone: 'off' });
      onReleased(playhead);
    };
    // What the browser will not play is not waited for: it might never be heard.
    const isAudible =
      this.#speaker !== null && this.#isSounding && !this.#options.readState().isPlaybackBlocked;
    if (!isDraining || !isAudible) return finish();
    this.#microphone?.close();
    this.#microphone = null;
    this.#onDrained = finish;
  }

  /** Silences what a remote end has left to be heard, and lets go of the speaker: nobody waits for it any more. */
  endDraining(): void {
    this.#onDrained?.();
  }
}
