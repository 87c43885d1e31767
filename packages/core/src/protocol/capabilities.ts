import type { SessionConfig } from './session-config.ts';

/** Facts about what a vendor supports. They are data: nothing asks which vendor it is. */
export interface Capabilities {
  readonly transports: readonly ('websocket' | 'webrtc')[];
  /** Whether the user can write instead of speak. */
  readonly canSendText: boolean;
  readonly canSendImages: boolean;
  /** Who tells the model how much of an answer was heard: `client` commands it, `vendor` knows by itself. */
  readonly truncation: 'client' | 'vendor' | 'none';
  /** Whether a running response can be stopped by command. */
  readonly canCancelResponse: boolean;
  /**
   * Whether the vendor can be told to hear the user over the agent without stopping it, so that the kit decides. Where it
   * cannot, the vendor’s own detection cuts, whatever the policy would say. @default false
   */
  readonly canHoldInterruption?: boolean;
  /** Whether the client may open and close the user's turns itself, as push-to-talk does. */
  readonly canCommitTurns: boolean;
  readonly turnDetection: readonly ('server' | 'semantic' | 'off')[];
  /** Whether a response is asked for after a committed turn or a tool's output, or comes by itself. */
  readonly isResponseOnDemand: boolean;
  readonly canRespondOutOfBand: boolean;
  readonly canUseTools: boolean;
  readonly canUseRemoteTools: boolean;
  /** Whether earlier items can be written into a new conversation. */
  readonly canSeedHistory: boolean;
  /** Whether a dropped conversation can be taken up again by a handle. */
  readonly canResume: boolean;
  readonly hasInterimTranscript: boolean;
  readonly hasWordTimes: boolean;
  readonly outputModalities: readonly ('audio' | 'text')[];
  /** The fields of the configuration that may change during a conversation. */
  readonly updatable: readonly (keyof SessionConfig)[];
  /** The longest a conversation may last, in milliseconds; `null` where the vendor states none. */
  readonly sessionCapMs: number | null;
  readonly usageUnit: 'tokens' | 'seconds' | 'characters' | 'none';
}
