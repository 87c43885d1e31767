import { HOP_MS } from './band-energies.ts';
import { GainRamp } from './gain-ramp.ts';
import { SpeechDetector } from './speech-detector.ts';
import type { SpeechDetectorOptions } from './speech-detector.ts';

/** How the reflex acts. */
export interface ReflexOptions {
  readonly detector?: SpeechDetectorOptions;
  /** What is left of the agent's level while it is ducked, 0 to 1. @default 0.2 */
  readonly duckLevel?: number;
  /** How long lowering takes, in milliseconds. @default 12 */
  readonly duckMs?: number;
  /** How long bringing back takes, in milliseconds: slow enough not to startle. @default 120 */
  readonly resumeMs?: number;
}

/** What the page tells the reflex. */
export type ReflexCommand =
  /** Whether a voice may duck the agent. What the agent says now may be protected. */
  | { readonly type: 'arm'; readonly isArmed: boolean }
  | { readonly type: 'yield' }
  /** The voice was none. With `isEcho` it was the agent's own, from which the coupling is learnt. */
  | { readonly type: 'resume'; readonly isEcho: boolean }
  /** Somebody else's detector says whether the user speaks. */
  | { readonly type: 'speech'; readonly isSpeech: boolean }
  | { readonly type: 'close' };

/** What the reflex knows about the speech that goes on, or has just ended. Times in milliseconds. */
export interface ReflexReport {
  /** `echo` comes twice a second while the agent is audible and nobody speaks, for what it says of the coupling. */
  readonly type: 'onset' | 'speech' | 'offset' | 'ducked' | 'silenced' | 'echo';
  /** When speech began and when this was told, on the clock of the frames. */
  readonly onsetAtMs: number;
  readonly atMs: number;
  readonly isDucked: boolean;
  readonly isAgentAudible: boolean;
  readonly elapsedMs: number;
  readonly speechMs: number;
  readonly voicedMs: number;
  readonly silenceMs: number;
  /** Over the noise, in decibels. */
  readonly levelDb: number;
  /** How alike the microphone's loudness moves to the agent's, 0 to 1. */
  readonly echoMatch: number;
  /** How much of the output comes back at the input, in decibels. */
  readonly couplingDb: number;
}

/** How long a yield takes to silence the agent, in milliseconds: a fade against the click. */
const SILENCE_MS = 10;
/** How often speech is told while it lasts, and the coupling while the agent speaks, in hops. */
const REPORT_EVERY = 2;
const ECHO_EVERY = 50;
/** A duck that nobody decides about ends by itself so long after the speech, in milliseconds: the page may have died. */
const FORGOTTEN_MS = 1_500;
/** What is quieter than this for a whole hop has ended, as an amplitude (-80 dBFS). */
const ENDED = 1e-4;

/**
 * The first of the two steps, inside the audio thread: hears the user over the agent and lowers the agent in the same block.
 * Whether the agent stops or goes on is decided by the page, later. It lies between the speaker's queue, or a remote
 * track, and the output, so that it needs neither the page nor a message to act.
 */
export class Reflex {
  readonly detector: SpeechDetector;
  readonly #options: Required<Omit<ReflexOptions, 'detector'>>;
  readonly #onReport: (report: ReflexReport) => void;
  readonly #rateHz: number;
  readonly #gain: GainRamp;
  #isArmed = false;
  #state: 'open' | 'ducked' | 'yielded' = 'open';
  #isTold = true;
  /** Whether the page has decided about the speech that goes on. */
  #isDismissed = false;
  #wasSpeech = false;
  #external: boolean | null = null;
  #onsetAtMs = 0;
  #frames = 0;
  #hops = 0;
  #peak = 0;

  constructor(rateHz: number, options: ReflexOptions, onReport: (report: ReflexReport) => void) {
    const { duckLevel = 0.2, duckMs = 12, resumeMs = 120 } = options;
    this.#options = { duckLevel, duckMs, resumeMs };
    this.#rateHz = rateHz;
    this.#onReport = onReport;
    this.#gain = new GainRamp(rateHz);
    this.detector = new SpeechDetector(rateHz, options.detector);
  }

  take(command: ReflexCommand): void {
    switch (command.type) {
      case 'arm':
        this.#isArmed = command.isArmed;
        return;
      case 'yield':
        this.#state = 'yielded';
        this.#isTold = false;
        this.#isDismissed = true;
        return this.#gain.to(0, SILENCE_MS);
      case 'resume':
        if (command.isEcho) this.detector.echo.learn();
        this.#isDismissed = true;
        if (this.#state === 'ducked') this.#resume();
        return;
      case 'speech':
        this.#external = command.isSpeech;
        return;
      case 'close':
    }
  }

  /** Takes one block of both sides, and writes what is to be heard of the agent. A side that is silent may be left out. */
  process(microphone: Float32Array | undefined, agent: Float32Array | undefined, output: Float32Array): void {
    for (let frame = 0; frame < output.length; frame += 1) {
      const sample = agent?.[frame] ?? 0;
      const gain = this.#gain.next();
      const heard = sample * gain;
      output[frame] = heard;
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      this.#frames += 1;
      if (this.detector.push(microphone?.[frame] ?? 0, heard)) this.#decide();
      if (!this.#isTold && this.#gain.isSteady) this.#tellArrival();
    }
  }

  #decide(): void {
    const { detector } = this;
    const isSpeech = this.#external ?? detector.isSpeech;
    this.#hops += 1;
    if (isSpeech && !this.#wasSpeech) this.#begin();
    else if (isSpeech && this.#hops % REPORT_EVERY === 0) this.#report('speech');
    else if (!isSpeech && this.#wasSpeech) this.#report('offset');
    else if (this.#hops % ECHO_EVERY === 0 && detector.echo.isAgentAudible) this.#report('echo');
    // The agent may have begun to speak, or become interruptible, under a voice that was there before.
    const isMeant = isSpeech && this.#isArmed && !this.#isDismissed;
    if (isMeant && this.#state === 'open' && detector.echo.isAgentAudible) this.#duck();
    if (this.#state === 'ducked' && !isSpeech && detector.silenceMs >= FORGOTTEN_MS) this.#resume();
    // What was cut is gone when the input is silent for a hop: what comes then is something new.
    if (this.#state === 'yielded' && this.#isTold && this.#peak < ENDED) {
      this.#state = 'open';
      this.#gain.to(1, 0);
    }
    this.#wasSpeech = isSpeech;
    this.#peak = 0;
  }

  #begin(): void {
    this.#hops = 0;
    this.#isDismissed = false;
    this.#onsetAtMs = this.#nowMs - (this.#external ? HOP_MS : this.detector.elapsedMs);
    this.#report('onset');
  }

  #duck(): void {
    this.#state = 'ducked';
    this.#isTold = false;
    this.#gain.to(this.#options.duckLevel, this.#options.duckMs);
  }

  #resume(): void {
    this.#state = 'open';
    this.#isTold = true;
    this.#gain.to(1, this.#options.resumeMs);
  }

  #tellArrival(): void {
    this.#isTold = true;
    this.#report(this.#state === 'yielded' ? 'silenced' : 'ducked');
  }

  get #nowMs(): number {
    return (this.#frames / this.#rateHz) * 1000;
  }

  #report(type: ReflexReport['type']): void {
    const { elapsedMs, speechMs, voicedMs, silenceMs, levelDb, echo } = this.detector;
    this.#onReport({
      type,
      onsetAtMs: this.#onsetAtMs,
      atMs: this.#nowMs,
      isDucked: this.#state === 'ducked',
      isAgentAudible: echo.isAgentAudible,
      elapsedMs,
      speechMs,
      voicedMs,
      silenceMs,
      levelDb,
      echoMatch: echo.match(),
      couplingDb: echo.couplingDb,
    });
  }
}
