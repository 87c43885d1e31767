import { aborted, isAborted } from '../errors/aborted.ts';
import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import { durationMs } from '../protocol/audio-format.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { CloseContext, CloseVerdict, ProviderAdapter, WireCodec } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { ReceivedAudio } from '../session/session-input.ts';
import type { CallMedia, ConnectionStats, Transport, TransportClose } from '../transport/transport-port.ts';
import { readStandardClose } from '../util/close-codes.ts';
import { readGoAway, readRelayClose } from '../util/relay-messages.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { resolveCredential } from './resolve-credential.ts';
import type { CredentialOptions } from './resolve-credential.ts';
import type { AudioLedger } from './audio-ledger.ts';
import type { PathFailure, PathWatch, PathWatchOptions } from './path-watch.ts';
import { DeltaBuffer } from './delta-buffer.ts';
import type { CredentialReason } from './credential-request.ts';
import type { SessionPorts } from './session-options.ts';

/**
 * Above this much unsent data, audio is dropped instead of queued, in bytes: at 24 kHz it is about ten seconds of speech,
 * which is too old to answer.
 */
const MAX_BACKLOG_BYTES = 640_000;

/** A longer mute than this is a pause and not a slip, in milliseconds. */
const PAUSE_MS = 1_000;

/** The end of a connection, beside the error. */
export interface ConnectionEnd extends Pick<CloseVerdict, 'retryLimit' | 'dropsHandle'> {
  /** The kind of end, by which ends are counted. */
  readonly kind: string;
}

export interface ConnectionListener {
  /** One frame's events, as they arrived. */
  readonly onDecoded: (events: readonly ServerEvent[]) => void;
  /** One event in its order, with the audio that came before it; deltas that follow each other may arrive as one. */
  readonly onEvent: (event: ServerEvent, audio: ReceivedAudio | null) => void;
  /** `error` is `null` where the vendor has ended the conversation in good order. */
  readonly onClosed: (error: RealtimeError | null, end: ConnectionEnd) => void;
  readonly onError: (error: RealtimeError) => void;
  /** The connection is dead, although nothing has closed it. */
  readonly onSilent: (error: RealtimeError) => void;
  /** The connection may be dead, since `sinceMs` on the clock; or it has turned out to be alive (`null`). */
  readonly onSuspected: (sinceMs: number | null) => void;
  /** The codec or the transport threw outside a command. */
  readonly onThrown: (error: unknown) => void;
  /** The codec or the transport refused a command: it was not sent. */
  readonly onCommandFailed: (command: ClientCommand, error: RealtimeError) => void;
  /** `command` is what a frame carries that was sent; left out for answers to the vendor and for messages of its own. */
  readonly onFrame: (direction: 'in' | 'out', frame: WireFrame, command?: ClientCommand) => void;
}

/** The facts about the user's voice that tell whether the vendor owes a sign of life. */
export interface VoiceFacts {
  /** Whether the chunk that was just taken holds a voice, measured locally. */
  readonly isVoiced: () => boolean;
  /** Whether the vendor hears the user and finds the turns by itself. */
  readonly isVendorDetecting: () => boolean;
  /** Whether the vendor has reported the beginning of the user's speech, and not the end of the turn. */
  readonly isVendorHearing: () => boolean;
  /** Whether the vendor has begun a response and not ended it. */
  readonly isVendorAnswering: () => boolean;
  /** Whether the vendor waits for the result of a tool. */
  readonly isVendorWaiting: () => boolean;
}

export interface ConnectionOptions extends CredentialOptions {
  readonly adapter: ProviderAdapter;
  readonly ports: SessionPorts;
  /** The reason to open the connection. */
  readonly reason: CredentialReason;
  readonly config: SessionConfig;
  readonly number: number;
  readonly resumeHandle: string | null;
  readonly listener: ConnectionListener;
  readonly ledger: AudioLedger;
  /** Asks for a call of `settleDeltas` before the next paint. */
  readonly requestFrame: () => void;
  readonly media: CallMedia;
  /** Tells what the adapter needs to know to judge a close. */
  readonly readCloseContext: () => Omit<CloseContext, 'ageMs'>;
  readonly voice: VoiceFacts;
  readonly watchPath: (options: PathWatchOptions) => PathWatch | null;
}

/** One connection inside a session: a credential, a transport and a codec of its own. */
export class Connection {
  readonly scope: Scope = createScope();
  readonly #options: ConnectionOptions;
  readonly #codec: WireCodec;
  readonly #deltas: DeltaBuffer;
  #path: PathWatch | null = null;
  #transport: Transport | null = null;
  #isBacklogged = false;
  #isInputOpen = false;
  #stopPause: (() => void) | null = null;
  #hasCredential = false;
  #openedAtMs: number | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { adapter, number, resumeHandle } = options;
    this.#codec = adapter.createCodec({ connection: number, resumeHandle });
    const { ledger, listener } = options;
    this.#deltas = new DeltaBuffer({ onEvent: listener.onEvent, ledger });
  }

  /** The watch over the path; `null` until its module is loaded. */
  get path(): PathWatch | null {
    if (this.#path) return this.#path;
    const { adapter, ports, listener, voice, watchPath } = this.#options;
    this.#path = watchPath({
      ...voice,
      signs: adapter.capabilities.signsOfLife ?? {},
      clock: ports.clock,
      scope: this.scope,
      bufferedBytes: () => this.#transport?.bufferedBytes() ?? 0,
      // Where nothing arrives in answer, that is what the path is judged by.
      probe: this.#codec.encodeProbe ? () => this.#sendOwn(() => this.#codec.encodeProbe?.()) : null,
      onDead: (failure, message) => this.#takeSilence(failure, message),
      onSuspected: listener.onSuspected,
    });
    return this.#path;
  }

  /** Whether the app's credential source has answered. */
  get hasCredential(): boolean {
    return this.#hasCredential;
  }

  /**
   * Fetches the credential; devices may be opened meanwhile.
   *
   * @throws RealtimeError of any `credential` or `transport` code, `invalid-config` or `aborted`.
   */
  async open(devices: Promise<void>): Promise<void> {
    const { adapter, ports, reason, config, resumeHandle, media } = this.#options;
    const { signal } = this.scope;
    const [credential] = await Promise.all([
      resolveCredential(this.#options, { adapterId: adapter.id, reason }, signal),
      devices,
    ]);
    this.#hasCredential = true;
    if (signal.aborted) throw aborted('The session');
    const plan = adapter.plan({ credential, config, resumeHandle });
    const { input } = media;
    const transport = await ports.transport.open({
      plan,
      signal,
      media: { input, onOutput: media.onOutput },
      listener: {
        onFrame: (frame) => this.#takeFrame(frame),
        onClose: (close) => this.#takeClose(close),
        onPathChange: (path, sinceMs) => {
          if (path === 'well') this.path?.trust();
          else if (path === 'quiet') this.path?.missSound(sinceMs);
          else this.path?.suspect(sinceMs);
        },
      },
    });
    this.#transport = transport;
    this.#openedAtMs = ports.clock.now();
    transport.setInputOpen?.(this.#isInputOpen);
    this.scope.add(() => transport.close(1000));
    // The user may have changed the microphone, or switched it off, while the call was opening.
    if (media.input !== input) await this.setInput(media.input);
  }

  #takeFrame(frame: string | ArrayBuffer): void {
    if (this.scope.isDisposed) return;
    const { listener, requestFrame } = this.#options;
    listener.onFrame('in', frame);
    const events = this.#decode(frame);
    // Anything that arrives shows that the path is alive.
    if (this.path) recordArrival(this.path, events);
    listener.onDecoded(events);
    requestFrame();
    for (const event of events) this.#deltas.take(event);
  }

  /** A codec never throws, by its contract. One that does loses the frame, and nothing else. */
  #decode(frame: string | ArrayBuffer): readonly ServerEvent[] {
    try {
      const goAway = readGoAway(frame);
      return goAway ? [goAway] : this.#codec.decode(frame);
    } catch (error) {
      return [{ type: 'malformed', reason: `a frame on which the adapter threw ${nameOf(error)}` }];
    }
  }

  /** Passes on the deltas that have arrived, and ends the frame of the watch. */
  settleDeltas(): void {
    this.#path?.endFrame();
    this.#deltas.flush();
  }

  #takeClose(close: TransportClose): void {
    if (this.scope.isDisposed) return;
    this.#deltas.flush();
    const { adapter, listener } = this.#options;
    const verdict = this.#readClose(close);
    const { code, message, isRetryable, retryAfterMs = null, retryLimit, dropsHandle } = verdict;
    const { error: transportError, ...wire } = close;
    const options = { adapterId: adapter.id, isRetryable, retryAfterMs, wire };
    const error = transportError ?? (code === null ? null : new RealtimeError(code, message, options));
    listener.onClosed(error, { kind: `close-${close.code}`, retryLimit, dropsHandle });
  }

  /** Sends frames that no command of the session asks for. */
  #sendOwn(encode: () => readonly WireFrame[] | undefined): void {
    try {
      for (const frame of encode() ?? []) this.sendFrame(frame);
    } catch (error) {
      this.#options.listener.onThrown(error);
    }
  }

  #takeSilence(failure: PathFailure, message: string): void {
    if (this.scope.isDisposed) return;
    this.#deltas.flush();
    const { adapter, listener } = this.#options;
    listener.onSilent(
      new RealtimeError('connection-silent', message, { adapterId: adapter.id, wire: { failure } }),
    );
  }

  #readClose(close: TransportClose): CloseVerdict {
    const { adapter, ports, readCloseContext } = this.#options;
    const ageMs = ports.clock.now() - (this.#openedAtMs ?? ports.clock.now());
    const context = { ...readCloseContext(), ageMs };
    try {
      return readRelayClose(close) ?? adapter.readClose?.(close, context) ?? readStandardClose(close);
    } catch {
      return readStandardClose(close); // The connection is over, whatever the adapter makes of it.
    }
  }

  /** Returns false when the codec or the transport refused the command. */
  send(command: ClientCommand): boolean {
    if (!this.#transport || this.scope.isDisposed) return true;
    const isAudio = command.type === 'append-audio';
    try {
      if (isAudio && !this.#transport.isCall && this.#isHeldBack(this.#transport)) return true;
      // A call sends the microphone's track, so its chunks stay on the device.
      const frames = isAudio && this.#transport.isCall ? [] : this.#codec.encode(command);
      for (const frame of frames) this.#checkSize(frame);
      this.#recordDebt(command);
      for (const frame of frames) this.sendFrame(frame, command);
      return true;
    } catch (error) {
      // The codec refuses commands that its vendor does not support. Anything else that it throws is a fault to report.
      if (!isRealtimeError(error)) throw error;
      this.#options.listener.onCommandFailed(command, error);
      return false;
    }
  }

  /** Records the sign of life that the vendor owes for a command. */
  #recordDebt(command: ClientCommand): void {
    const { adapter, voice } = this.#options;
    if (command.type === 'append-audio')
      this.path?.speak(durationMs(command.audio.byteLength, adapter.inputFormat), voice.isVoiced());
    else if (command.type === 'commit-turn' || command.type === 'create-response') this.path?.request();
    else if (command.type === 'create-item' && command.respond === 'answer') this.path?.request();
  }

  /** Returns false if the adapter has no messages of the vendor's own. @throws RealtimeError `invalid-config` */
  sendVendorEvent(event: Readonly<Record<string, unknown>>): boolean {
    const frames = this.#codec.encodeVendorEvent?.(event);
    for (const frame of frames ?? []) this.#checkSize(frame);
    for (const frame of frames ?? []) this.sendFrame(frame);
    return frames !== undefined;
  }

  /** Informs a vendor that waits for more audio when the user stays muted. */
  setMuted(isMuted: boolean): void {
    this.#stopPause?.();
    const pause = () => this.#sendOwn(() => this.#codec.pauseInput?.());
    this.#stopPause = isMuted ? this.scope.timeout(this.#options.ports.clock, pause, PAUSE_MS) : null;
  }

  /** Uses another microphone track in a call. Other transports receive the audio as chunks. */
  async setInput(track: MediaStreamTrack | null): Promise<void> {
    await this.#transport?.setInput?.(track).catch((error: unknown) => {
      // A later choice took the place of this one, or the call is over: the next one begins with the choice.
      if (!isAborted(error)) throw error;
    });
  }

  /** Sends the user's audio of a call, or silence. */
  setInputOpen(isOpen: boolean): void {
    if (isOpen === this.#isInputOpen) return;
    this.#isInputOpen = isOpen;
    this.#transport?.setInputOpen?.(isOpen);
  }

  /** Statistics of a call; `null` for other connections. */
  async stats(): Promise<ConnectionStats | null> {
    return (await this.#transport?.stats?.()) ?? null;
  }

  sendFrame(frame: WireFrame, command?: ClientCommand): void {
    this.#options.listener.onFrame('out', frame, command);
    this.#transport?.send(frame);
    this.path?.send(typeof frame === 'string' ? frame.length : frame.byteLength);
  }

  /** A frame above the vendor's limit would end the connection. @throws RealtimeError `invalid-config` */
  #checkSize(frame: WireFrame): void {
    const { maxFrameBytes, id } = this.#options.adapter;
    if (maxFrameBytes === undefined || !isLarger(frame, maxFrameBytes)) return;
    throw new RealtimeError(
      'invalid-config',
      `The vendor takes at most ${maxFrameBytes} bytes, so the message was not sent. Send a smaller image or a shorter text.`,
      { adapterId: id },
    );
  }

  #isHeldBack(transport: Transport): boolean {
    this.path?.send(0);
    const backlog = transport.bufferedBytes();
    if (backlog <= MAX_BACKLOG_BYTES) {
      if (backlog < MAX_BACKLOG_BYTES / 2) this.#isBacklogged = false;
      return this.#isBacklogged;
    }
    if (!this.#isBacklogged) {
      this.#isBacklogged = true;
      this.#options.listener.onError(
        new RealtimeError(
          'send-backlog',
          'The network is slower than the microphone, so audio is dropped. Check the connection of the device.',
          { adapterId: this.#options.adapter.id },
        ),
      );
    }
    return true;
  }

  close(): void {
    // Frames that arrived before the end still count.
    this.#deltas.flush();
    this.scope.dispose();
  }
}

/** Records a sign of life. */
function recordArrival(path: PathWatch, events: readonly ServerEvent[]): void {
  let isPing = false;
  let isAnswer = false;
  for (const { type } of events) {
    // A message that asks for an answer at once is a ping.
    isPing ||= type === 'reply-requested';
    isAnswer ||= type === 'response-started';
  }
  path.receive(isPing);
  if (isAnswer) path.answer();
}

/** A UTF-16 unit takes three bytes at most: most texts are judged by their length alone. */
function isLarger(frame: WireFrame, maxBytes: number): boolean {
  if (typeof frame !== 'string') return frame.byteLength > maxBytes;
  return frame.length * 3 > maxBytes && new Blob([frame]).size > maxBytes;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
