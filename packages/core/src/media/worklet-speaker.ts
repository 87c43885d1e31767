import { NO_SPEAKER_STATS } from './speaker-port.ts';
import type { PlaybackEvent } from '../audio/playback-queue.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Clock } from '../util/clock.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { Scope } from '../util/scope.ts';
import { createAnalyserLevel } from './analyser-level.ts';
import { ChunkBatcher } from './chunk-batcher.ts';
import { watchContext } from './context-watch.ts';
import type { ContextWatch } from './context-watch.ts';
import { createOutputClock } from './output-clock.ts';
import type { OutputClock } from './output-clock.ts';
import { createOutputDevice } from './output-device.ts';
import { createPacer } from './pacer.ts';
import type { Pacer } from './pacer.ts';
import { PendingFlushes } from './pending-flushes.ts';
import { resumeContext } from './resume-context.ts';
import type { HeardItem, Speaker, SpeakerOpenOptions, SpeakerPath, SpeakerStats } from './speaker-port.ts';
import { speakerIsLost } from './speaker-is-lost.ts';
import { PLAYBACK_PROCESSOR } from './worklets/messages.ts';
import type { PlaybackCommand, PlaybackReport, PlaybackSetup } from './worklets/messages.ts';

export interface WorkletSpeakerOptions {
  /** The playback worklet is loaded in it. */
  readonly context: AudioContext;
  readonly request: SpeakerOpenOptions;
  /** Owns everything that the speaker acquires. */
  readonly scope: Scope;
  readonly clock: Clock;
}

/** The part of an item that was rendered up to a context time, in seconds. */
interface Rendered {
  readonly itemId: ItemId;
  readonly renderedMs: number;
  readonly untilSeconds: number;
}

/** A speaker whose queue runs in the audio thread. This side posts audio and translates the queue's reports. */
export class WorkletSpeaker implements Speaker {
  readonly level: LevelSource;
  readonly path: SpeakerPath;
  readonly setDevice: Speaker['setDevice'];
  readonly #options: WorkletSpeakerOptions;
  readonly #node: AudioWorkletNode;
  readonly #outputClock: OutputClock;
  readonly #watch: ContextWatch;
  readonly #playhead: Pacer<Rendered>;
  readonly #flushes: PendingFlushes;
  readonly #batcher: ChunkBatcher;
  #stats: SpeakerStats = NO_SPEAKER_STATS;
  #cancelDrained: (() => void) | null = null;

  constructor(options: WorkletSpeakerOptions) {
    const { context, request, scope, clock } = options;
    this.#options = options;
    this.#outputClock = createOutputClock(context);
    this.#flushes = new PendingFlushes(clock, scope);
    this.#node = createNode(context, { format: request.format, volume: request.volume });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => this.#batcher.send();
    this.#batcher = new ChunkBatcher({
      format: request.format,
      clock,
      scope,
      post: (batches, transfer) => this.#node.port.postMessage({ type: 'push', batches }, transfer),
      sendSoon: () => port2.postMessage(null),
    });
    const analyser = createAnalyserLevel(context);
    this.level = analyser.level;
    this.path = { agent: this.#node, output: analyser.node };
    this.setDevice = createOutputDevice(analyser.node, scope);
    this.#node.connect(analyser.node).connect(context.destination);
    this.#node.port.onmessage = (event: MessageEvent<PlaybackReport>) => this.#take(event.data);
    this.#playhead = createPacer(scope, (rendered) => this.#reportPlayhead(rendered));
    scope.listen(this.#node, 'processorerror', () => this.#lose('The audio thread failed while it played'));
    this.#watch = watchContext({
      context,
      scope,
      clock,
      onBlockedChange: request.listener.onBlockedChange,
      onLost: () => this.#lose(),
    });
    scope.add(() => {
      this.#post({ type: 'close' });
      this.#node.port.onmessage = null;
      this.#node.port.close();
      port1.close();
      this.#node.disconnect();
      analyser.node.disconnect();
    });
  }

  #post(command: PlaybackCommand): void {
    this.#batcher.send();
    this.#node.port.postMessage(command);
  }

  #lose(what?: string): void {
    this.#options.request.listener.onLost(speakerIsLost(what));
  }

  #take(report: PlaybackReport): void {
    this.#stats = report.counts;
    for (const event of report.events) this.#takeEvent(event, report.timeSeconds);
    if (!report.playhead) return;
    this.#flushes.recordRendered(report.playhead);
    this.#playhead.offer({ ...report.playhead, untilSeconds: report.untilSeconds });
  }

  #takeEvent(event: PlaybackEvent, timeSeconds: number): void {
    const { context, request } = this.#options;
    switch (event.type) {
      case 'started': {
        this.#cancelDrained?.();
        const startSeconds = timeSeconds + event.offsetFrames / context.sampleRate;
        const atMs = this.#flushes.notBeforeGiven(event.itemId, this.#outputClock.audibleAtMs(startSeconds));
        return request.listener.onItemStarted({ itemId: event.itemId, atMs });
      }
      case 'done':
        this.#playhead.clear();
        this.#flushes.forget(event.itemId);
        return request.listener.onItemFinished({ itemId: event.itemId, heardMs: event.renderedMs });
      case 'drained':
        return this.#drain(timeSeconds);
      case 'flushed':
        this.#playhead.clear();
        return this.#flushes.answer(event.flushId, event.items);
    }
  }

  /** The last sample was rendered, but is still on its way through the device: nothing is audible only afterwards. */
  #drain(timeSeconds: number): void {
    const { request, scope, clock } = this.#options;
    this.#watch.expectSound(false);
    this.#cancelDrained?.();
    const delayMs = Math.max(0, (timeSeconds - this.#outputClock.audibleSeconds()) * 1000);
    this.#cancelDrained = scope.timeout(clock, request.listener.onDrained, delayMs);
  }

  #reportPlayhead({ itemId, renderedMs, untilSeconds }: Rendered): void {
    const onTheWayMs = Math.max(0, (untilSeconds - this.#outputClock.audibleSeconds()) * 1000);
    const heardMs = this.#flushes.advance(itemId, Math.max(0, renderedMs - onTheWayMs));
    this.#options.request.listener.onPlayhead({ itemId, heardMs });
  }

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    if (this.#options.scope.isDisposed) return;
    if (this.#flushes.expect(itemId)) this.#watch.expectSound(true);
    this.#batcher.add(itemId, audio);
  }

  endItem(itemId: ItemId): void {
    this.#post({ type: 'end', itemId });
  }

  flush(): Promise<readonly HeardItem[]> {
    if (this.#options.scope.isDisposed) return Promise.resolve([]);
    const { flushId, heard } = this.#flushes.begin();
    this.#post({ type: 'flush', flushId, isStill: this.#options.context.state !== 'running' });
    this.#batcher.reset();
    return heard;
  }

  hold(): void {
    this.#post({ type: 'hold' });
  }

  release(): void {
    this.#post({ type: 'release' });
  }

  setVolume(volume: number): void {
    this.#post({ type: 'volume', volume });
  }

  resume(): Promise<void> {
    const { context, scope, clock } = this.#options;
    return resumeContext(context, scope, clock);
  }

  stats(): SpeakerStats {
    return this.#stats;
  }

  close(): void {
    this.#options.scope.dispose();
  }
}

function createNode(context: AudioContext, setup: PlaybackSetup): AudioWorkletNode {
  return new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [1],
    processorOptions: setup,
  });
}
