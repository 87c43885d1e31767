import type { AudioFormat } from '../protocol/audio-format.ts';
import { bytesPerSample } from '../protocol/audio-format.ts';
import { createResampler } from './resampler.ts';
import type { Resampler } from './resampler.ts';
import { decodeAudio } from './wire-audio.ts';

/** Length of a fade in or out, in milliseconds: long enough not to click, short enough not to be heard. */
const FADE_MS = 4;

/** The cushion against uneven arrival never grows beyond this, in milliseconds. */
const MAX_CUSHION_MS = 200;

/** After this much playing without a gap half of the cushion is given back, in milliseconds. */
const CUSHION_DECAY_MS = 10_000;

/** How many cut items are remembered, so that their late audio can be dropped. */
const MAX_CUT = 64;

/** How a queue is made. */
export interface PlaybackQueueOptions {
  /** The audio as it comes. */
  readonly format: AudioFormat;
  /** The rate of `render`, in hertz. */
  readonly rateHz: number;
}

/** How much of an item has been rendered. */
export interface RenderedItem {
  readonly itemId: string;
  readonly renderedMs: number;
}

/** What happened while a block was rendered, in order. */
export type PlaybackEvent =
  | { readonly type: 'started'; readonly itemId: string; readonly offsetFrames: number }
  | { readonly type: 'finished'; readonly itemId: string; readonly renderedMs: number }
  | { readonly type: 'drained' }
  | { readonly type: 'flushed'; readonly items: readonly RenderedItem[] };

/** Counts of the playback path; times in milliseconds. */
export interface PlaybackCounts {
  readonly underruns: number;
  readonly underrunMs: number;
  readonly cushionMs: number;
  readonly queuedMs: number;
  readonly droppedMs: number;
}

/** One item in line: its audio as it came, and how far it has been turned into sound. */
interface Segment {
  readonly itemId: string;
  readonly chunks: Uint8Array[];
  /** Chunks before this index have been read. */
  next: number;
  queuedSamples: number;
  isEnded: boolean;
  isTailRead: boolean;
  renderedFrames: number;
}

/**
 * Everything that the playback worklet decides, without the worklet: a line of items, one playhead counted in rendered
 * frames, fades where sound begins and ends, and a flush that answers with what was heard. Chunks are kept as they came
 * and decoded shortly before they sound; the ring is allocated once.
 */
export class PlaybackQueue {
  readonly #format: AudioFormat;
  readonly #rateHz: number;
  readonly #fadeFrames: number;
  readonly #resampler: Resampler;
  readonly #line: Segment[] = [];
  readonly #cut = new Set<string>();
  readonly #ring: Float32Array;
  #read = 0;
  #held = 0;
  #gain = 0;
  #volume = 1;
  #targetVolume = 1;
  /** Whether sound is held back until the cushion is full again. */
  #isWaiting = true;
  #isFlushing = false;
  #isDrained = true;
  #cushionMs = 0;
  #gapFrames = 0;
  #smoothFrames = 0;
  #underruns = 0;
  #underrunFrames = 0;
  #droppedMs = 0;

  constructor({ format, rateHz }: PlaybackQueueOptions) {
    this.#format = format;
    this.#rateHz = rateHz;
    this.#fadeFrames = Math.max(1, Math.round((FADE_MS / 1000) * rateHz));
    this.#resampler = createResampler({ fromHz: format.sampleRateHz, toHz: rateHz });
    this.#ring = new Float32Array(2 ** Math.ceil(Math.log2(rateHz)));
  }

  /** What is audible now; `null` while nothing is. */
  get playhead(): RenderedItem | null {
    const current = this.#line[0];
    return current && current.renderedFrames > 0 ? this.#measure(current) : null;
  }

  get counts(): PlaybackCounts {
    const toMs = 1000 / this.#rateHz;
    const wireToMs = 1000 / this.#format.sampleRateHz;
    const queued = this.#line.reduce((sum, segment) => sum + segment.queuedSamples, 0);
    return {
      underruns: this.#underruns,
      underrunMs: this.#underrunFrames * toMs,
      cushionMs: this.#cushionMs,
      queuedMs: queued * wireToMs + this.#held * toMs,
      droppedMs: this.#droppedMs,
    };
  }

  setVolume(volume: number): void {
    this.#targetVolume = volume;
  }

  /** Adds audio to an item. Audio of an item that was cut is dropped, however late it comes. */
  push(itemId: string, chunk: Uint8Array): void {
    const samples = Math.floor(chunk.byteLength / bytesPerSample(this.#format.encoding));
    if (this.#cut.has(itemId)) {
      this.#droppedMs += (samples / this.#format.sampleRateHz) * 1000;
      return;
    }
    const segment = this.#line.find((entry) => entry.itemId === itemId && !entry.isEnded) ?? this.#append(itemId);
    segment.chunks.push(chunk);
    segment.queuedSamples += samples;
  }

  /** Says that an item is complete. */
  end(itemId: string): void {
    for (const segment of this.#line) if (segment.itemId === itemId) segment.isEnded = true;
  }

  /** Fades out and drops everything. The answer comes as a `flushed` event of this or one of the next blocks. */
  flush(): void {
    this.#isFlushing = true;
  }

  #append(itemId: string): Segment {
    const segment: Segment = {
      itemId,
      chunks: [],
      next: 0,
      queuedSamples: 0,
      isEnded: false,
      isTailRead: false,
      renderedFrames: 0,
    };
    this.#line.push(segment);
    this.#isDrained = false;
    return segment;
  }

  /** Fills a block with what is to be heard and tells what happened in it. */
  render(output: Float32Array): readonly PlaybackEvent[] {
    const events: PlaybackEvent[] = [];
    let frame = 0;
    while (frame < output.length) {
      const segment = this.#line[0];
      if (!segment) break;
      const before = frame;
      frame = this.#renderSegment(segment, output, frame, events);
      if (this.#isFlushing && (this.#gain === 0 || this.#line.length === 0)) break;
      if (this.#line[0] === segment && frame === before) break;
    }
    if (frame < output.length) output.fill(0, frame);
    this.#applyVolume(output);
    this.#countGap(output.length - frame);
    if (this.#isFlushing && (this.#gain === 0 || this.#line.length === 0)) this.#finishFlush(events);
    if (this.#line.length === 0 && !this.#isDrained) {
      this.#isDrained = true;
      events.push({ type: 'drained' });
    }
    return events;
  }

  #renderSegment(segment: Segment, output: Float32Array, from: number, events: PlaybackEvent[]): number {
    this.#fillRing(segment, output.length - from + this.#fadeFrames);
    if (this.#isWaiting && !this.#isReady(segment)) return from;
    this.#isWaiting = false;
    if (segment.renderedFrames === 0 && this.#held > 0 && !this.#isFlushing) {
      events.push({ type: 'started', itemId: segment.itemId, offsetFrames: from });
    }
    const isWhole = segment.isEnded && segment.isTailRead;
    // Sound that will not go on is faded out over the last frames that are there. What is left at gain 0 is kept.
    let frame = from;
    while (frame < output.length && this.#held > 0) {
      const isFading = this.#isFlushing || this.#held <= this.#fadeFrames;
      const target = isFading ? 0 : 1;
      if (isFading && this.#gain === 0 && (this.#isFlushing || !isWhole)) break;
      const step = 1 / this.#fadeFrames;
      this.#gain = Math.min(1, Math.max(0, this.#gain + (target === 1 ? step : -step)));
      output[frame] = (this.#ring[this.#read] ?? 0) * this.#gain;
      this.#read = (this.#read + 1) & (this.#ring.length - 1);
      this.#held -= 1;
      segment.renderedFrames += 1;
      frame += 1;
    }
    this.#smoothFrames += frame - from;
    if (this.#held === 0 && isWhole) this.#finish(segment, events);
    else if (frame < output.length && !this.#isFlushing) this.#starve();
    return frame;
  }

  /** Decodes as much as the next frames need; an item's last samples are fetched out of the resampler. */
  #fillRing(segment: Segment, frames: number): void {
    while (this.#held < frames + this.#fadeFrames && segment.next < segment.chunks.length) {
      const chunk = segment.chunks[segment.next] ?? new Uint8Array(0);
      const samples = decodeAudio(chunk, this.#format);
      const room = this.#ring.length - this.#held - this.#fadeFrames;
      if (this.#resampler.outputLimit(samples.length) > room) {
        // A chunk longer than the ring is taken in halves, so that no size of chunk can overflow it.
        const middle = (chunk.byteLength >> 2) << 1;
        if (this.#held > 0 || middle === 0) return;
        segment.chunks.splice(segment.next, 1, chunk.subarray(0, middle), chunk.subarray(middle));
        continue;
      }
      this.#store(this.#resampler.process(samples));
      segment.queuedSamples -= samples.length;
      segment.next += 1;
    }
    if (segment.next > 64) {
      segment.chunks.splice(0, segment.next);
      segment.next = 0;
    }
    if (segment.isEnded && !segment.isTailRead && segment.next >= segment.chunks.length) {
      this.#store(this.#resampler.flush());
      segment.isTailRead = true;
    }
  }

  #store(samples: Float32Array): void {
    const mask = this.#ring.length - 1;
    let write = (this.#read + this.#held) & mask;
    for (let index = 0; index < samples.length; index += 1) {
      this.#ring[write] = samples[index] ?? 0;
      write = (write + 1) & mask;
    }
    this.#held += samples.length;
  }

  #isReady(segment: Segment): boolean {
    if (segment.isEnded || this.#isFlushing) return true;
    const heldMs = (this.#held / this.#rateHz) * 1000;
    const queuedMs = (segment.queuedSamples / this.#format.sampleRateHz) * 1000;
    // More than two fades are needed at least: less would be faded in and out at once.
    return heldMs + queuedMs > Math.max(this.#cushionMs, 2 * FADE_MS);
  }

  #finish(segment: Segment, events: PlaybackEvent[]): void {
    this.#line.shift();
    this.#gain = 0;
    this.#isWaiting = true;
    this.#resampler.reset();
    const { itemId, renderedMs } = this.#measure(segment);
    events.push({ type: 'finished', itemId, renderedMs });
  }

  /** The item goes on and its audio is late: a gap begins, and the cushion must be larger next time. */
  #starve(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    if ((this.#line[0]?.renderedFrames ?? 0) > 0) this.#underruns += 1;
  }

  #countGap(silentFrames: number): void {
    const current = this.#line[0];
    if (silentFrames > 0 && current && current.renderedFrames > 0 && !this.#isFlushing) {
      this.#underrunFrames += silentFrames;
      this.#gapFrames += silentFrames;
      this.#smoothFrames = 0;
      return;
    }
    if (this.#gapFrames > 0) {
      const gapMs = (this.#gapFrames / this.#rateHz) * 1000;
      this.#cushionMs = Math.min(MAX_CUSHION_MS, Math.max(this.#cushionMs, gapMs * 1.25));
      this.#gapFrames = 0;
    }
    if ((this.#smoothFrames / this.#rateHz) * 1000 > CUSHION_DECAY_MS) {
      this.#cushionMs = this.#cushionMs < 5 ? 0 : this.#cushionMs / 2;
      this.#smoothFrames = 0;
    }
  }

  #finishFlush(events: PlaybackEvent[]): void {
    const items = this.#line.map((segment) => this.#measure(segment));
    for (const segment of this.#line) {
      this.#droppedMs += (segment.queuedSamples / this.#format.sampleRateHz) * 1000;
      this.#cut.add(segment.itemId);
    }
    for (const oldest of this.#cut) {
      if (this.#cut.size <= MAX_CUT) break;
      this.#cut.delete(oldest);
    }
    this.#droppedMs += (this.#held / this.#rateHz) * 1000;
    this.#line.length = 0;
    this.#held = 0;
    this.#gain = 0;
    this.#gapFrames = 0;
    this.#isWaiting = true;
    this.#isFlushing = false;
    this.#resampler.reset();
    events.push({ type: 'flushed', items });
  }

  #measure(segment: Segment): RenderedItem {
    return { itemId: segment.itemId, renderedMs: (segment.renderedFrames / this.#rateHz) * 1000 };
  }

  /** The volume glides over one fade, so that a slider does not crackle. */
  #applyVolume(output: Float32Array): void {
    if (this.#volume === 1 && this.#targetVolume === 1) return;
    const step = 1 / this.#fadeFrames;
    for (let index = 0; index < output.length; index += 1) {
      const difference = this.#targetVolume - this.#volume;
      this.#volume += Math.max(-step, Math.min(step, difference));
      output[index] = (output[index] ?? 0) * this.#volume;
    }
  }
}
