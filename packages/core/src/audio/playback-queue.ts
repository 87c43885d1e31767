import type { AudioFormat } from '../protocol/audio-format.ts';
import { RecentSet } from '../util/recent.ts';
import { JitterBuffer, MAX_JITTER_BUFFER_MS } from './jitter-buffer.ts';
import { OutputHold } from './output-hold.ts';
import { PlaybackItem } from './playback-item.ts';
import { selectResampler } from './resampler.ts';
import type { Resampler } from './resampler.ts';
import { SampleRing } from './sample-ring.ts';

/** Length of a fade in or out, in milliseconds: long enough not to click, short enough not to be heard. */
const FADE_MS = 4;

/** Wire samples decoded in one go, and frames rendered in one go: the work of one block stays small. */
const DECODE_BLOCK = 256;
const RENDER_BLOCK = 512;

const NO_EVENTS: readonly PlaybackEvent[] = [];

/** The options of `PlaybackQueue`. */
export interface PlaybackQueueOptions {
  /** The audio as it comes. */
  readonly format: AudioFormat;
  /** The rate of `render`, in hertz. */
  readonly rateHz: number;
  /** 0 to 1. @default 1 */
  readonly volume?: number;
  /** The sender is known to be faster than real time: the first item starts without a lead. @default false */
  readonly fastSender?: boolean;
}

/** The rendered length of an item. */
export interface RenderedItem {
  readonly itemId: string;
  readonly renderedMs: number;
}

/** An event of one rendered block. Events come in order. */
export type PlaybackEvent =
  | { readonly type: 'started'; readonly itemId: string; readonly offsetFrames: number }
  | { readonly type: 'done'; readonly itemId: string; readonly renderedMs: number }
  | { readonly type: 'drained' }
  | { readonly type: 'flushed'; readonly flushId: number; readonly items: readonly RenderedItem[] };

/** Counts of the playback path; times in milliseconds. */
export interface PlaybackCounts {
  readonly underruns: number;
  readonly underrunMs: number;
  readonly stalls: number;
  readonly jitterBufferMs: number;
  readonly queuedMs: number;
  readonly droppedMs: number;
}

/** A flush that waits for the end of the fade. */
interface PendingFlush {
  readonly flushId: number;
  readonly items: readonly PlaybackItem[];
}

/**
 * Everything that the playback worklet decides, without the worklet: a line of items, one playhead counted in rendered
 * frames, fades where sound begins and ends, and a flush that answers with what was heard. Chunks are kept as they came
 * and decoded shortly before they sound, so that memory is taken once and freed as it is played.
 */
export class PlaybackQueue {
  readonly #format: AudioFormat;
  readonly #rateHz: number;
  readonly #fadeFrames: number;
  readonly #resampler: Resampler;
  readonly #wire = new Float32Array(DECODE_BLOCK);
  readonly #resampled: Float32Array;
  readonly #ring: SampleRing;
  readonly #jitterBuffer: JitterBuffer;
  readonly #hold: OutputHold;
  readonly #line: PlaybackItem[] = [];
  /** Items whose late audio is dropped. */
  readonly #cut = new RecentSet<string>();
  #events: PlaybackEvent[] = [];
  readonly #flushes: PendingFlush[] = [];
  #gain = 0;
  #volume: number;
  #targetVolume: number;
  /** True while the first item sounds; false while it waits for the jitter buffer to fill. */
  #isSounding = false;
  #isDrained = true;
  #renderedFrames = 0;
  #gapFrames = 0;
  #underruns = 0;
  #underrunFrames = 0;
  #stalls = 0;
  #droppedSamples = 0;

  constructor({ format, rateHz, volume = 1, fastSender }: PlaybackQueueOptions) {
    this.#jitterBuffer = new JitterBuffer({ fastSender });
    this.#hold = new OutputHold(rateHz);
    this.#format = format;
    this.#rateHz = rateHz;
    this.#volume = this.#targetVolume = clampVolume(volume);
    this.#fadeFrames = Math.max(1, Math.round((FADE_MS / 1000) * rateHz));
    this.#resampler = selectResampler({ fromHz: format.sampleRateHz, toHz: Math.round(rateHz) });
    this.#resampled = new Float32Array(this.#resampler.outputLimit(DECODE_BLOCK));
    this.#ring = new SampleRing(
      RENDER_BLOCK + 2 * this.#fadeFrames + 2 * this.#resampled.length + rateHz / 100,
    );
  }

  /** The audible item; `null` while there is none. */
  get playhead(): RenderedItem | null {
    const current = this.#line[0];
    return current && current.renderedFrames > 0 ? this.#measure(current) : null;
  }

  /** True while no item is queued. */
  get isEmpty(): boolean {
    return this.#line.length === 0;
  }

  get counts(): PlaybackCounts {
    const queued = this.#line.reduce((sum, item) => sum + item.queuedSamples, 0);
    return {
      // A gap counts while it lasts. It is taken back when nothing but the end of the item was missing.
      underruns: this.#underruns + (this.#gapFrames > 0 ? 1 : 0),
      underrunMs: this.#toMs(this.#underrunFrames + this.#gapFrames),
      stalls: this.#stalls + (this.#isStall ? 1 : 0),
      jitterBufferMs: this.#jitterBuffer.ms,
      queuedMs: this.#wireMs(queued) + this.#toMs(this.#ring.length),
      droppedMs: this.#wireMs(this.#droppedSamples),
    };
  }

  /** True while the current gap is longer than any jitter buffer: the sender or the network stands still. */
  get #isStall(): boolean {
    return this.#toMs(this.#gapFrames) > MAX_JITTER_BUFFER_MS;
  }

  /** @param volume 0 to 1, reached within one fade. */
  setVolume(volume: number): void {
    this.#targetVolume = clampVolume(volume);
  }

  /** Adds audio to an item. Audio of an item that was cut is dropped, however late it comes. */
  push(itemId: string, chunk: Uint8Array): void {
    if (this.#cut.has(itemId)) {
      this.#droppedSamples += new PlaybackItem(itemId, this.#format).push(chunk);
      return;
    }
    const item = this.#line.find((entry) => entry.itemId === itemId) ?? this.#append(itemId);
    const nowMs = this.#toMs(this.#renderedFrames);
    const samples = item.push(chunk);
    item.waitingSinceMs ??= nowMs;
    if (samples > 0) this.#jitterBuffer.arrived(itemId, this.#wireMs(samples), nowMs);
  }

  /** Says that an item is complete. */
  end(itemId: string): void {
    for (const item of this.#line) if (item.itemId === itemId) item.isEnded = true;
  }

  /**
   * Cuts everything that is in the line now; what is pushed afterwards plays behind the fade. The answer is a `flushed`
   * event of one of the next blocks.
   */
  flush(flushId: number): void {
    this.#hold.end();
    const items = this.#line.filter((item) => !item.isCut);
    for (const item of items) this.#cut.add(item.itemId);
    const [head] = this.#line;
    const isAudible = head !== undefined && this.#isSounding && this.#gain > 0;
    for (const item of isAudible ? items.filter((entry) => entry !== head) : items) this.#remove(item);
    if (isAudible) head.isCut = true;
    this.#flushes.push({ flushId, items });
  }

  /** Stops the sound at the next dip of its level, and keeps all of it. It goes on there after `release`. */
  hold(): void {
    this.#hold.begin();
  }

  release(): void {
    this.#hold.end();
  }

  get #isHeld(): boolean {
    return this.#hold.isHolding && this.#gain === 0;
  }

  /** Answers flushes at once, without a fade: for a context that stands still, where nothing could be heard of one. */
  settle(): readonly PlaybackEvent[] {
    const [head] = this.#line;
    if (head?.isCut) this.#remove(head);
    this.#answer();
    return this.#takeEvents();
  }

  /** Fills a block with what is to be heard and tells what happened in it. Where nothing happens it allocates nothing. */
  render(output: Float32Array): readonly PlaybackEvent[] {
    for (let from = 0; from < output.length; from += RENDER_BLOCK) {
      this.#renderBlock(output, from, Math.min(output.length, from + RENDER_BLOCK));
    }
    this.#applyVolume(output);
    this.#answer();
    return this.#takeEvents();
  }

  #takeEvents(): readonly PlaybackEvent[] {
    if (this.#events.length === 0) return NO_EVENTS;
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #renderBlock(output: Float32Array, from: number, end: number): void {
    let frame = from;
    while (frame < end) {
      const item = this.#line[0];
      if (!item || this.#isHeld || !this.#maySound(item)) break;
      frame = this.#renderItem(item, output, frame, end);
      if (this.#line[0] === item) break;
    }
    output.fill(0, frame, end);
    const head = this.#line[0];
    const isGap = !this.#isSounding && !this.#isHeld && head && head.renderedFrames > 0;
    if (isGap) this.#gapFrames += end - frame;
    this.#hold.pass(end - from);
    this.#renderedFrames += end - from;
  }

  #maySound(item: PlaybackItem): boolean {
    if (this.#isSounding) return true;
    const queuedMs = this.#toMs(this.#ring.length) + this.#wireMs(item.queuedSamples);
    // Less than two fades would be faded in and out at once: it waits for more, or for the end.
    if (!item.isEnded) {
      const waitedMs = this.#toMs(this.#renderedFrames) - (item.waitingSinceMs ?? Infinity);
      if (queuedMs <= 2 * FADE_MS || !this.#jitterBuffer.isReady(queuedMs, waitedMs)) return false;
    }
    // The last crumbs of an item whose end was announced late follow no gap: nothing was missing.
    if (this.#gapFrames > 0 && queuedMs > 2 * FADE_MS) {
      this.#underruns += 1;
      this.#underrunFrames += this.#gapFrames;
      if (this.#isStall) this.#stalls += 1;
    }
    this.#gapFrames = 0;
    this.#isSounding = true;
    return true;
  }

  #renderItem(item: PlaybackItem, output: Float32Array, from: number, end: number): number {
    const isWhole = this.#decode(item, end - from + this.#fadeFrames);
    if (item.renderedFrames === 0 && this.#ring.length > 0) {
      this.#events.push({ type: 'started', itemId: item.itemId, offsetFrames: from });
    }
    const step = 1 / this.#fadeFrames;
    let frame = from;
    while (frame < end && this.#ring.length > 0) {
      // Sound that will not go on is faded out over the last frames that are there.
      const isStopping = item.isCut || this.#hold.isHolding;
      const isFading = isStopping || this.#ring.length <= this.#fadeFrames;
      if (isStopping && this.#gain === 0) break;
      this.#gain = isFading ? Math.max(0, this.#gain - step) : Math.min(1, this.#gain + step);
      const sample = this.#ring.shift();
      this.#hold.listen(sample);
      output[frame] = sample * this.#gain;
      item.renderedFrames += 1;
      frame += 1;
    }
    const isDry = this.#ring.length === 0 && item.queuedSamples === 0;
    if (item.isCut ? this.#gain === 0 || isDry : isDry && isWhole) this.#finish(item);
    else if (frame < end && !this.#hold.isHolding) this.#starve(item);
    return frame;
  }

  /** Decodes as much as the next frames need, and tells whether all of the item has been decoded. */
  #decode(item: PlaybackItem, frames: number): boolean {
    while (this.#ring.length < frames && item.queuedSamples > 0) {
      const count = item.read(this.#wire);
      this.#ring.write(this.#resampled, this.#resampler.processInto(this.#wire, this.#resampled, count));
    }
    if (!item.isEnded || item.queuedSamples > 0) return false;
    if (!item.isTailRead) {
      const tail = this.#resampler.flush();
      this.#ring.write(tail, tail.length);
      item.isTailRead = true;
    }
    return true;
  }

  #finish(item: PlaybackItem): void {
    this.#remove(item);
    if (!item.isCut) this.#events.push({ type: 'done', ...this.#measure(item) });
  }

  /** The item goes on and its audio is late. Whether that is a gap is known when more comes. */
  #starve(item: PlaybackItem): void {
    this.#isSounding = false;
    this.#gain = 0;
    item.waitingSinceMs = null;
  }

  /** Takes an item out of the line. The first one takes along what has been decoded of it. */
  #remove(item: PlaybackItem): void {
    const index = this.#line.indexOf(item);
    this.#line.splice(index, 1);
    this.#droppedSamples += item.queuedSamples;
    if (index > 0) return;
    this.#droppedSamples += Math.round((this.#ring.length * this.#format.sampleRateHz) / this.#rateHz);
    this.#ring.clear();
    this.#resampler.reset();
    this.#gain = 0;
    this.#gapFrames = 0;
    this.#isSounding = false;
  }

  /** Answers the flushes whose fade is over, and tells when nothing is left. */
  #answer(): void {
    const head = this.#line[0];
    if (this.#flushes.length > 0 && !head?.isCut) {
      for (const { flushId, items } of this.#flushes.splice(0)) {
        this.#events.push({ type: 'flushed', flushId, items: items.map((item) => this.#measure(item)) });
      }
    }
    if (!head && !this.#isDrained) this.#events.push({ type: 'drained' });
    this.#isDrained = !head;
  }

  #append(itemId: string): PlaybackItem {
    const item = new PlaybackItem(itemId, this.#format);
    this.#line.push(item);
    this.#isDrained = false;
    return item;
  }

  /** Rounding in the resampler may add part of a frame: no more can have been heard than was received. */
  #measure(item: PlaybackItem): RenderedItem {
    const renderedMs = Math.min(this.#toMs(item.renderedFrames), this.#wireMs(item.receivedSamples));
    return { itemId: item.itemId, renderedMs };
  }

  #toMs(frames: number): number {
    return (frames / this.#rateHz) * 1000;
  }

  #wireMs(samples: number): number {
    return (samples / this.#format.sampleRateHz) * 1000;
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

/** Keeps what is not a number from reaching the ear, and more than full volume too. */
function clampVolume(volume: number): number {
  return Number.isFinite(volume) ? Math.min(1, Math.max(0, volume)) : 1;
}
