import { floatToPcm16 } from '../src/audio/pcm16.ts';
import { PlaybackQueue } from '../src/audio/playback-queue.ts';
import type { PlaybackEvent } from '../src/audio/playback-queue.ts';
import type { AudioFormat } from '../src/protocol/audio-format.ts';

/** Frames of one block, as the audio thread of browsers has them. */
const BLOCK = 128;

/** A playback event, and the first frame of the block in which it happened. */
export type TimedEvent = PlaybackEvent & { readonly atFrame: number };

/** A 200 Hz tone at half scale as it comes over the wire; `startMs` keeps its phase over several chunks. */
export function tone(ms: number, startMs = 0, rateHz = 24_000, frequencyHz = 200): Uint8Array<ArrayBuffer> {
  const start = (startMs * rateHz) / 1000;
  return floatToPcm16(
    Float32Array.from(
      { length: Math.round((ms * rateHz) / 1000) },
      (_, n) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * (n + start)) / rateHz),
    ),
  );
}

/** A playback queue under test: renders blocks and keeps all that came out. */
export class RenderedQueue {
  readonly queue: PlaybackQueue;
  readonly output: number[] = [];
  readonly events: TimedEvent[] = [];
  readonly rateHz: number;

  constructor(
    rateHz = 48_000,
    format: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 },
    fastSender = false,
  ) {
    this.rateHz = rateHz;
    this.queue = new PlaybackQueue({ format, rateHz, fastSender });
  }

  get nowMs(): number {
    return (this.output.length / this.rateHz) * 1000;
  }

  renderBlock(): void {
    const block = new Float32Array(BLOCK);
    const atFrame = this.output.length;
    for (const event of this.queue.render(block)) this.events.push({ ...event, atFrame });
    for (const sample of block) this.output.push(sample);
  }

  render(ms: number): this {
    for (let frames = 0; frames < (ms * this.rateHz) / 1000; frames += BLOCK) this.renderBlock();
    return this;
  }

  renderUntil(type: PlaybackEvent['type']): this {
    for (let guard = 0; guard < 10_000 && !this.events.some((event) => event.type === type); guard += 1)
      this.render(1);
    return this;
  }

  of<Type extends PlaybackEvent['type']>(type: Type) {
    return this.events.filter(
      (event): event is Extract<PlaybackEvent, { type: Type }> & { atFrame: number } => event.type === type,
    );
  }

  /** The largest step between two samples: a click is a step that the tone itself never makes. */
  get largestStep(): number {
    let largest = 0;
    for (let n = 1; n < this.output.length; n += 1) {
      largest = Math.max(largest, Math.abs((this.output[n] ?? 0) - (this.output[n - 1] ?? 0)));
    }
    return largest;
  }

  /** Stretches of silence of more than one fade between the first sound and the last. */
  get gaps(): number {
    const first = this.output.findIndex((sample) => sample !== 0);
    const last = this.output.findLastIndex((sample) => sample !== 0);
    let count = 0;
    let silent = 0;
    for (let n = first; n <= last; n += 1) {
      silent = this.output[n] === 0 ? silent + 1 : 0;
      if (silent === Math.round(this.rateHz * 0.005)) count += 1;
    }
    return count;
  }
}
