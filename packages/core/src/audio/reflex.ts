import { EvidenceTrack } from './evidence-track.ts';
import { GainRamp } from './gain-ramp.ts';
import type { SoundShape } from './speech-shape.ts';
import { SpeechDetector } from './speech-detector.ts';
import type { SpeechDetectorOptions } from './speech-detector.ts';
import type { SpeechEvidence } from './speech-evidence.ts';

/** The options of `Reflex`. */
export interface ReflexOptions {
  readonly detector?: SpeechDetectorOptions | undefined;
  /** The share of the agent's level that is left while ducked, 0 to 1. @default 0.2 */
  readonly duckLevel?: number | undefined;
  /** The length of the fade to the ducked level, in milliseconds. @default 12 */
  readonly duckMs?: number | undefined;
  /** The length of the fade back, in milliseconds: slow enough not to startle. @default 120 */
  readonly resumeMs?: number | undefined;
}

/** A command of the page to the reflex. */
export type ReflexCommand =
  /** Sets whether a voice may duck the agent. The app may protect an answer. */
  | { readonly type: 'arm'; readonly isArmed: boolean }
  | { readonly type: 'yield' }
  /** The agent is being paused: a report tells when it is silent. */
  | { readonly type: 'pause' }
  /** The voice was none. With `isEcho` it was the agent's own, from which the coupling is learnt. */
  | { readonly type: 'resume'; readonly isEcho: boolean }
  /** Evidence of another detector, oldest first. It counts in place of the reflex's own, which still ducks. */
  | { readonly type: 'evidence'; readonly hops: readonly SpeechEvidence[] }
  /** The other detector has ended. The reflex's own counts again. */
  | { readonly type: 'evidence-ended' }
  | { readonly type: 'close' };

/** The reflex's measurements of the current speech, or of speech that has just ended. Times in milliseconds. */
export interface ReflexReport {
  /** `echo` comes twice a second while the agent is audible and the user is silent, and reports the coupling. */
  readonly type: 'onset' | 'speech' | 'offset' | 'ducked' | 'paused' | 'silenced' | 'echo';
  /** The start of speech and the time of its report, in milliseconds on the clock of the frames. */
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
  /** The probability of speech in the last hop, 0 to 1. */
  readonly probability: number;
  /** The time until which the detector's evidence is known. A detector outside the audio thread is behind `atMs`. */
  readonly evidenceAtMs: number;
  /** The similarity of the microphone's loudness curve to the agent's, 0 to 1. */
  readonly echoMatch: number;
  /** The level of the output that returns at the input, in decibels. */
  readonly couplingDb: number;
  /** Whether the figures are those of a detector that the app has chosen. */
  readonly isDetectorChosen?: boolean;
  /** The same probability over the last hops, the newest counting most, where the app has chosen a detector. */
  readonly smoothProbability?: number;
  /** The form of the sound, by the built-in detector. */
  readonly shape?: SoundShape;
}

/** The length of the fade that silences the agent, in milliseconds. It prevents a click. */
const SILENCE_MS = 10;
/** The interval between reports during speech, and of the coupling while the agent speaks, in hops. */
const REPORT_EVERY = 2;
const ECHO_EVERY = 50;
/** A duck without a decision ends this long after the speech, in milliseconds: the page may have crashed. */
const FORGOTTEN_MS = 1_500;
/** A signal that stays below this amplitude for a whole hop has ended (-80 dBFS). */
const ENDED = 1e-4;

/**
 * The first of the two steps of a barge-in, inside the audio thread: the reflex detects the user's voice over the agent and
 * lowers the agent in the same block. The page decides later whether the agent stops or goes on. The reflex lies between the
 * speaker's queue, or a remote track, and the output, so that it needs neither the page nor a message to act.
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
  /** True once the page has judged the current speech. */
  #isDismissed = false;
  #wasOwnSpeech = false;
  #dismissedOnsets = 0;
  /** True while the page waits for the agent to be silent. */
  #isPausing = false;
  #wasSpeech = false;
  readonly #track = new EvidenceTrack();
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
        this.#dismiss();
        return this.#gain.to(0, SILENCE_MS);
      case 'pause':
        this.#isPausing = true;
        return;
      case 'resume':
        if (command.isEcho) this.detector.echo.learn();
        this.#dismiss();
        this.detector.dismiss(!this.#track.isCurrent(this.nowMs));
        this.#track.dismiss();
        if (this.#state === 'ducked') this.#resume();
        return;
      case 'evidence':
        for (const hop of command.hops) this.#track.push(hop);
        return;
      case 'evidence-ended':
        return this.#track.end();
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
    const isSpeech = detector.isSpeech || this.#isEvident;
    this.#track.pushLevel(detector.snrDb);
    this.#hops += 1;
    const isNew = !this.#wasSpeech || (this.#isDismissed && this.#isRising);
    if (isSpeech && isNew) this.#begin();
    else if (isSpeech && this.#hops % REPORT_EVERY === 0) this.#report('speech');
    else if (!isSpeech && this.#wasSpeech) this.#report('offset');
    else if (this.#hops % ECHO_EVERY === 0 && detector.echo.isAgentAudible) this.#report('echo');
    // The agent may have begun to speak, or become interruptible, under a voice that was there before.
    const isMeant = isSpeech && this.#isArmed && !this.#isDismissed;
    if (isMeant && this.#state === 'open' && detector.echo.isAgentAudible) this.#duck();
    if (this.#state === 'ducked' && !isSpeech && detector.tally.silenceMs >= FORGOTTEN_MS) this.#resume();
    // The cut audio is gone when the input is silent for a hop: later audio is new.
    if (this.#state === 'yielded' && this.#isTold && this.#peak < ENDED) {
      this.#state = 'open';
      this.#gain.to(1, 0);
    }
    if (this.#isPausing && this.#peak < ENDED) {
      this.#isPausing = false;
      this.#report('paused');
    }
    this.#wasSpeech = isSpeech;
    this.#wasOwnSpeech = detector.isSpeech;
    this.#peak = 0;
  }

  #begin(): void {
    this.#hops = 0;
    this.#isDismissed = false;
    // A detector that is behind still tells of the last sound.
    if (!this.#track.isSpeech) this.#track.dismiss();
    const { isSpeech, elapsedMs } = this.detector;
    const isOwn = isSpeech && !this.#wasOwnSpeech;
    this.#onsetAtMs = isOwn ? this.nowMs - elapsedMs : this.#track.onsetAtMs;
    this.#report('onset');
  }

  /** Whether another detector hears speech now. */
  get #isEvident(): boolean {
    return this.#track.isSpeech && this.#track.isCurrent(this.nowMs);
  }

  /** Whether either detector begins to hear speech: after a judged sound that has not ended, such as music, that is something new. */
  get #isRising(): boolean {
    const isOwnNew = this.detector.isSpeech && !this.#wasOwnSpeech;
    return isOwnNew || (this.#isEvident && this.#track.onsets > this.#dismissedOnsets);
  }

  #dismiss(): void {
    this.#isPausing = false;
    this.#isDismissed = true;
    this.#dismissedOnsets = this.#track.onsets;
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

  /** The end of the samples so far, in milliseconds: the clock of the reports. */
  get nowMs(): number {
    return (this.#frames / this.#rateHz) * 1000;
  }

  #report(type: ReflexReport['type']): void {
    const { detector } = this;
    const nowMs = this.nowMs;
    const isOther = this.#track.isCurrent(nowMs);
    const { tally, probability } = isOther ? this.#track : detector;
    const { speechMs, voicedMs, silenceMs, levelDb } = tally;
    const evidenceAtMs = isOther ? this.#track.atMs : nowMs;
    this.#onReport({
      type,
      onsetAtMs: this.#onsetAtMs,
      atMs: nowMs,
      isDucked: this.#state === 'ducked',
      isAgentAudible: detector.echo.isAgentAudible,
      elapsedMs: nowMs - this.#onsetAtMs,
      speechMs,
      voicedMs,
      // The silence before the onset is none of this sound, and a detector that is behind has not heard the sound yet.
      silenceMs: Math.min(silenceMs, Math.max(0, evidenceAtMs - this.#onsetAtMs)),
      levelDb,
      probability,
      evidenceAtMs,
      echoMatch: detector.echo.match(),
      couplingDb: detector.echo.couplingDb,
      shape: detector.shape.read(detector.tally.silenceMs),
      ...(isOther && { isDetectorChosen: true, smoothProbability: this.#track.smoothProbability }),
    });
  }
}
