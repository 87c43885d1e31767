import type { ReflexCommand, ReflexOptions, ReflexReport } from '../audio/reflex.ts';
import type { Microphone } from './microphone-port.ts';
import type { Speaker } from './speaker-port.ts';

/** The environment of a detector outside the audio thread. */
export interface DetectorRequest {
  /**
   * Leads into the audio thread: hand it to a worker, so that evidence does not wait for the page. The port delivers
   * `DetectorAudio` after the detector has posted `{ type: 'ready' }`, and takes `{ type: 'evidence', hops }`. `serveDetector`
   * does both.
   */
  readonly port: MessagePort;
  /** The rate of the samples, in hertz. */
  readonly rateHz: number;
  /** Aborts when the detector is no longer needed. */
  readonly signal: AbortSignal;
  /** Reports that the detector failed later. The built-in one takes its place. */
  readonly onLost: (cause: unknown) => void;
}

/** Starts another detector than the built-in one, for instance a neural one. If it rejects, the built-in one takes its place. */
export type DetectorFactory = (request: DetectorRequest) => void | Promise<void>;

/** The options with which the session opens a reflex. */
export interface ReflexOpenOptions {
  /** The open microphone, the reflex's input. */
  readonly microphone: Microphone;
  /** The open speaker, whose gain the reflex lowers. */
  readonly speaker: Speaker;
  /** Levels and times of the duck. */
  readonly reflex: ReflexOptions;
  /** The detector whose evidence counts. The built-in one still ducks. */
  readonly detector?: DetectorFactory;
  /** Receives, at most once, why the detector failed. The built-in one has taken its place. */
  readonly onDetectorLost?: (cause: unknown) => void;
  /** Aborts the opening, and closes a reflex that opens too late. */
  readonly signal: AbortSignal;
  /** Receives what the reflex detects. */
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
