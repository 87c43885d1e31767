import { NO_SPEAKER_STATS } from './speaker-port.ts';
import { aborted } from '../errors/aborted.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import { systemClock } from '../util/clock.ts';
import type { Clock } from '../util/clock.ts';
import type { LevelSource } from '../util/level-source.ts';
import { createScope } from '../util/scope.ts';
import type { Scope } from '../util/scope.ts';
import { createAnalyserLevel } from './analyser-level.ts';
import { createContextPool } from './context-pool.ts';
import type { ContextPool } from './context-pool.ts';
import { watchContext } from './context-watch.ts';
import type { ContextWatch } from './context-watch.ts';
import { createOutputDevice } from './output-device.ts';
import { resumeContext } from './resume-context.ts';
import type {
  HeardItem,
  Speaker,
  SpeakerOpenOptions,
  SpeakerPath,
  SpeakerPort,
  SpeakerStats,
} from './speaker-port.ts';
import { speakerIsLost } from './speaker-is-lost.ts';

/** The interval between measurements of the sound while the agent is or should be audible, in milliseconds. */
const LOOK_MS = 20;

/** The least that counts as sound, as a root mean square: 60 dB under full scale. */
const AUDIBLE = 0.001;

/** The longest time after the vendor's last packet in which the browser still plays what it held back, in milliseconds. */
const TAIL_MS = 500;

/** Silence that ends an answer whose last packet has gone out, in milliseconds: a pause inside a sentence is longer. */
const SILENCE_MS = 100;

/** Shorter clicks, in seconds. */
const FADE_SECONDS = 0.005;

export interface RemoteSpeakerOptions {
  readonly contexts?: ContextPool;
  readonly clock?: Clock;
}

/**
 * Creates the port for calls, in which the vendor plays and the audio comes as a stream. Here `play` says that the vendor
 * has begun an item, and `endItem` that it has played all of it; what is audible is judged by the sound.
 */
export function createRemoteSpeaker(options: RemoteSpeakerOptions = {}): SpeakerPort {
  const contexts = options.contexts ?? createContextPool();
  const clock = options.clock ?? systemClock;
  return {
    unlock: () => contexts.unlock(),
    async open(request) {
      if (request.signal.aborted) throw aborted('The speaker');
      const scope = createScope();
      request.signal.addEventListener('abort', () => scope.dispose(), { once: true, signal: scope.signal });
      const lease = contexts.acquire();
      scope.add(() => lease.release());
      return new RemoteSpeaker(lease.context, request, scope, clock);
    },
  };
}

interface Playing {
  readonly itemId: ItemId;
  /** The time at which its first sound was heard, on the context's clock in seconds; `null` before. */
  startSeconds: number | null;
  /** The time at which the last sound was heard, on the context's clock in seconds. */
  lastSeconds: number;
  /** The time at which the vendor had played all of it, in milliseconds; `null` before. */
  endedAtMs: number | null;
}

class RemoteSpeaker implements Speaker {
  readonly level: LevelSource;
  readonly path: SpeakerPath;
  readonly setDevice: Speaker['setDevice'];
  readonly #context: AudioContext;
  readonly #request: SpeakerOpenOptions;
  readonly #scope: Scope;
  readonly #clock: Clock;
  /** Ahead of the volume: an agent that was turned down speaks all the same. */
  readonly #probe: ReturnType<typeof createAnalyserLevel>;
  readonly #gain: GainNode;
  readonly #watch: ContextWatch;
  #volume: number;
  #isCut = false;
  /** Plays in the place of a context that the system has taken, and is muted otherwise. */
  #element: HTMLAudioElement | null = null;
  #isInterrupted = false;
  #detach: (() => void) | null = null;
  #playing: Playing | null = null;
  #cancelLook: (() => void) | null = null;

  constructor(context: AudioContext, request: SpeakerOpenOptions, scope: Scope, clock: Clock) {
    this.#context = context;
    this.#request = request;
    this.#scope = scope;
    this.#clock = clock;
    this.#volume = request.volume;
    this.#probe = createAnalyserLevel(context);
    this.#gain = new GainNode(context, { gain: request.volume });
    const output = createAnalyserLevel(context);
    this.level = output.level;
    this.path = { agent: this.#gain, output: output.node };
    this.setDevice = createOutputDevice(output.node, scope);
    this.#probe.node.connect(this.#gain).connect(output.node).connect(context.destination);
    scope.listen(context, 'statechange', () => {
      if (context.state === 'interrupted') this.#isInterrupted = true;
      else if (context.state === 'running') this.#isInterrupted = false;
      this.#route();
    });
    this.#watch = watchContext({
      context,
      scope,
      clock,
      onBlockedChange: request.listener.onBlockedChange,
      onLost: () => request.listener.onLost(speakerIsLost()),
    });
    scope.add(() => {
      this.#detach?.();
      for (const node of [this.#probe.node, this.#gain, output.node]) node.disconnect();
    });
  }

  /** Takes the agent's audio from another stream, or from none any more. */
  attach(stream: MediaStream | null): void {
    this.#detach?.();
    this.#detach = null;
    if (stream && !this.#scope.isDisposed) this.#detach = this.#connect(stream);
    // An item that the vendor had sent to its end has been heard as far as it will be.
    else if (this.#playing && this.#playing.endedAtMs !== null) this.#finish(this.#playing);
  }

  #connect(stream: MediaStream): () => void {
    // Chromium decodes a remote stream only while an element plays it (crbug 121673).
    const element = new Audio();
    this.#element = element;
    this.#route();
    element.srcObject = stream;
    // A muted element needs no gesture; where it is refused all the same, the sound itself is missed and told.
    void element.play().catch(() => {});
    const source = this.#context.createMediaStreamSource(stream);
    source.connect(this.#probe.node);
    return () => {
      this.#element = null;
      element.srcObject = null;
      source.disconnect();
    };
  }

  /**
   * The lock screen of iOS stops contexts (WebKit bug 251532) and leaves media elements: the element is heard until the context runs
   * again. iOS ignores the volume of an element.
   */
  #route(): void {
    if (!this.#element) return;
    this.#element.volume = Math.min(1, this.#volume);
    this.#element.muted = !this.#isInterrupted || this.#isCut || this.#volume === 0;
  }

  play(itemId: ItemId): void {
    if (this.#scope.isDisposed || this.#playing?.itemId === itemId) return;
    // The vendor plays one after the other: with the next, the one before is over.
    if (this.#playing) this.#finish(this.#playing);
    this.#isCut = false;
    this.#route();
    this.#fadeTo(this.#volume);
    this.#watch.expectSound(true);
    this.#playing = { itemId, startSeconds: null, lastSeconds: 0, endedAtMs: null };
    this.#look();
  }

  endItem(itemId: ItemId): void {
    if (this.#playing?.itemId === itemId) this.#playing.endedAtMs ??= this.#clock.now();
    else this.#request.listener.onItemFinished({ itemId, heardMs: 0 });
  }

  /** The vendor's events run ahead of the sound, and its packets wait in the browser: the sound itself is asked. */
  #look(): void {
    const playing = this.#playing;
    this.#cancelLook = null;
    if (!playing) return;
    const { listener } = this.#request;
    const seconds = this.#context.currentTime;
    if (this.#probe.level.level() > AUDIBLE) {
      playing.lastSeconds = seconds;
      if (playing.startSeconds === null) {
        playing.startSeconds = seconds;
        listener.onItemStarted({ itemId: playing.itemId, atMs: this.#clock.now() });
      }
    }
    if (playing.startSeconds !== null) listener.onPlayhead(heardOf(playing, seconds));
    if (this.#isOver(playing, seconds)) return this.#finish(playing);
    this.#cancelLook = this.#scope.timeout(this.#clock, () => this.#look(), LOOK_MS);
  }

  #isOver({ endedAtMs, startSeconds, lastSeconds }: Playing, seconds: number): boolean {
    if (endedAtMs === null) return false;
    if (this.#clock.now() - endedAtMs >= TAIL_MS) return true;
    return startSeconds !== null && (seconds - lastSeconds) * 1000 >= SILENCE_MS;
  }

  #finish(playing: Playing): void {
    const { listener } = this.#request;
    this.#stop();
    listener.onItemFinished(heardOf(playing, playing.lastSeconds));
    listener.onDrained();
  }

  #stop(): void {
    this.#playing = null;
    this.#cancelLook?.();
    this.#cancelLook = null;
    this.#watch.expectSound(false);
  }

  flush(): Promise<readonly HeardItem[]> {
    const playing = this.#playing;
    this.#stop();
    this.#isCut = true;
    this.#route();
    // Audio that is on its way must not sound; the next item opens it again.
    this.#fadeTo(0);
    return Promise.resolve(playing ? [heardOf(playing, this.#context.currentTime)] : []);
  }

  #fadeTo(volume: number): void {
    const { gain } = this.#gain;
    const { currentTime } = this.#context;
    gain.cancelScheduledValues(currentTime);
    gain.setValueAtTime(gain.value, currentTime);
    gain.linearRampToValueAtTime(volume, currentTime + FADE_SECONDS);
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#route();
    if (!this.#isCut) this.#fadeTo(volume);
  }

  resume(): Promise<void> {
    return resumeContext(this.#context, this.#scope, this.#clock);
  }

  stats(): SpeakerStats {
    return NO_SPEAKER_STATS;
  }

  close(): void {
    this.#scope.dispose();
  }
}

function heardOf({ itemId, startSeconds }: Playing, untilSeconds: number): HeardItem {
  return { itemId, heardMs: startSeconds === null ? 0 : Math.max(0, (untilSeconds - startSeconds) * 1000) };
}
