import type { ReflexPort } from '../media/reflex-port.ts';
import type { SpeakerPort } from '../media/speaker-port.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { CredentialRequest } from './credential-request.ts';
import type { HistoryOptions } from '../session/history/history-options.ts';
import type { InputMode } from '../session/session-state.ts';
import type { ReconnectPolicy } from '../transport/reconnect-policy.ts';
import type { NetworkPort, PagePort } from './environment-ports.ts';
import type { TransportPort } from '../transport/transport-port.ts';
import type { Clock } from '../util/clock.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { SessionBudget } from './session-budget.ts';
import type { MicrophoneOptions, SpeakerOptions } from './device-options.ts';
import type { AnyClientTool } from './client-tool.ts';
import type { MicrophonePort } from '../media/microphone-port.ts';
import type { SpeechSource } from '../protocol/speech-source.ts';
import type { Credential } from '../protocol/credential.ts';
import type { LazyAdapter, ProviderAdapter } from '../protocol/provider-adapter.ts';

/**
 * Fetches a fresh credential for one connection. It may answer with a fetch Response whose JSON body is a credential, as
 * `@repartee/server` sends it, with the credential itself, with its bare value, or with the address of the endpoint to ask.
 */
export type CredentialSource = (
  request: CredentialRequest,
) => Promise<Response | Credential | string | { readonly endpoint: string }>;

/** The source of credentials: the address of the app's endpoint, which `credentialFrom` asks, or a function. */
export type CredentialOption = CredentialSource | string;

/** The source that speaks the app's own texts. */
export interface SpeechOptions {
  /** Synthesises the text. */
  readonly source: SpeechSource;
  /** Returns a credential for the source. It is called with the first text, and for each new connection to the source. */
  readonly credential: CredentialOption;
}

/** Receives the session's log. */
export interface Logger {
  debug(message: string, details?: unknown): void;
  warn(message: string, details?: unknown): void;
}

/** The devices, transport and clock of a session. Each can be replaced. */
export interface SessionPorts {
  readonly microphone: MicrophonePort;
  readonly speaker: SpeakerPort;
  /** Plays the agent in WebRTC calls, where the audio is a media stream. */
  readonly callSpeaker: SpeakerPort;
  readonly transport: TransportPort;
  readonly clock: Clock;
  /** Ducks the agent inside the audio thread, in sessions with `bargeIn`. @default the browser's */
  readonly reflex?: ReflexPort;
  /** Runs a callback before the next paint. Text changes are published at that rate. */
  readonly scheduleFrame: (callback: () => void) => void;
  /** Tells when the network goes, comes back and changes. @default the browser's */
  readonly network?: NetworkPort;
  /** Tells when the page is hidden, frozen, resumed and closed. @default the browser's */
  readonly page?: PagePort;
  /** Creates the unique part of the ids that the client chooses. */
  readonly createId: () => string;
}

/** A vendor's adapter, complete or loaded with the first connection. */
export type AnyAdapter = ProviderAdapter | LazyAdapter;

/** The options of a session. Only `adapter` and `credential` are required. */
export interface RealtimeSessionOptions<Adapter extends AnyAdapter = AnyAdapter> {
  /** The vendor's adapter. */
  readonly adapter: Adapter;
  /** Returns a short-lived credential from the app's server, or is the address of the endpoint. It is asked for each connection. */
  readonly credential: CredentialOption;
  /** The configuration of the conversation. A field that is left out keeps the vendor's default. */
  readonly config?: SessionConfig;
  /** The way to find the user's turns. `push-to-talk` throws where the vendor does not support it. @default 'hands-free' */
  readonly inputMode?: InputMode;
  /** Tools of the app that the agent can call. */
  readonly tools?: readonly AnyClientTool[];
  /**
   * Names of tools that the app's server runs (`calls.tools` of `@repartee/server`): the session shows their calls, and leaves the
   * answer to the server. Where the page has tools of its own, `config.tools` has to declare these too.
   *
   * @default none
   */
  readonly serverTools?: readonly string[];
  /** The microphone; `false` for a written conversation, which never asks for the permission. @default the system default */
  readonly microphone?: MicrophoneOptions | false;
  /** The speaker. @default the system default */
  readonly speaker?: SpeakerOptions;
  /** The source that speaks the texts of `session.say`. It does not replace the agent's voice. */
  readonly speech?: SpeechOptions;
  /** The interruption of the agent by voice. Without it, the vendor's own detection interrupts, where it has one. */
  readonly bargeIn?: BargeInOptions;
  /** 0 (silent) to 1 (as received). @default 1 */
  readonly volume?: number;
  /**
   * Returns the delay before the next attempt, or `null` to give up. With `false`, a lost connection ends the session.
   *
   * @default createBackoff()
   */
  readonly reconnect?: ReconnectPolicy | false;
  /**
   * The user's speech while there is no connection: it is kept, up to 10 s, and delivered to the next one, or discarded. In
   * a WebRTC call it is always lost. The `continuity` event reports what was lost.
   *
   * @default 'deliver'
   */
  readonly offlineAudio?: 'deliver' | 'discard';
  /**
   * Received audio of the agent when the connection is lost: it plays to its end unless the user speaks, or it stops. In a
   * WebRTC call there is no such audio.
   *
   * @default 'finish'
   */
  readonly playoutOnLoss?: 'finish' | 'stop';
  /** The part of the conversation so far that a new connection is told of, and a saved conversation to continue. */
  readonly history?: HistoryOptions;
  /** The longest time for opening and configuring a connection, in milliseconds. @default 15000 */
  readonly connectTimeoutMs?: number;
  /**
   * The session ends when neither side has spoken and nothing was written or run for this long, in milliseconds, with the
   * end reason `idle`; `idle-warning` comes 30 seconds before. `false` lets a silent session go on. @default 600000 (10 min)
   */
  readonly idleTimeoutMs?: number | false;
  /**
   * The session ends when the page has been hidden for this long, in milliseconds, with the end reason `hidden`.
   * @default false
   */
  readonly hiddenTimeoutMs?: number | false;
  /** Counts usage and acts at its limits; created with `createBudget` of `@repartee/core/budget`. */
  readonly budget?: SessionBudget;
  /** Replaces devices, transport or clock, for tests and other environments. */
  readonly ports?: Partial<SessionPorts>;
  /** Receives what the session does and what goes wrong inside. @default none */
  readonly logger?: Logger;
}
