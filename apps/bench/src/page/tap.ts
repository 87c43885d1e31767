/** A stretch of what went to the speaker: frames of the context from `from`, up to but without `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Below this a sample is silence: a 16 bit step or two. */
const SILENCE = 1e-4;

/** Records every sample that a context sends to the speaker. */
export class Tap {
  readonly context: AudioContext;
  readonly #node: AudioWorkletNode;
  readonly #spans: { from: number; to: number }[] = [];
  #end = 0;
  #waiting: (() => void)[] = [];

  constructor(context: AudioContext, source: AudioNode) {
    this.context = context;
    this.#node = new AudioWorkletNode(context, 'bench-tap', { numberOfOutputs: 0 });
    this.#node.port.onmessage = ({ data }: MessageEvent<{ from: number; samples: Float32Array }>) =>
      this.#take(data.from, data.samples);
    source.connect(this.#node);
  }

  #take(from: number, samples: Float32Array): void {
    for (const [index, sample] of samples.entries()) {
      if (Math.abs(sample) < SILENCE) continue;
      const frame = from + index;
      const last = this.#spans.at(-1);
      if (last && last.to === frame) last.to = frame + 1;
      else this.#spans.push({ from: frame, to: frame + 1 });
    }
    this.#end = from + samples.length;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** The frame that is rendered next, as far as the page knows. */
  get now(): number {
    return Math.round(this.context.currentTime * this.context.sampleRate);
  }

  toMs(frames: number): number {
    return (frames / this.context.sampleRate) * 1000;
  }

  /** Waits until everything up to a frame has been recorded. */
  async until(frame: number): Promise<void> {
    while (this.#end < frame) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Waits until so many milliseconds more have been recorded. */
  after(ms: number): Promise<void> {
    return this.until(this.now + Math.round((ms / 1000) * this.context.sampleRate));
  }

  /** Waits until nothing has sounded for so long, and returns what sounded since a frame. */
  async settled(since: number, quietMs: number): Promise<readonly Span[]> {
    const quiet = (quietMs / 1000) * this.context.sampleRate;
    do await this.after(50);
    while (this.#end - (this.#spans.at(-1)?.to ?? since) < quiet);
    return this.soundSince(since);
  }

  /** The stretches of sound since a frame. */
  soundSince(frame: number): readonly Span[] {
    return this.#spans
      .filter(({ to }) => to > frame)
      .map((span) => ({ from: Math.max(frame, span.from), to: span.to }));
  }

  /** Waits for the first sound since a frame, and returns the frame at which it began. */
  async firstSoundSince(frame: number): Promise<number> {
    for (;;) {
      const [span] = this.soundSince(frame);
      if (span) return span.from;
      await this.after(20);
    }
  }
}

const ready = new Map<BaseAudioContext, Promise<Tap>>();
const gains = new Map<BaseAudioContext, GainNode>();
let latest: BaseAudioContext | null = null;
const { connect } = AudioNode.prototype;

/** Finds the node before a context's speaker. All sound passes through it and is recorded. */
function gainOf(context: AudioContext): GainNode {
  const known = gains.get(context);
  if (known) return known;
  const gain = new GainNode(context);
  gains.set(context, gain);
  latest = context;
  connect.call(gain, context.destination as never);
  ready.set(
    context,
    context.audioWorklet.addModule('/tap.js').then(() => new Tap(context, gain)),
  );
  return gain;
}

/** From now on whatever is connected to a speaker is recorded, by whichever client. */
export function installTap(): void {
  AudioNode.prototype.connect = function tapped(this: AudioNode, ...args: never[]) {
    const [target] = args as unknown[];
    const isSpeaker = target instanceof AudioDestinationNode && target.context instanceof AudioContext;
    if (!isSpeaker) return connect.apply(this, args as never);
    return connect.call(this, gainOf(target.context as AudioContext) as never);
  } as typeof connect;
}

/** The recorder of the context that a client has connected to the speaker last. */
export async function latestTap(): Promise<Tap> {
  // A client may open its speaker with the first sound: it is given a moment of it.
  const tap = latest && ready.get(latest);
  if (!tap) throw new Error('The client has connected nothing to the speaker.');
  return tap;
}

/** Forgets the contexts of the client before, so that the next one is measured by itself. */
export function forgetTaps(): void {
  ready.clear();
  latest = null;
}

/** The progress of the audio thread, seen from the page. */
export interface Pulse {
  /** The length of one callback of the speaker, in milliseconds. Frames are rendered in steps of this length. */
  readonly callbackMs: number;
  /** The time at which a frame had been rendered, on the clock of `performance.now()`. */
  renderedAtMs(frame: number): number;
}

/** Watches the time of a context go on for a while. The page sees a step late, never early: the earliest counts. */
export async function takePulse(context: AudioContext): Promise<Pulse> {
  const steps: number[] = [];
  let offsetMs = Infinity;
  let before = context.currentTime;
  while (steps.length < 40) {
    await new Promise((resolve) => setTimeout(resolve));
    const now = context.currentTime;
    if (now === before) continue;
    steps.push(now - before);
    offsetMs = Math.min(offsetMs, performance.now() - now * 1000);
    before = now;
  }
  const callback = Math.round(Math.min(...steps) * context.sampleRate);
  const toMs = (frames: number) => (frames / context.sampleRate) * 1000;
  return {
    callbackMs: toMs(callback),
    renderedAtMs: (frame) => toMs((Math.floor(frame / callback) + 1) * callback) + offsetMs,
  };
}
