import type { ReflexCommand, ReflexOptions, ReflexReport } from '../audio/reflex.ts';
import type { Microphone } from './microphone-port.ts';
import type { Speaker } from './speaker-port.ts';

/** What a detector of the app's own is given. */
export interface DetectorRequest {
  /** The context in which the microphone runs, and the node that carries its sound. */
  readonly context: BaseAudioContext;
  readonly microphone: AudioNode;
  /**
   * Takes `{ type: 'speech', isSpeech: boolean }` each time that the answer changes. It leads into the audio thread: hand it
   * to a worklet or a worker, and the duck does not wait for the page.
   */
  readonly port: MessagePort;
  readonly signal: AbortSignal;
}

/** Starts a detector in place of the built-in one, for instance a neural one whose files the app hosts. */
export type DetectorFactory = (request: DetectorRequest) => void | Promise<void>;

/** How a reflex is opened. */
export interface ReflexOpenOptions {
  readonly microphone: Microphone;
  readonly speaker: Speaker;
  readonly reflex: ReflexOptions;
  readonly detector?: DetectorFactory;
  readonly signal: AbortSignal;
  readonly onReport: (report: ReflexReport) => void;
  /** The audio thread failed in it. It has taken itself out. */
  readonly onLost: () => void;
}

/** A reflex at work between the speaker and the ear. */
export interface OpenReflex {
  tell(command: ReflexCommand): void;
  /** Takes it out: what the agent says then passes by as if it had never been there. */
  close(): void;
}

/** Puts reflexes into the way of the sound. */
export interface ReflexPort {
  /**
   * Resolves with `null` where there is no way to sit in: devices of the app's own, or two that share no context.
   *
   * @throws RealtimeError `worklet-failed` or `aborted`.
   */
  open(options: ReflexOpenOptions): Promise<OpenReflex | null>;
}
