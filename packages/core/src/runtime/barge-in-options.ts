import type { SpeechDetectorOptions } from '../audio/speech-detector.ts';
import type { DetectorFactory } from '../media/reflex-port.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { BargeInPolicy, SpokenItem } from '../session/barge-in/barge-in-policy.ts';
import type { BargeInPreset } from '../session/barge-in/barge-in-thresholds.ts';
import type { EchoMode } from '../session/barge-in/echo-watch.ts';
import type { ListeningWords } from '../session/barge-in/split-phrases.ts';

/**
 * The interruption of the agent by the user's voice. A threshold that is left out is the preset's.
 *
 * - `detect: 'both'`: the kit detects the voice, ducks at once and decides; the vendor's detection is one piece of evidence.
 * - `detect: 'local'`: as `both`, without the vendor's detection.
 * - `detect: 'vendor'`: the vendor's detection interrupts, as without these options. The kit opens no reflex and ducks
 *   nothing.
 */
export interface BargeInOptions extends Omit<BargeInPolicy, 'interruptible'> {
  /** The thresholds to start from. @default 'balanced' */
  readonly preset?: BargeInPreset;
  /** The detection that counts. @default 'both' */
  readonly detect?: 'vendor' | 'local' | 'both';
  /**
   * The speech after which the agent pauses at the next dip of its level, until it is decided, in milliseconds; `Infinity`: it
   * stays ducked, as it does for what is surely no interruption, and in a call over WebRTC. Its audio is kept and goes on where
   * it stopped. @default 250
   */
  readonly pauseAfterMs?: number;
  /**
   * If a sound alone cut the agent, and no word of it has been recognised after this time, the vendor is asked to go on from the
   * heard word, in milliseconds. It takes a vendor that responds on demand and writes down what the user says; elsewhere
   * nothing happens. Until then a turn that the sound made is not answered, and a noise does not make the agent go on twice.
   * @default Infinity, which leaves the agent silent
   */
  readonly continueAfterMs?: number;
  /** The agent's level while ducked, as a share of its volume, 0 to 1. @default 0.2 */
  readonly duckLevel?: number;
  /** Duration of the fade to `duckLevel`, in milliseconds. @default 12 */
  readonly duckMs?: number;
  /** Duration of the fade back, in milliseconds. @default 120 */
  readonly resumeMs?: number;
  /** The language of the user's words, as ISO 639-1. @default the one of `config.transcription`, else all that there are lists of */
  readonly language?: string;
  /** Backchannels and commands by language. @default `LISTENING_WORDS` */
  readonly listeningWords?: Readonly<Record<string, ListeningWords>>;
  /**
   * Whether the user can interrupt the agent, in general or per item: the function is called when an item begins to be heard. A
   * protected item is not ducked either. A function that throws is reported, not called again, and protects nothing. @default true
   */
  readonly interruptible?: boolean | ((item: SpokenItem) => boolean);
  /** The handling of the agent's echo at the microphone. @default 'auto' */
  readonly echo?: EchoMode;
  /** Options of the built-in speech detector. */
  readonly speech?: SpeechDetectorOptions;
  /**
   * The detector whose evidence decides, for instance the neural one. The built-in one still ducks, and takes its place with one
   * `error` event (`worklet-failed`) when it fails. Another function opens the reflex anew: keep the same one between renders.
   */
  readonly detector?: DetectorFactory;
}

/**
 * The options that a vendor supports. Where it always interrupts by itself, its detection counts, so that `detect: 'local'`
 * does not compile.
 */
export type BargeInFor<Can extends Capabilities> = Can extends { readonly canHoldInterruption: true }
  ? BargeInOptions
  : Capabilities extends Can
    ? BargeInOptions
    : BargeInOptions & { readonly detect?: 'vendor' | 'both' };

/** The side that decides when the agent stops and which turns are answered. */
export function turnAuthority(
  options: BargeInOptions | null | undefined,
  capabilities: Capabilities,
): 'client' | 'vendor' {
  const isClient = !!options && options.detect !== 'vendor' && capabilities.canHoldInterruption === true;
  return isClient ? 'client' : 'vendor';
}
