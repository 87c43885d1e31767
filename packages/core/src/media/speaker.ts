import { RealtimeError } from '../errors/realtime-error.ts';
import type { PlaybackEvent } from '../audio/playback-queue.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { LevelSource } from '../util/level-source.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { createAnalyserLevel } from './analyser-level.ts';
import { createContextPool } from './context-pool.ts';
import type { ContextPool } from './context-pool.ts';
import { loadWorklet } from './load-worklet.ts';
import { createOutputClock } from './output-clock.ts';
import type { OutputClock } from './output-clock.ts';
import type { HeardItem, Speaker, SpeakerOpenOptions, SpeakerPort, SpeakerStats } from './speaker-port.ts';
import { watchPlayback } from './watch-playback.ts';
import { packagedWorklets } from './worklet-urls.ts';
import type { WorkletUrls } from './worklet-urls.ts';
import { PLAYBACK_PROCESSOR } from './worklets/messages.ts';
import type { PlaybackCommand, PlaybackReport, PlaybackSetup } from './worklets/messages.ts';

/** What the browser's speaker is made with. */
export interface SpeakerDeviceOptions {
  /** Shared with the microphone, so that both run on one clock. */
  readonly contexts?: ContextPool;
  readonly workletUrls?: WorkletUrls;
}

/** Creates the port that plays through the browser. */
export function createSpeaker(options: SpeakerDeviceOptions = {}): SpeakerPort {
  const contexts = options.contexts ?? createContextPool();
  const url = options.workletUrls?.playback ?? packagedWorklets.playback;
  return {
    // What cannot be resumed now is told by the watch as blocked; the gesture itself has nothing to wait for.
    unlock: () => void contexts.resume().catch(() => {}),
    async open(request) {
      const scope = createScope();
      request.signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
      try {
        if (request.signal.aborted) throw aborted();
        const lease = contexts.acquire();
        scope.add(() => lease.release());
        // Without a gesture the promise stays open until there is one: it is not waited for.
        void contexts.resume().catch(() => {});
        await loadWorklet(lease.context, url);
        if (scope.isDisposed) throw aborted();
        return new WorkletSpeaker(lease.context, request, scope);
      } catch (error) {
        scope.dispose();
        throw error;
      }
    },
  };
}

function aborted(): RealtimeError {
  return new RealtimeError('aborted', 'The speaker was given up while it was being opened.');
}

const NOTHING: SpeakerStats = { underruns: 0, underrunMs: 0, cushionMs: 0, queuedMs: 0, droppedMs: 0 };

class WorkletSpeaker implements Speaker {
  readonly level: LevelSource;
  readonly #context: AudioContext;
  readonly #request: SpeakerOpenOptions;
  readonly #scope: Scope;
  readonly #node: AudioWorkletNode;
  readonly #clock: OutputClock;
  readonly #flushes: ((heard: readonly HeardItem[]) => void)[] = [];
  #stats: SpeakerStats = NOTHING;
  #lastHeard: HeardItem | null = null;

  constructor(context: AudioContext, request: SpeakerOpenOptions, scope: Scope) {
    this.#context = context;
    this.#request = request;
    this.#scope = scope;
    this.#clock = createOutputClock(context);
    const setup: PlaybackSetup = { format: request.format, volume: request.volume };
    this.#node = new AudioWorkletNode(context, PLAYBACK_PROCESSOR, {
      numberOfInputs: 0,
      numberOfOutputs: 1,
      outputChannelCount: [1],
      processorOptions: setup,
    });
    const analyser = createAnalyserLevel(context);
    this.level = analyser.level;
    this.#node.connect(analyser.node).connect(context.destination);
    this.#node.port.onmessage = (event: MessageEvent<PlaybackReport>) => this.#take(event.data);
    scope.listen(this.#node, 'processorerror', () =>
      request.listener.onLost(
        new RealtimeError('worklet-failed', 'The audio thread failed while it played, so the agent cannot be heard.'),
      ),
    );
    watchPlayback(context, scope, request.listener.onBlockedChange);
    scope.add(() => {
      this.#tell({ type: 'close' });
      this.#node.port.onmessage = null;
      this.#node.port.close();
      this.#node.disconnect();
      analyser.node.disconnect();
      // Whoever waits for an answer gets one: nothing more will be heard.
      for (const answer of this.#flushes.splice(0)) answer([]);
    });
  }

  #tell(command: PlaybackCommand, transfer: Transferable[] = []): void {
    this.#node.port.postMessage(command, transfer);
  }

  #take(report: PlaybackReport): void {
    this.#stats = report.counts;
    const { playhead } = report;
    this.#lastHeard = playhead && { itemId: playhead.itemId, heardMs: playhead.renderedMs };
    for (const event of report.events) this.#takeEvent(event, report.timeSeconds);
    if (!playhead) return;
    const heardMs = Math.max(0, playhead.renderedMs - this.#clock.latencyMs());
    this.#request.listener.onPlayhead({ itemId: playhead.itemId, heardMs });
  }

  #takeEvent(event: PlaybackEvent, timeSeconds: number): void {
    const { listener } = this.#request;
    switch (event.type) {
      case 'started': {
        const startSeconds = timeSeconds + event.offsetFrames / this.#context.sampleRate;
        return listener.onItemStarted({ itemId: event.itemId, atMs: this.#clock.audibleAtMs(startSeconds) });
      }
      case 'finished':
        return listener.onItemFinished({ itemId: event.itemId, heardMs: event.renderedMs });
      case 'drained':
        return listener.onDrained();
      case 'flushed': {
        // What has been rendered is on its way to the ear and cannot be called back: all of it counts as heard.
        const heard = event.items.map(({ itemId, renderedMs }) => ({ itemId, heardMs: renderedMs }));
        return this.#flushes.shift()?.(heard);
      }
    }
  }

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    // A view of a larger buffer is copied: the rest of that buffer is not ours to take along.
    const chunk = audio.byteLength === audio.buffer.byteLength ? audio : audio.slice();
    this.#tell({ type: 'push', itemId, chunk }, [chunk.buffer]);
  }

  endItem(itemId: ItemId): void {
    this.#tell({ type: 'end', itemId });
  }

  flush(): Promise<readonly HeardItem[]> {
    if (this.#scope.isDisposed) return Promise.resolve([]);
    this.#tell({ type: 'flush' });
    if (this.#context.state !== 'running') {
      // A context that stands still renders nothing, and would answer only when it runs again.
      this.#flushes.push(() => {});
      return Promise.resolve(this.#lastHeard ? [this.#lastHeard] : []);
    }
    return new Promise((resolve) => this.#flushes.push(resolve));
  }

  setVolume(volume: number): void {
    this.#tell({ type: 'volume', volume });
  }

  async resume(): Promise<void> {
    await this.#context.resume();
  }

  stats(): SpeakerStats {
    return this.#stats;
  }

  close(): void {
    this.#scope.dispose();
  }
}
