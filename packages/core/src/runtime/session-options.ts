import type { MicrophonePort } from '../media/microphone-port.ts';
import type { ReflexPort } from '../media/reflex-port.ts';
import type { SpeakerPort } from '../media/speaker-port.ts';
import type { LazyAdapter, ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { SessionConfig } from '../protocol/session-config.ts';
import type { InputMode } from '../session/session-state.ts';
import type { ReconnectPolicy } from '../transport/reconnect-policy.ts';
import type { TransportPort } from '../transport/transport-port.ts';
import type { Clock } from '../util/clock.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { SessionBudget } from './budget/session-budget.ts';
import type { AnyClientTool } from './client-tool.ts';
import type { CredentialSource } from './credential-source.ts';
import type { MicrophoneOptions } from './microphone-options.ts';
import type { SpeakerOptions } from './speaker-options.ts';
import type { SpeechOptions } from './speech-options.ts';

/** Where the session writes what happens inside. */
export interface Logger {
  debug(message: string, details?: unknown): void;
  warn(message: string, details?: unknown): void;
}

/** The devices, socket and clock that a session works with. Each can be replaced. */
export interface SessionPorts {
  readonly microphone: MicrophonePort;
  readonly speaker: SpeakerPort;
  /** Plays the agent in calls, where the audio comes as a stream. */
  readonly callSpeaker: SpeakerPort;
  readonly transport: TransportPort;
  readonly clock: Clock;
  /** Ducks the agent inside the audio thread. Opened only in sessions with `bargeIn`. @default the browser's */
  readonly reflex?: ReflexPort;
  /** Runs a callback before the next paint: text changes are published at most that often. */
  readonly scheduleFrame: (callback: () => void) => () => void;
  /** Makes the unique part of the ids that the client chooses. */
  readonly createId: () => string;
}

/** A vendor's adapter, whether its wire is here already or fetched when it is needed. */
export type AnyAdapter = ProviderAdapter | LazyAdapter;

/** What a session is made of. Only `adapter` and `credential` are needed. */
export interface RealtimeSessionOptions<Adapter extends AnyAdapter = AnyAdapter> {
  readonly adapter: Adapter;
  readonly credential: CredentialSource;
  readonly config?: SessionConfig;
  /** @default 'hands-free' */
  readonly inputMode?: InputMode;
  readonly tools?: readonly AnyClientTool[];
  /** `false` makes a session that never asks for the microphone: the user writes. */
  readonly microphone?: MicrophoneOptions | false;
  readonly speaker?: SpeakerOptions;
  /** Who speaks what the app writes with `say`. It never takes the agent's place. */
  readonly speech?: SpeechOptions;
  /** How the user takes the floor while the agent speaks. Without it the vendor's own detection cuts, where it has one. */
  readonly bargeIn?: BargeInOptions;
  /** @default 1 */
  readonly volume?: number;
  /** Without one, a lost connection ends the session. */
  readonly reconnect?: ReconnectPolicy;
  /** How long opening and configuring a connection may take, in milliseconds. @default 15000 */
  readonly connectTimeoutMs?: number;
  /** Counts what the talk uses and acts at its limits; made by `createBudget` of `@repartee/core/budget`. */
  readonly budget?: SessionBudget;
  readonly ports?: Partial<SessionPorts>;
  readonly logger?: Logger;
}
