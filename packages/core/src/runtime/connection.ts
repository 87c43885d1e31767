import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { CloseVerdict, ProviderAdapter, WireCodec } from '../protocol/provider-adapter.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { CallMedia, ConnectionStats, Transport, TransportClose } from '../transport/transport-port.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { resolveCredential } from './resolve-credential.ts';
import type { CredentialSource } from './credential-source.ts';
import type { SessionPorts } from './session-options.ts';

/**
 * Above this much unsent data audio is dropped instead of queued, in bytes: at 24 kHz it is some ten seconds of speech,
 * and speech that old helps nobody.
 */
const MAX_BACKLOG_BYTES = 640_000;

/** A gap in the audio that is longer than this is a pause and no dropped word, in milliseconds. */
const PAUSE_MS = 1_000;

/** What a connection tells the session. */
export interface ConnectionListener {
  readonly onEvents: (events: readonly ServerEvent[]) => void;
  readonly onClosed: (error: RealtimeError | null) => void;
  readonly onError: (error: RealtimeError) => void;
  readonly onFrame: (direction: 'in' | 'out', frame: WireFrame) => void;
}

/** What a connection is made with. */
export interface ConnectionOptions {
  readonly adapter: ProviderAdapter;
  readonly ports: SessionPorts;
  readonly credential: CredentialSource;
  readonly config: SessionConfig;
  readonly number: number;
  readonly resumeHandle: string | null;
  readonly listener: ConnectionListener;
  readonly media: CallMedia;
}

/** One connection inside a session: a credential, a transport and a codec of its own. */
export class Connection {
  readonly scope: Scope = createScope();
  readonly #options: ConnectionOptions;
  readonly #codec: WireCodec;
  #transport: Transport | null = null;
  #isBacklogged = false;
  #isInputOpen = false;
  #stopPause: (() => void) | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { adapter, number, resumeHandle } = options;
    this.#codec = adapter.createCodec({ connection: number, resumeHandle });
  }

  /**
   * Fetches the credential; devices may be opened meanwhile.
   *
   * @throws RealtimeError of any `credential` or `transport` code, `invalid-config` or `aborted`.
   */
  async open(devices: Promise<void>): Promise<void> {
    const { adapter, ports, config, resumeHandle, media } = this.#options;
    const { signal } = this.scope;
    const [credential] = await Promise.all([
      resolveCredential(this.#options.credential, adapter.id, signal),
      devices,
    ]);
    if (signal.aborted)
      throw new RealtimeError('aborted', 'The session was closed while it was being opened.');
    const plan = adapter.plan({ credential, config, resumeHandle });
    const transport = await ports.transport.open({
      plan,
      signal,
      media,
      listener: {
        onFrame: (frame) => this.#takeFrame(frame),
        onClose: (close) => this.#takeClose(close),
      },
    });
    this.#transport = transport;
    transport.setInputOpen?.(this.#isInputOpen);
    this.scope.add(() => transport.close(1000));
  }

  #takeFrame(frame: string | ArrayBuffer): void {
    if (this.scope.isDisposed) return;
    this.#options.listener.onFrame('in', frame);
    this.#options.listener.onEvents(this.#codec.decode(frame));
  }

  #takeClose(close: TransportClose): void {
    if (this.scope.isDisposed) return;
    const { adapter, listener } = this.#options;
    const verdict = adapter.readClose?.(close) ?? readStandardClose(close);
    const { code, message, isRetryable } = verdict;
    listener.onClosed(
      code === null
        ? null
        : new RealtimeError(code, message, { adapterId: adapter.id, isRetryable, wire: { ...close } }),
    );
  }

  send(command: ClientCommand): void {
    if (!this.#transport || this.scope.isDisposed) return;
    // A call takes the microphone's track; what was made of its sound here stays here.
    if (command.type === 'append-audio' && (this.#transport.isCall || this.#isHeldBack(this.#transport)))
      return;
    try {
      for (const frame of this.#codec.encode(command)) this.sendFrame(frame);
    } catch (error) {
      // The codec refuses what its vendor cannot do; anything else it throws is a fault of ours and must be seen.
      if (!isRealtimeError(error)) throw error;
      this.#options.listener.onError(error);
    }
  }

  /** Returns false where the vendor has no messages of its own. @throws RealtimeError `invalid-config` */
  sendVendorEvent(event: Readonly<Record<string, unknown>>): boolean {
    const frames = this.#codec.encodeVendorEvent?.(event);
    for (const frame of frames ?? []) this.sendFrame(frame);
    return frames !== undefined;
  }

  /** Somebody who stays muted says nothing more for now: a vendor that waits for more is told. */
  setMuted(isMuted: boolean): void {
    this.#stopPause?.();
    const pause = () => this.#codec.pauseInput?.().forEach((frame) => this.sendFrame(frame));
    this.#stopPause = isMuted ? this.scope.timeout(this.#options.ports.clock, pause, PAUSE_MS) : null;
  }

  /** Takes another microphone into a call; elsewhere its sound comes as chunks all the same. */
  async setInput(track: MediaStreamTrack | null): Promise<void> {
    await this.#transport?.setInput?.(track);
  }

  /** Whether a call lets the user through, or sends silence. */
  setInputOpen(isOpen: boolean): void {
    if (isOpen === this.#isInputOpen) return;
    this.#isInputOpen = isOpen;
    this.#transport?.setInputOpen?.(isOpen);
  }

  /** How the connection does; `null` where it does not know. */
  async stats(): Promise<ConnectionStats | null> {
    return (await this.#transport?.stats?.()) ?? null;
  }

  sendFrame(frame: WireFrame): void {
    this.#options.listener.onFrame('out', frame);
    this.#transport?.send(frame);
  }

  #isHeldBack(transport: Transport): boolean {
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
          'The network does not take the audio as fast as it is spoken; some of it is being dropped. Check the ' +
            'connection of the device.',
          { adapterId: this.#options.adapter.id },
        ),
      );
    }
    return true;
  }

  close(): void {
    this.scope.dispose();
  }
}

function readStandardClose(close: TransportClose): CloseVerdict {
  if (close.wasClean && close.code === 1000) return { code: null, message: '', isRetryable: false };
  return {
    code: 'connection-lost',
    message:
      `The connection ended with code ${close.code}${close.reason ? ` (${close.reason})` : ''}. The conversation cannot ` +
      'go on over it; connect again when the network is back.',
    isRetryable: true,
  };
}
