import type { ImageLimits } from './image-limits.ts';
import type { VisionWire } from './vision-wire.ts';
import type { SessionConfig } from './session-config.ts';

/**
 * The longest silences of a healthy connection, in milliseconds, so that a dead one can be told from a quiet one. What is
 * left out says that the vendor may be silent there.
 */
export interface SignsOfLife {
  /** From the beginning of the user's speech, with turn detection by the vendor. */
  readonly whileUserSpeaksMs?: number;
  /** From the end of the user's speech, with turn detection by the vendor. */
  readonly afterUserSpeechMs?: number;
  /** From a request: a committed turn, a written message, a tool's output, a request for a response. */
  readonly afterRequestMs?: number;
  /** Between two messages of a response that has begun and not ended. */
  readonly whileAnsweringMs?: number;
  /** Whether the vendor sends messages at regular times by itself, such as pings. Their interval is learnt. @default false */
  readonly hasHeartbeat?: boolean;
  /**
   * So much speech of the user in all, with turn detection by the vendor, does not go without any message but heartbeats. The
   * connection is taken for dead nine seconds after the end of it.
   */
  readonly unheardSpeechMs?: number;
}

/**
 * The images that a vendor takes. The limits are those of `prepareImage`: what is larger is of no use to the vendor, or is not taken.
 * A vendor that does not say gets the kit's own choice, and a comment of the adapter says so.
 */
export interface VisionCapabilities extends ImageLimits {
  readonly maxSidePx: number;
  readonly maxBytes: number;
  /** The most images of one message. @default no limit */
  readonly maxImages?: number;
  /**
   * The form of a live view of camera or screen: a `stream` of single images, one a second at most, or the newest image with each turn
   * of the user (`turn`); `false` where the vendor has neither.
   */
  readonly liveView: 'stream' | 'turn' | false;
  /** Loads how images are written, and counted. `createVision` calls it with the first one, a budget when it begins to count. */
  readonly load: () => Promise<VisionWire>;
}

/** The features that a vendor supports. They are data: no code outside an adapter asks which vendor it is. */
export interface Capabilities {
  readonly transports: readonly ('websocket' | 'webrtc')[];
  /** Whether the user can write instead of speak. */
  readonly canSendText: boolean;
  readonly canSendImages: boolean;
  /** The images that the vendor takes; `false` where it takes none. @default false */
  readonly vision?: VisionCapabilities | false;
  /**
   * The side that reports to the model how much of an answer was heard: the `client` by a command, or the `vendor`
   * itself; `none` where the model is not told.
   */
  readonly truncation: 'client' | 'vendor' | 'none';
  /** Whether a running response can be stopped by command. */
  readonly canCancelResponse: boolean;
  /**
   * Whether the vendor can listen to the user over the agent without interrupting it, so that the kit decides. Otherwise the
   * vendor’s own detection interrupts, whatever the policy says. @default false
   */
  readonly canHoldInterruption?: boolean;
  /** Whether the client can open and close the user's turns itself, as push-to-talk does. */
  readonly canCommitTurns: boolean;
  readonly turnDetection: readonly ('server' | 'semantic' | 'off')[];
  /** Whether the client requests a response after a committed turn or a tool's output. Otherwise the vendor responds by itself. */
  readonly isResponseOnDemand: boolean;
  readonly canRespondOutOfBand: boolean;
  readonly canUseTools: boolean;
  readonly canUseRemoteTools: boolean;
  /**
   * The way to tell a new conversation of an earlier one: by `items` of its own, one for each entry; by one `text` in the
   * conversation; by a text in its `opening` only; `false` where there is no way.
   */
  readonly canSeedHistory: 'items' | 'text' | 'opening' | false;
  /** The items beside messages of text that a new conversation takes. Tool calls become text elsewhere, and images are left out. @default none */
  readonly seedableItems?: readonly ('image' | 'tool-call')[];
  /** Whether a dropped conversation can be resumed by a handle. */
  readonly canResume: boolean;
  /**
   * Whether a new connection may be open beside the old one, so that a renewal leaves no gap. A vendor that resumes by a handle
   * refuses the handle while the old connection is open.
   */
  readonly canOverlapConnections: boolean;
  readonly hasInterimTranscript: boolean;
  readonly hasWordTimes: boolean;
  readonly outputModalities: readonly ('audio' | 'text')[];
  /** The fields of the configuration that can change on an open connection. The others wait for the next connection. */
  readonly updatable: readonly (keyof SessionConfig)[];
  /**
   * The values that undo a field of `updatable` when the app takes it out of the configuration. Vendors keep the value of a
   * field that a change leaves out. A field without a neutral value changes with the next connection. @default none
   */
  readonly neutralConfig?: SessionConfig;
  /** Whether the vendor acknowledges a change of the configuration. @default true */
  readonly acknowledgesChanges?: boolean;
  /** The longest a conversation may last, in milliseconds; `null` where the vendor states none. */
  readonly sessionCapMs: number | null;
  /**
   * The cheapest honest form of a pause. `hold`: the connection stays open, and costs nothing while nothing is sent.
   * `disconnect`: the vendor bills the time of a connection, so it is closed, and another one takes its place. @default 'disconnect'
   */
  readonly pause?: 'hold' | 'disconnect';
  /**
   * The longest silences of a healthy connection.
   * @default nothing is known: the vendor may be silent for as long as it likes
   */
  readonly signsOfLife?: SignsOfLife;
  readonly usageUnit: 'tokens' | 'seconds' | 'characters' | 'none';
}
