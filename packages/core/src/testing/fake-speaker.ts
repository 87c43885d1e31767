import { PlaybackQueue } from '../audio/playback-queue.ts';
import { rms } from '../audio/level.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type {
  HeardItem,
  Speaker,
  SpeakerOpenOptions,
  SpeakerPort,
  SpeakerStats,
  SpeakerTap,
} from '../media/speaker-port.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock, TimerId } from '../util/clock.ts';
import { createFixedLevel } from './fixed-level.ts';

/** The interval at which the fake renders and reports, in milliseconds: a little slower than a page paints. */
const TICK_MS = 20;

/** Frames of one block, as the audio thread of browsers has them. */
const BLOCK_FRAMES = 128;

/** A flush is answered after the fade at the latest; this many blocks are more than any fade. */
const MAX_FADE_BLOCKS = 16;

/** The rendered audio that is kept, in seconds. */
const KEPT_SECONDS = 60;

/** A speaker that renders as its clock advances and remembers what it rendered. */
export interface FakeSpeaker extends SpeakerPort {
  readonly isOpen: boolean;
  readonly opened: number;
  readonly closed: number;
  /** The number of times that audio was unlocked in a gesture. */
  readonly unlocked: number;
  readonly volume: number;
  /** The device it plays on; `''` is the system's own. */
  readonly deviceId: string;
  /** The rendered part of each item, in the order of playing. */
  readonly rendered: readonly HeardItem[];
  /** The rendered part of one item, in milliseconds. */
  heardMs(itemId: ItemId): number;
  /** The rendered signal at the rate of the format: the last minute of it. */
  output(): Float32Array;
  /** The browser stops playing until `resume` is called. */
  block(): void;
  /** The audio thread dies. */
  lose(): void;
  /** The next attempt to open it fails. */
  failNext(error: RealtimeError): void;
  /** No other device can be had from now on, or it can again. */
  refuseDevices(error: RealtimeError | null): void;
  /** The chosen device is unplugged: the system's own takes its place. */
  unplug(): void;
}

/** The options of a fake speaker. */
export interface FakeSpeakerOptions {
  /** The clock of the playback. With the system's clock it plays in real time, as a session in Node needs. */
  readonly clock?: Clock;
  /** Whether it opens blocked, as in a page without a user gesture. @default false */
  readonly blocked?: boolean;
}

/**
 * Creates a speaker without a device. It decides with the same queue as the real one, so its playhead, its fades and what
 * it does about late audio are the real thing; only time and the sound card are not.
 */
export function createFakeSpeaker(options: FakeSpeakerOptions = {}): FakeSpeaker {
  return new Fake(options.clock ?? systemClock, options.blocked ?? false);
}

class Fake implements FakeSpeaker {
  opened = 0;
  closed = 0;
  unlocked = 0;
  readonly rendered: HeardItem[] = [];
  readonly #clock: Clock;
  readonly #blocks: Float32Array[] = [];
  #isBlocked: boolean;
  #current: OpenSpeaker | null = null;
  #failure: RealtimeError | null = null;
  #deviceFailure: RealtimeError | null = null;

  constructor(clock: Clock, isBlocked: boolean) {
    this.#clock = clock;
    this.#isBlocked = isBlocked;
  }

  get isOpen(): boolean {
    return this.#current !== null;
  }

  get volume(): number {
    return this.#current?.volume ?? 0;
  }

  get deviceId(): string {
    return this.#current?.deviceId ?? '';
  }

  unlock(): void {
    this.unlocked += 1;
  }

  async open(options: SpeakerOpenOptions): Promise<Speaker> {
    const failure = this.#failure;
    this.#failure = null;
    // A real device takes a moment to open, in which it can be given up.
    await Promise.resolve();
    if (failure) throw failure;
    if (options.signal.aborted)
      throw new RealtimeError('aborted', 'The speaker was given up while it was being opened.');
    this.opened += 1;
    const speaker = new OpenSpeaker(this.#clock, options, this.#isBlocked, {
      onBlock: (block) => this.#keep(block, options.format.sampleRateHz),
      onHeard: (heard) => this.#recordHeard(heard),
      deviceFailure: () => this.#deviceFailure,
      onClosed: () => {
        this.closed += 1;
        if (this.#current === speaker) this.#current = null;
      },
    });
    this.#current = speaker;
    return speaker;
  }

  #keep(block: Float32Array, rateHz: number): void {
    this.#blocks.push(block);
    if (this.#blocks.length * BLOCK_FRAMES > KEPT_SECONDS * rateHz) this.#blocks.shift();
  }

  #recordHeard(heard: HeardItem): void {
    const at = this.rendered.findIndex(({ itemId }) => itemId === heard.itemId);
    if (at < 0) this.rendered.push(heard);
    else this.rendered[at] = heard;
  }

  heardMs(itemId: ItemId): number {
    return this.rendered.find((item) => item.itemId === itemId)?.heardMs ?? 0;
  }

  output(): Float32Array {
    const output = new Float32Array(this.#blocks.reduce((sum, block) => sum + block.length, 0));
    let at = 0;
    for (const block of this.#blocks) {
      output.set(block, at);
      at += block.length;
    }
    return output;
  }

  block(): void {
    this.#isBlocked = true;
    this.#current?.setBlocked(true);
  }

  lose(): void {
    this.#current?.lose();
  }

  failNext(error: RealtimeError): void {
    this.#failure = error;
  }

  refuseDevices(error: RealtimeError | null): void {
    this.#deviceFailure = error;
  }

  unplug(): void {
    this.#current?.unplug();
  }
}

interface Observer {
  readonly onBlock: (block: Float32Array) => void;
  readonly onHeard: (heard: HeardItem) => void;
  readonly deviceFailure: () => RealtimeError | null;
  readonly onClosed: () => void;
}

class OpenSpeaker implements Speaker {
  volume: number;
  deviceId = '';
  #onDeviceLost: (error: RealtimeError) => void = () => {};
  readonly #clock: Clock;
  readonly #options: SpeakerOpenOptions;
  readonly #observer: Observer;
  readonly #queue: PlaybackQueue;
  #isBlocked: boolean;
  #isClosed = false;
  #timer: TimerId | null = null;
  #level = 0;
  /** Since when the current stretch has been rendering, and how many frames of it have been rendered. */
  #epochMs = 0;
  #frames = 0;
  #flushes = 0;
  readonly #taps = new Set<SpeakerTap>();
  readonly #waiting = new Map<number, (heard: readonly HeardItem[]) => void>();

  constructor(clock: Clock, options: SpeakerOpenOptions, isBlocked: boolean, observer: Observer) {
    this.#clock = clock;
    this.#options = options;
    this.#observer = observer;
    this.volume = options.volume;
    this.#isBlocked = isBlocked;
    this.#queue = new PlaybackQueue({
      format: options.format,
      rateHz: options.format.sampleRateHz,
      fastSender: true,
    });
    this.#queue.setVolume(options.volume);
    if (isBlocked) queueMicrotask(() => !this.#isClosed && options.listener.onBlockedChange(true));
  }

  readonly level = {
    level: () => this.#level,
    bands: (into: Float32Array) => createFixedLevel(this.#level).bands(into),
  };

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    if (this.#isClosed) return;
    this.#queue.push(itemId, audio);
    this.#start();
  }

  endItem(itemId: ItemId): void {
    this.#queue.end(itemId);
  }

  /** The fade is rendered at once and not as time goes on, so that a test need not wait for the answer. */
  flush(): Promise<readonly HeardItem[]> {
    if (this.#isClosed) return Promise.resolve([]);
    this.#renderDue();
    this.#flushes += 1;
    this.#queue.flush(this.#flushes);
    return new Promise((resolve) => {
      this.#waiting.set(this.#flushes, resolve);
      // Nothing is heard of a fade while the speaker is blocked.
      if (this.#isBlocked) for (const event of this.#queue.settle()) this.#report(event, this.#epochMs);
      for (let block = 0; block < MAX_FADE_BLOCKS && this.#waiting.size > 0; block += 1)
        this.#render(BLOCK_FRAMES);
    });
  }

  tap(listener: SpeakerTap): () => void {
    this.#taps.add(listener);
    return () => void this.#taps.delete(listener);
  }

  hold(): void {
    this.#renderDue();
    this.#queue.hold();
  }

  release(): void {
    this.#renderDue();
    this.#queue.release();
  }

  setVolume(volume: number): void {
    this.volume = volume;
    this.#queue.setVolume(volume);
  }

  setDevice(deviceId: string, onLost: (error: RealtimeError) => void): Promise<void> {
    const failure = this.#observer.deviceFailure();
    if (failure) return Promise.reject(failure);
    this.deviceId = deviceId;
    this.#onDeviceLost = onLost;
    return Promise.resolve();
  }

  unplug(): void {
    if (this.deviceId === '') return;
    this.deviceId = '';
    this.#onDeviceLost(new RealtimeError('speaker-missing', 'The speaker was unplugged. Choose another.'));
  }

  resume(): Promise<void> {
    this.setBlocked(false);
    return Promise.resolve();
  }

  setBlocked(isBlocked: boolean): void {
    if (this.#isClosed || this.#isBlocked === isBlocked) return;
    if (isBlocked) this.#stop();
    this.#isBlocked = isBlocked;
    this.#options.listener.onBlockedChange(isBlocked);
    if (!isBlocked) this.#start();
  }

  lose(): void {
    const error = new RealtimeError('worklet-failed', 'The audio thread died. Connect again.');
    this.close();
    this.#options.listener.onLost(error);
  }

  stats(): SpeakerStats {
    return this.#queue.counts;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#level = 0;
    for (const resolve of this.#waiting.values()) resolve([]);
    this.#waiting.clear();
    this.#observer.onClosed();
  }

  #start(): void {
    if (this.#timer !== null || this.#isBlocked || this.#isClosed) return;
    this.#epochMs = this.#clock.now();
    this.#frames = 0;
    this.#schedule();
  }

  #stop(): void {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    this.#level = 0;
  }

  #schedule(): void {
    this.#timer = this.#clock.setTimeout(() => {
      this.#schedule();
      this.#renderDue();
      const playhead = this.#isClosed ? null : this.#queue.playhead;
      if (playhead) this.#options.listener.onPlayhead(this.#heard(playhead));
    }, TICK_MS);
  }

  /** Renders the audio that is due by the clock. While nothing plays no time passes for the speaker. */
  #renderDue(): void {
    if (this.#timer === null) return;
    const due = Math.round(((this.#clock.now() - this.#epochMs) / 1000) * this.#options.format.sampleRateHz);
    while (this.#frames < due && this.#timer !== null)
      this.#render(Math.min(BLOCK_FRAMES, due - this.#frames));
  }

  #render(frames: number): void {
    const block = new Float32Array(frames);
    const atMs = this.#epochMs + (this.#frames / this.#options.format.sampleRateHz) * 1000;
    const events = this.#queue.render(block);
    this.#frames += frames;
    this.#level = rms(block);
    this.#observer.onBlock(block);
    for (const tap of this.#taps) tap(block, atMs);
    const { playhead } = this.#queue;
    if (playhead) this.#heard(playhead);
    for (const event of events) this.#report(event, atMs);
  }

  #report(event: ReturnType<PlaybackQueue['render']>[number], blockAtMs: number): void {
    const { listener, format } = this.#options;
    switch (event.type) {
      case 'started': {
        const atMs = blockAtMs + (event.offsetFrames / format.sampleRateHz) * 1000;
        return listener.onItemStarted({ itemId: event.itemId, atMs });
      }
      case 'done':
        return listener.onItemFinished(this.#heard(event));
      case 'drained':
        this.#stop();
        return listener.onDrained();
      case 'flushed': {
        const heard = event.items.map((item) => this.#heard(item));
        this.#waiting.get(event.flushId)?.(heard);
        this.#waiting.delete(event.flushId);
      }
    }
  }

  #heard({ itemId, renderedMs }: { readonly itemId: ItemId; readonly renderedMs: number }): HeardItem {
    const heard = { itemId, heardMs: renderedMs };
    if (renderedMs > 0) this.#observer.onHeard(heard);
    return heard;
  }
}
