/// <reference types="audioworklet" />
import { PlaybackQueue } from '../../audio/playback-queue.ts';
import type { PlaybackEvent } from '../../audio/playback-queue.ts';
import type { PlaybackCommand, PlaybackReport, PlaybackSetup } from './messages.ts';

/** The playhead is told at most this often, in seconds: about once a frame of a display. */
const REPORT_EVERY_SECONDS = 1 / 60;

/** The shell around the queue: takes chunks from the page and renders them. */
export class PlaybackProcessor extends AudioWorkletProcessor {
  readonly #queue: PlaybackQueue;
  #isOpen = true;
  #reportedAt = 0;

  constructor(options: { readonly processorOptions: PlaybackSetup }) {
    super();
    const { format, volume } = options.processorOptions;
    this.#queue = new PlaybackQueue({ format, volume, rateHz: sampleRate });
    this.port.onmessage = (event: MessageEvent<PlaybackCommand>) => this.#take(event.data);
  }

  #take(command: PlaybackCommand): void {
    switch (command.type) {
      case 'push':
        for (const { itemId, audio } of command.batches) this.#queue.push(itemId, audio);
        return;
      case 'end':
        return this.#queue.end(command.itemId);
      case 'flush':
        this.#queue.flush(command.flushId);
        return command.isStill ? this.#report(this.#queue.settle(), 0) : undefined;
      case 'hold':
        return this.#queue.hold();
      case 'release':
        return this.#queue.release();
      case 'volume':
        return this.#queue.setVolume(command.volume);
      case 'close':
        this.#isOpen = false;
    }
  }

  #report(events: readonly PlaybackEvent[], frames: number): void {
    this.#reportedAt = currentTime;
    const { playhead, counts } = this.#queue;
    const untilSeconds = currentTime + frames / sampleRate;
    const report: PlaybackReport = { events, playhead, counts, timeSeconds: currentTime, untilSeconds };
    this.port.postMessage(report);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const channel = outputs[0]?.[0];
    if (!channel || !this.#isOpen) return this.#isOpen;
    const events = this.#queue.render(channel);
    const isDue = !this.#queue.isEmpty && currentTime - this.#reportedAt >= REPORT_EVERY_SECONDS;
    if (events.length > 0 || isDue) this.#report(events, channel.length);
    return true;
  }
}
