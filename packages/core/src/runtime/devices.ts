import { chunkLevel } from '../audio/chunk-level.ts';
import { createSpeechTracker } from '../audio/speech-tracker.ts';
import { aborted } from '../errors/aborted.ts';
import { toRealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import type { Microphone } from '../media/microphone-port.ts';
import type { Speaker, SpeakerListener, SpeakerPort, SpeakerStats } from '../media/speaker-port.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { Playout } from '../session/internal-state.ts';
import { isUserHeard } from '../session/is-user-heard.ts';
import { paceOf } from '../session/playouts.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Cut } from '../session/transcript/transcript.ts';
import { LatestSetting } from '../util/latest-setting.ts';
import type { LevelSource } from '../util/level-source.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { AudioGate } from './audio-gate.ts';
import type { Silence } from './audio-gate.ts';
import { MicrophoneInput } from './microphone-input.ts';
import type { AudioPaths, Playhead } from './session-controls.ts';
import type { MicrophoneOptions, SpeakerOptions } from './device-options.ts';
import type { SessionPorts } from './session-options.ts';

/** The audio from before a push-to-talk turn that is part of it, in milliseconds: a syllable, and the time of a key press. */
const PRE_ROLL_MS = 300;

/** Length of a chunk of silence in milliseconds. */
const SILENCE_MS = 100;

/** The longest time that a vendor takes to report the beginning of speech, in milliseconds. */
const DETECTION_MS = 2_000;

/** The voice within a window that is taken for the user's, in milliseconds. A click or a cough is shorter. */
const OFFLINE_VOICE_MS = 300;
const OFFLINE_VOICE_WINDOW_MS = 500;
const MIN_VOICED_CHUNKS = 8;

export interface DevicesOptions {
  readonly ports: Pick<SessionPorts, 'microphone' | 'clock'>;
  readonly speakerPort: SpeakerPort;
  readonly adapter: ProviderAdapter;
  readonly microphone: MicrophoneOptions | false;
  readonly speaker: SpeakerOptions;
  readonly dispatch: (input: SessionInput) => void;
  readonly readState: () => SessionState;
  /** Whether the vendor has reported the beginning of the user's speech, and not the end of the turn. */
  readonly isVendorHearing: () => boolean;
  /** Gives calls a track to send, or none. */
  readonly setInput: (track: MediaStreamTrack | null) => Promise<void>;
  readonly sendAudio: (audio: Uint8Array<ArrayBuffer>) => void;
  readonly offlineAudio: 'deliver' | 'discard';
  /** Both devices are open, so that the barge-in reflex can be put between them. */
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
  readonly #microphone: MicrophoneInput;
  readonly #speakerChoice: LatestSetting<SpeakerOptions>;
  #scope: Scope = createScope();
  #speaker: Speaker | null = null;
  #opening: Promise<void> | null = null;
  #speakerOpening: Promise<Speaker> | null = null;
  #playhead: Playhead | null = null;
  /** Whether something has been given to the speaker that it has neither rendered nor dropped. */
  #isSounding = false;
  /** The times at which a voice was heard without a connection, within the last moment. */
  #voicedAtMs: readonly number[] = [];
  /** The item for which the speaker could not be opened: it is reported once. */
  #unplayableItemId: ItemId | null = null;
  #onDrained: (() => void) | null = null;

  constructor(options: DevicesOptions) {
    this.#options = options;
    const { adapter, ports, readState, dispatch, setInput } = options;
    this.#microphone = new MicrophoneInput({
      port: ports.microphone,
      format: adapter.inputFormat,
      choice: options.microphone,
      readState,
      dispatch,
      onChunk: (chunk) => this.#takeChunk(chunk),
      onOpened: () => this.#announceOpened(),
      setInput,
    });
    this.#speakerChoice = new LatestSetting('The speaker', options.speaker, (choice) =>
      this.#applySpeaker(choice),
    );
    this.gate = new AudioGate(
      adapter.inputFormat,
      options.sendAudio,
      this.#createSilence(),
      adapter.transport === 'webrtc' ? 'unsent' : options.offlineAudio,
    );
  }

  /** A vendor that counts audio would wait forever for the end of speech that a mute cuts off. */
  #createSilence(): Silence | null {
    const { adapter, ports, readState, isVendorHearing } = this.#options;
    const { clock } = ports;
    if (adapter.silenceEveryMs) return { everyMs: adapter.silenceEveryMs, clock };
    if (!adapter.silenceAfterSpeech || adapter.transport === 'webrtc') return null;
    return {
      everyMs: SILENCE_MS,
      clock,
      isNeeded: (gapMs) => {
        const state = readState();
        const isCut = state.isMuted || state.microphone !== 'on' || !isUserHeard(state);
        const isAwaited = gapMs <= DETECTION_MS || isVendorHearing();
        return isCut && isAwaited && state.inputMode === 'hands-free';
      },
    };
  }

  get microphoneLevel(): LevelSource | undefined {
    return this.#microphone.current?.level;
  }

  get speakerLevel(): LevelSource | undefined {
    return this.#speaker?.level;
  }

  /** The microphone's track, for calls. */
  get track(): MediaStreamTrack | null {
    return this.#microphone.track;
  }

  /** Takes the agent's audio of a call; `null` when that is over. */
  attach(stream: MediaStream | null): void {
    if (stream || this.#speaker) this.#withSpeaker(null, (speaker) => speaker.attach?.(stream));
  }

  get playhead(): Playhead | null {
    return this.#playhead;
  }

  /** The playhead with what is known of the audio of its item. */
  readPlayhead(playouts: ReadonlyMap<ItemId, Playout>): Playhead | null {
    const { itemId, heardMs } = this.#playhead ?? {};
    if (itemId === undefined || heardMs === undefined) return null;
    const playout = playouts.get(itemId);
    // In a call, what has arrived has been played.
    const receivedMs = Math.max(playout?.receivedMs ?? 0, heardMs);
    return { itemId, heardMs, receivedMs, ...(playout && paceOf(playout)) };
  }

  get paths(): AudioPaths {
    const { inputFormat, outputFormat } = this.#options.adapter;
    return { inputFormat, outputFormat, microphone: this.#microphone.current, speaker: this.#speaker };
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
  async open(isSpeakerNeeded: boolean): Promise<void> {
    if (this.#scope.isDisposed) this.#scope = createScope();
    const opening = (this.#opening ??= this.#open(isSpeakerNeeded));
    try {
      await opening;
    } catch (error) {
      if (this.#opening === opening) this.#opening = null;
      throw error;
    }
  }

  async #open(isSpeakerNeeded: boolean): Promise<void> {
    const speaker = isSpeakerNeeded ? this.#openSpeaker() : null;
    await Promise.all([speaker, this.#microphone.open()]);
  }

  /** Takes another microphone, or none, now or with the next conversation. */
  setMicrophone(choice: MicrophoneOptions | false): Promise<void> {
    return this.#microphone.choose(choice, this.#opening !== null);
  }

  /** Plays on another device, now or as soon as there is something to play on it. */
  async setSpeaker(options: SpeakerOptions): Promise<void> {
    if (this.#speaker || this.#speakerOpening) await this.#speakerChoice.set(options);
    else this.#speakerChoice.record(options);
    this.#options.dispatch({ type: 'device-changed', chosen: { speakerId: options.deviceId || null } });
  }

  async #applySpeaker({ deviceId = '' }: SpeakerOptions): Promise<void> {
    await this.#speakerOpening?.catch(() => {}); // Whether it opens is reported to those who open it.
    await this.#speaker?.setDevice?.(deviceId, this.#onSpeakerGone);
  }

  readonly #onSpeakerGone = (error: RealtimeError): void => {
    const { dispatch } = this.#options;
    this.#speakerChoice.record({});
    dispatch({ type: 'device-changed', chosen: { speakerId: null } });
    dispatch({ type: 'local-error-received', error });
  };

  #announceOpened(): void {
    const [microphone, speaker] = [this.#microphone.current, this.#speaker];
    if (microphone && speaker) this.#options.onOpened?.({ microphone, speaker, signal: this.#scope.signal });
  }

  #takeChunk(chunk: Uint8Array<ArrayBuffer>): void {
    const { adapter, ports, readState } = this.#options;
    const atMs = ports.clock.now();
    this.#tracker.push(chunkLevel(chunk, adapter.inputFormat), atMs);
    const state = readState();
    const preRollMs = state.inputMode === 'push-to-talk' ? (this.#microphone.preRollMs ?? PRE_ROLL_MS) : 0;
    const isVoiced = this.#tracker.lastVoicedAtMs === atMs;
    this.gate.push(chunk, { isMuted: state.isMuted, isOpen: isUserHeard(state), preRollMs, atMs, isVoiced });
    this.#listenOffline(isVoiced && !state.isMuted, atMs, state);
  }

  /** Without a vendor the kit itself finds that the user speaks over audio that is heard to its end. */
  #listenOffline(isVoiced: boolean, atMs: number, { status, isTurnOpen, inputMode }: SessionState): void {
    const isListening = status === 'reconnecting' && this.#isSounding;
    if (!isListening || (inputMode === 'push-to-talk' && !isTurnOpen)) return void (this.#voicedAtMs = []);
    if (!isVoiced) return;
    this.#voicedAtMs = [...this.#voicedAtMs.filter((at) => atMs - at < OFFLINE_VOICE_WINDOW_MS), atMs];
    const [first = atMs] = this.#voicedAtMs;
    if (atMs - first < OFFLINE_VOICE_MS || this.#voicedAtMs.length < MIN_VOICED_CHUNKS) return;
    this.#voicedAtMs = [];
    this.#options.dispatch({ type: 'local-speech-started', playhead: this.#playhead });
  }

  async #openSpeaker(): Promise<Speaker> {
    const { adapter, readState, speakerPort: port } = this.#options;
    port.unlock();
    const scope = this.#scope;
    const opening = (this.#speakerOpening ??= port
      .open({
        format: adapter.outputFormat,
        volume: readState().volume,
        signal: scope.signal,
        listener: this.#listenToSpeaker(),
      })
      .then((speaker) => this.#takeSpeaker(speaker, scope)));
    try {
      return await opening;
    } catch (error) {
      if (this.#speakerOpening === opening) this.#speakerOpening = null;
      throw error;
    }
  }

  async #takeSpeaker(speaker: Speaker, scope: Scope): Promise<Speaker> {
    // One that opens after the end of its conversation is closed, and is not that of the next one.
    scope.add(() => {
      speaker.close();
      if (this.#speaker === speaker) this.#speaker = this.#playhead = null;
    });
    const { deviceId } = this.#speakerChoice.current;
    // The first word plays on the chosen device too. A missing device does not end the conversation.
    if (deviceId)
      await speaker
        .setDevice?.(deviceId, this.#onSpeakerGone)
        .catch((error) => scope.isDisposed || this.#onSpeakerGone(error));
    if (scope.isDisposed) throw aborted('The speaker');
    this.#speaker = speaker;
    speaker.setVolume(this.#options.readState().volume);
    this.#announceOpened();
    return speaker;
  }

  #listenToSpeaker(): SpeakerListener {
    const { dispatch, ports } = this.#options;
    return {
      onItemStarted: ({ itemId, atMs }) => {
        this.#playhead = { itemId, heardMs: 0 };
        dispatch({
          type: 'item-playout-started',
          itemId,
          atMs: Number.isFinite(atMs) ? atMs : ports.clock.now(),
        });
      },
      onPlayhead: (heard) => void (this.#playhead = heard),
      onItemFinished: ({ itemId, heardMs }) => {
        if (this.#playhead?.itemId === itemId) this.#playhead = null;
        dispatch({ type: 'item-playout-done', itemId, heardMs });
      },
      onDrained: () => {
        this.#playhead = null;
        this.#isSounding = false;
        dispatch({ type: 'playback-drained', atMs: ports.clock.now() });
        this.#onDrained?.();
      },
      onBlockedChange: (isBlocked) => dispatch({ type: 'playback-blocked-changed', isBlocked }),
      onLost: (error) => dispatch({ type: 'local-error-received', error }),
    };
  }

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    this.#isSounding = true;
    if (this.#speaker) this.#speaker.play(itemId, audio);
    else this.#withSpeaker(itemId, (speaker) => speaker.play(itemId, audio));
  }

  endItem(itemId: ItemId): void {
    this.#withSpeaker(itemId, (speaker) => speaker.endItem(itemId));
  }

  /** Drops the queued audio and reports how much of each item was heard. A speaker that is not open has played nothing. */
  async flush(by: Cut['by']): Promise<void> {
    this.#isSounding = false;
    const heard = await (this.#speaker?.flush() ?? []);
    this.#playhead = null;
    this.#options.dispatch({ type: 'output-flushed', by, heard, atMs: this.#options.ports.clock.now() });
  }

  holdOutput(isHeld: boolean): void {
    if (isHeld) this.#speaker?.hold?.();
    else this.#speaker?.release?.();
  }

  setMuted(isMuted: boolean): void {
    this.gate.forget();
    this.#microphone.current?.setMuted(isMuted);
  }

  setVolume(volume: number): void {
    this.#speaker?.setVolume(volume);
  }

  async resumePlayback(): Promise<void> {
    this.#options.speakerPort.unlock();
    await this.#speaker?.resume();
  }

  /** The agent may speak in a session that began with text: the speaker then opens with the first audio. */
  #withSpeaker(itemId: ItemId | null, act: (speaker: Speaker) => void): void {
    if (this.#speaker) return act(this.#speaker);
    if (itemId !== null && itemId === this.#unplayableItemId) return;
    this.#openSpeaker().then(act, (error: unknown) => {
      const isTold = itemId !== null && itemId === this.#unplayableItemId;
      this.#unplayableItemId = itemId;
      if (this.#scope.isDisposed || isTold) return;
      const message = 'The speaker could not be opened, so the agent cannot be played.';
      this.#options.dispatch({
        type: 'local-error-received',
        error: toRealtimeError(error, 'worklet-failed', message),
      });
    });
  }

  /** Releases the microphone for a pause. The speaker stays; `open` takes the microphone again. */
  suspend(): void {
    this.#opening = null;
    this.gate.hold();
    this.gate.drop();
    this.#microphone.close();
  }

  /** Releases the microphone at once and the speaker now, or when what it still holds has been heard. */
  release(isDraining: boolean, onReleased: (playhead: Playhead | null) => void): void {
    this.#opening = null;
    this.gate.reset();
    this.#microphone.close();
    this.#speakerChoice.cancel();
    let isFinished = false;
    const finish = () => {
      if (isFinished) return;
      isFinished = true;
      const playhead = this.#playhead;
      this.#onDrained = null;
      this.#isSounding = false;
      this.#speakerOpening = null;
      try {
        this.#scope.dispose();
      } finally {
        onReleased(playhead);
      }
    };
    // Audio that the browser refuses to play might never be heard, so the release does not wait for it.
    const isAudible =
      this.#speaker !== null && this.#isSounding && !this.#options.readState().isPlaybackBlocked;
    if (!isDraining || !isAudible) return finish();
    this.#onDrained = finish;
  }

  /** Stops the audio that a remote end left in the queue, and releases the speaker. */
  endDraining(): void {
    this.#onDrained?.();
  }
}
