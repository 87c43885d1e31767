import { toRealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { effectiveConfig } from '../session/vendor-config.ts';
import type { RenewalCause } from '../session/transcript/continuity.ts';
import type { InternalState } from '../session/internal-state.ts';
import type { SessionStatus } from '../session/session-state.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import type { Emitter } from '../util/emitter.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { WireFrame } from '../protocol/wire-frame.ts';
import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import { AudioLedger } from './audio-ledger.ts';
import { CallOutputs } from './call-outputs.ts';
import { connectTimeout, CONNECT_TIMEOUT_MS } from './connect-timeout.ts';
import { Connection } from './connection.ts';
import type { ConnectionEnd, ConnectionListener } from './connection.ts';
import type { Devices } from './devices.ts';
import { isEndDue } from './is-end-due.ts';
import type { LazyContinuity } from './lazy-continuity.ts';
import type { SessionEvents } from './realtime-session.ts';
import { ReconnectAttempts, refusalLimit } from './reconnect-attempts.ts';
import type { Loss } from './reconnect-attempts.ts';
import { WaitingAttempt } from './waiting-attempt.ts';
import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { RealtimeSessionOptions, SessionPorts } from './session-options.ts';
import { createVoiceFacts } from './voice-facts.ts';

/** The wait after a standby connection that failed while the current one was lost, in milliseconds. */
const STANDBY_RETRY_MS = 500;

/** The statuses in which a connection is wanted. */
const OPENING: ReadonlySet<SessionStatus> = new Set(['connecting', 'live', 'reconnecting']);

export interface ConnectorOptions {
  readonly session: RealtimeSessionOptions;
  readonly adapter: ProviderAdapter;
  readonly ports: SessionPorts;
  readonly devices: Devices;
  readonly continuity: LazyContinuity;
  readonly readInternalState: () => InternalState;
  readonly dispatch: (input: SessionInput) => void;
  /** Takes a server event; unlike `dispatch` it does not look for deltas that arrived before. */
  readonly take: (input: SessionInput) => void;
  /** Asks for a call of `settleDeltas` before the next paint. */
  readonly requestFrame: () => void;
  /** Whether an input is being taken, so that others may wait behind it. */
  readonly isBusy: () => boolean;
  readonly emitter: Emitter<SessionEvents>;
  readonly report: (error: unknown) => RealtimeError;
}

/** The cause that ends a wait before an attempt: the user, or a sign that the network is back. */
export type RetryTrigger = 'user' | 'online' | 'page-resumed' | 'network-changed';

type LossInput = Extract<SessionInput, { readonly type: 'connection-lost' }>;
type Opening = Extract<SessionEffect, { readonly type: 'open-connection' }>;

/** Opens connections, one at a time or one beside the other, and decides with the app's policy what follows when one is lost. */
export class Connector {
  readonly #options: ConnectorOptions;
  readonly #attempts: ReconnectAttempts;
  #connection: Connection | null = null;
  readonly #waiting: WaitingAttempt;
  /** The handle that connections are refused with, and how many in a row. */
  #refused: { readonly handle: string; readonly count: number } | null = null;
  /** The connection that is opened beside the current one, to take its place. */
  #standby: { readonly number: number; readonly connection: Connection } | null = null;
  readonly #outputs = new CallOutputs((stream) => this.#options.devices.attach(stream));
  /** The functions that end the time limits of attempts, by the number of the connection. */
  readonly #endLimits = new Map<number, () => void>();

  constructor(options: ConnectorOptions) {
    this.#options = options;
    const { session, ports, report, dispatch } = options;
    this.#waiting = new WaitingAttempt({
      clock: ports.clock,
      onScheduled: (connection, nextAttemptAtMs) =>
        dispatch({
          type: 'attempt-changed',
          connection,
          nextAttemptAtMs,
          isOffline: this.#attempts.isOffline,
        }),
    });
    this.#attempts = new ReconnectAttempts({ session, clock: ports.clock, report });
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  /** Begins a connection. The part that needs the user's gesture runs before this returns. */
  begin({ connection: number, resumeHandle, delayMs, isStandby = false }: Opening): void {
    const { devices, readInternalState } = this.#options;
    if (!this.#isWanted(number)) return;
    if (isStandby && !this.#attempts.mayRenew()) return this.#endStandby(number, null);
    if (isStandby) this.closeStandby();
    else this.#closeCurrent();
    if (readInternalState().public.status === 'connecting') this.#attempts.restart();
    const config = effectiveConfig(readInternalState());
    const connection = this.#create(number, resumeHandle, config);
    if (isStandby) this.#standby = { number, connection };
    else this.#connection = connection;
    const ready = devices.open(config.outputModality !== 'text');
    const start = () => void this.#open(connection, number, ready);
    if (delayMs > 0) this.#waiting.wait({ number, start }, delayMs);
    else start();
  }

  /** The session may have been closed while the conversation was being loaded. */
  #isWanted(number: number): boolean {
    const { public: state, renewal } = this.#options.readInternalState();
    if (!OPENING.has(state.status)) return false;
    return state.connection === number || renewal.standby?.connection === number;
  }

  #create(number: number, resumeHandle: string | null, config: SessionConfig): Connection {
    const { ports, devices, continuity, readInternalState } = this.#options;
    const { reconnection, renewalCause } = readInternalState().public;
    return new Connection({
      ...this.#options,
      reason: reconnection?.cause ?? renewalCause ?? 'connect',
      config,
      number,
      resumeHandle,
      media: {
        get input() {
          return devices.track;
        },
        onOutput: (stream) =>
          this.#outputs.take(number, stream, number === readInternalState().public.connection),
      },
      listener: this.#listen(number, resumeHandle),
      readCloseContext: () => ({
        isResuming: resumeHandle !== null,
        refusals: this.#isLive(number) || resumeHandle === null ? 0 : this.#refusalsOf(resumeHandle) + 1,
        isDue: isEndDue(readInternalState()),
        isAfterSilence: readInternalState().public.reconnection?.cause === 'connection-silent',
      }),
      ledger: new AudioLedger({
        ...this.#options,
        connection: number,
        clock: ports.clock,
        play: (itemId, audio) => devices.play(itemId, audio),
      }),
      voice: createVoiceFacts(devices, ports.clock, readInternalState),
      watchPath: (options) => continuity.watchPath(options),
    });
  }

  /** Uses the standby connection from here on, and closes the one before. */
  switchTo(number: number): void {
    const standby = this.#standby;
    if (standby?.number !== number) return;
    this.#standby = null;
    this.#connection?.close();
    this.#connection = standby.connection;
    this.#outputs.use(number);
    if (this.#options.readInternalState().public.status === 'live') this.settle();
  }

  closeStandby(): void {
    this.#standby?.connection.close();
    this.#standby = null;
  }

  #find(number: number | undefined): Connection | null {
    if (number === undefined) return this.#connection;
    return this.#standby?.number === number ? this.#standby.connection : null;
  }

  #isLive(number: number): boolean {
    const { status, connection } = this.#options.readInternalState().public;
    return status === 'live' && connection === number;
  }

  #refusalsOf(handle: string): number {
    return this.#refused?.handle === handle ? this.#refused.count : 0;
  }

  /**
   * Makes a waiting attempt at once; without one it does nothing. A wait that a server asked for is cut short by the user
   * alone.
   */
  retryNow(by: RetryTrigger): void {
    const { serverWaitMs } = this.#attempts;
    if (by === 'user' || serverWaitMs === 0) this.#waiting.start();
    else this.#waiting.reschedule(serverWaitMs);
  }

  /** The device reports that it has no network, or has one again. Without one, a waiting attempt waits for it. */
  setOffline(isOffline: boolean): void {
    if (isOffline === this.#attempts.isOffline) return;
    this.#attempts.isOffline = isOffline;
    if (!isOffline) return this.retryNow('online');
    this.#waiting.reschedule(this.#attempts.offlineWaitMs);
  }

  /** Every event carries the number of the connection that it arrived on. */
  #listen(connection: number, handle: string | null): ConnectionListener {
    const { session, ports, devices, take, dispatch, emitter, report } = this.#options;
    return {
      onDecoded: (events) => {
        if (emitter.hasListeners('server-event'))
          for (const event of events) emitter.emit('server-event', event);
      },
      onEvent: (event, audio) => {
        take({
          type: 'server-event-received',
          connection,
          event,
          audio,
          atMs: ports.clock.now(),
          lastVoicedAtMs: devices.lastVoicedAtMs,
          playhead: event.type === 'speech-started' ? devices.playhead : null,
          lostAudioMs: event.type === 'session-configured' ? devices.gate.takeLostMs() : 0,
        });
        if (event.type === 'response-done' && event.outcome === 'completed') this.#attempts.recordResponse();
      },
      onCommandFailed: (command, error) =>
        this.#standby?.number === connection
          ? this.#endStandby(connection, error)
          : dispatch({ type: 'command-failed', command, error }),
      onFrame: (direction, frame, command) => {
        if (emitter.hasListeners('wire')) emitter.emit('wire', { direction, frame, connection, command });
      },
      onThrown: report,
      onError: (error) => dispatch({ type: 'local-error-received', error }),
      onClosed: (error, end) => {
        if (handle !== null && !this.#isLive(connection))
          this.#refused = { handle, count: this.#refusalsOf(handle) + 1 };
        this.#end(connection, error, end);
      },
      onSilent: (error) => this.lose(error, 'connection-silent'),
      onSuspected: (sinceMs) => {
        if (session.reconnect !== false) dispatch({ type: 'path-changed', connection, sinceMs });
      },
    };
  }

  /**
   * Sends a command over the current connection, where there is one, or over the standby connection of that number. Returns
   * false when the codec or the transport refused the command.
   */
  send(command: ClientCommand, number?: number): boolean {
    const { emitter } = this.#options;
    if (emitter.hasListeners('command-sent')) emitter.emit('command-sent', command);
    return this.#find(number)?.send(command) ?? true;
  }

  /** Answers a frame of the vendor at once. */
  reply(frames: readonly WireFrame[], number?: number): void {
    for (const frame of frames) this.#find(number)?.sendFrame(frame);
  }

  /** Uses another microphone track in calls. */
  async setInput(track: MediaStreamTrack | null): Promise<void> {
    await Promise.all([this.#connection?.setInput(track), this.#standby?.connection.setInput(track)]);
  }

  settleDeltas(): void {
    this.#standby?.connection.settleDeltas();
    this.#connection?.settleDeltas();
  }

  async #open(connection: Connection, number: number, devices: Promise<void>): Promise<void> {
    const { session, ports, continuity, readInternalState, dispatch } = this.#options;
    // The user may take long to grant the microphone; the limit is for the network alone.
    const startLimit = () => {
      const limitMs = session.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
      const end = connection.scope.timeout(
        ports.clock,
        () => this.#expire(connection, number, limitMs),
        limitMs,
      );
      this.#endLimits.set(number, end);
    };
    try {
      const rules = continuity.loadFor(readInternalState());
      const ready = devices.then(startLimit);
      await connection.open(rules ? ready.then(() => rules) : ready);
      if (!connection.scope.isDisposed) dispatch({ type: 'transport-opened', connection: number });
    } catch (thrown) {
      // A disposed connection was closed by the session itself: the reducer knows.
      if (connection.scope.isDisposed) return;
      const message = 'The connection could not be opened.';
      const error = toRealtimeError(thrown, 'connect-refused', message, { adapterId: session.adapter.id });
      this.#end(number, error, { kind: 'refusal', retryLimit: refusalLimit(error) });
    }
  }

  #expire(connection: Connection, number: number, limitMs: number): void {
    const { public: state, renewal } = this.#options.readInternalState();
    const isStandby = this.#standby?.number === number;
    if (isStandby && renewal.standby?.isReady) return;
    if (!isStandby && (state.connection !== number || state.status === 'live')) return;
    const error = connectTimeout(this.#options.session.adapter.id, limitMs, connection.hasCredential);
    this.#end(number, error, { kind: 'timeout' });
  }

  /** The current connection is of no use any more. It is closed, and the reconnect policy decides what follows. */
  lose(error: RealtimeError, cause: RenewalCause): void {
    const { connection } = this.#options.readInternalState().public;
    // A handle whose session has expired is refused by every connection.
    const dropsHandle = cause === 'session-expired' && !this.#isLive(connection);
    this.#end(connection, error, { kind: cause, dropsHandle }, cause);
  }

  /** Handles the end of a connection. `null` means that the vendor ended it in good order. */
  #end(
    number: number,
    closeError: RealtimeError | null,
    end: ConnectionEnd,
    lossCause: RenewalCause = 'connection-lost',
  ): void {
    const { dispatch, readInternalState, devices, ports } = this.#options;
    const { public: state, vendor } = readInternalState();
    if (this.#standby?.number === number) return this.#endStandby(number, closeError);
    if (state.connection !== number) return;
    this.#closeCurrent();
    devices.gate.hold();
    const { playhead } = devices;
    const { announcedEnd } = vendor;
    // The vendor's announcement says more than the close that follows, unless that one is final.
    const isAnnounced = announcedEnd !== null && (closeError === null || closeError.isRetryable);
    const error = isAnnounced ? announcedEnd : closeError;
    if (error === null) return dispatch({ type: 'connection-closed', connection: number, error: null });
    const loss: Loss = { ...end, error };
    const next = state.status === 'connecting' ? null : this.#attempts.next(loss);
    if (!next) {
      const final = this.#attempts.giveUp(error);
      return dispatch({ type: 'connection-failed', connection: number, error: final, playhead });
    }
    this.#dispatchLoss(number, error, {
      cause: isAnnounced || error.code === 'session-expired' ? 'session-expired' : lossCause,
      dropsHandle: end.dropsHandle ?? false,
      attempt: next.attempt,
      retryDelayMs: next.delayMs,
      nextAttemptAtMs: next.delayMs > 0 ? ports.clock.now() + next.delayMs : null,
      playhead,
    });
  }

  #dispatchLoss(connection: number, error: RealtimeError | null, loss: Partial<LossInput>): void {
    const { dispatch, devices } = this.#options;
    dispatch({
      type: 'connection-lost',
      connection,
      error,
      cause: 'connection-lost',
      dropsHandle: false,
      attempt: 1,
      retryDelayMs: 0,
      nextAttemptAtMs: null,
      isOffline: this.#attempts.isOffline,
      playhead: devices.playhead,
      ...loss,
    });
  }

  /** The working connection is kept. Where it is lost at the same moment, this is the loss of the connection after it. */
  #endStandby(connection: number, error: RealtimeError | null): void {
    this.closeStandby();
    this.#dispatchLoss(connection, error, { retryDelayMs: STANDBY_RETRY_MS });
  }

  /** Replaces the connection by another one. The reconnect policy is not asked: nothing has gone wrong. */
  renew(cause: RenewalCause): void {
    const { readInternalState, devices } = this.#options;
    // A vendor that announces the end of every connection at once is left to end it: the policy then decides.
    if (cause === 'session-expiring' && !this.#attempts.mayRenew()) return;
    this.#closeCurrent();
    devices.gate.hold();
    const { connection } = readInternalState().public;
    this.#dispatchLoss(connection, null, { cause });
  }

  /** The connection is live. */
  settle(): void {
    for (const end of this.#endLimits.values()) end();
    this.#endLimits.clear();
    this.#refused = null;
    this.#attempts.recordLive();
  }

  /** Closes all connections. */
  close(): void {
    this.closeStandby();
    this.#closeCurrent();
  }

  #closeCurrent(): void {
    this.#waiting.cancel();
    this.#connection?.close();
    this.#connection = null;
  }
}
