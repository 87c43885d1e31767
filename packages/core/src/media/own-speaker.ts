import { toRealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { HeardItem, Speaker, SpeakerOpenOptions, SpeakerPort } from './speaker-port.ts';

type OnDeviceLost = Parameters<NonNullable<Speaker['setDevice']>>[1];

/** The number of cut items that are remembered, so that their late audio is dropped. */
const MAX_CUT = 256;

/**
 * Plays the texts that the app has spoken in a call. The speaker opens with the first of them. When it cannot be opened,
 * or fails later, the listener gets one error, the items given so far stay silent, and the next item opens it again.
 */
export class OwnSpeaker {
  readonly #port: SpeakerPort;
  readonly #request: SpeakerOpenOptions;
  #speaker: Speaker | null = null;
  #isOpening = false;
  #isClosed = false;
  /** Calls that wait for the speaker. They receive `null` when it does not open. */
  #waiting: ((speaker: Speaker | null) => void)[] = [];
  /** Items that have neither finished nor been cut, with what was heard of each, in milliseconds. */
  readonly #items = new Map<ItemId, number>();
  /** Items of `#items` whose speaker failed: the rest of their audio is dropped. */
  readonly #failed = new Set<ItemId>();
  #cut = new Set<ItemId>();
  #volume: number;
  #deviceId = '';
  #onDeviceLost: OnDeviceLost = () => {};

  constructor(port: SpeakerPort, request: SpeakerOpenOptions) {
    this.#port = port;
    this.#request = request;
    this.#volume = request.volume;
  }

  get level(): LevelSource | undefined {
    return this.#speaker?.level;
  }

  /** True while an item has neither finished nor been cut. */
  get isSounding(): boolean {
    return this.#items.size > 0;
  }

  has(itemId: ItemId): boolean {
    return this.#items.has(itemId);
  }

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    if (this.#isClosed || this.#cut.has(itemId)) return;
    if (!this.#items.has(itemId)) this.#items.set(itemId, 0);
    if (!this.#failed.has(itemId)) this.#use((speaker) => speaker?.play(itemId, audio));
  }

  endItem(itemId: ItemId): void {
    if (this.#isClosed) return;
    if (this.#failed.has(itemId)) this.#finish({ itemId, heardMs: this.#items.get(itemId) ?? 0 });
    else
      this.#use((speaker) => {
        if (speaker) speaker.endItem(itemId);
        else this.endItem(itemId);
      });
  }

  flush(): Promise<readonly HeardItem[]> {
    const silent = [...this.#failed].map((itemId) => ({ itemId, heardMs: this.#items.get(itemId) ?? 0 }));
    const isPlaying = this.#items.size > silent.length;
    this.#cut = new Set([...this.#cut, ...this.#items.keys()].slice(-MAX_CUT));
    this.#items.clear();
    this.#failed.clear();
    if (!isPlaying) return Promise.resolve(silent);
    return new Promise((resolve, reject) => {
      // The audio that waits for the speaker goes first: the speaker then answers for all of it.
      this.#use((speaker) => {
        const heard = speaker ? speaker.flush() : Promise.resolve([]);
        heard.then((items) => resolve([...silent, ...items]), reject);
      });
    });
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#speaker?.setVolume(volume);
  }

  async setDevice(deviceId: string, onLost: OnDeviceLost): Promise<void> {
    this.#deviceId = deviceId;
    this.#onDeviceLost = onLost;
    await this.#speaker?.setDevice?.(deviceId, onLost);
  }

  async resume(): Promise<void> {
    await this.#speaker?.resume();
  }

  stats(): ReturnType<Speaker['stats']> | undefined {
    return this.#speaker?.stats();
  }

  close(): void {
    this.#isClosed = true;
    this.#settle(null);
    this.#speaker?.close();
  }

  #use(act: (speaker: Speaker | null) => void): void {
    if (this.#speaker || this.#isClosed) return act(this.#speaker);
    this.#waiting.push(act);
    if (!this.#isOpening) void this.#open();
  }

  async #open(): Promise<void> {
    this.#isOpening = true;
    let speaker: Speaker | null = null;
    try {
      speaker = await this.#port.open({ ...this.#request, volume: this.#volume, listener: this.#listen() });
      await this.#applyDevice(speaker);
    } catch (error) {
      this.#isOpening = false;
      return this.#fail(error);
    }
    this.#isOpening = false;
    if (this.#isClosed) return speaker.close();
    speaker.setVolume(this.#volume);
    this.#speaker = speaker;
    this.#settle(speaker);
  }

  /** The device may be changed while the speaker opens, and again while it changes. */
  async #applyDevice(speaker: Speaker): Promise<void> {
    let appliedId = '';
    while (appliedId !== this.#deviceId) {
      appliedId = this.#deviceId;
      // The call's speaker has reported a device that does not exist. This one then plays on the system default.
      await speaker.setDevice?.(appliedId, this.#onDeviceLost).catch(() => {});
    }
  }

  #listen(): SpeakerOpenOptions['listener'] {
    const { listener } = this.#request;
    return {
      ...listener,
      onPlayhead: (heard) => {
        if (this.#items.has(heard.itemId)) this.#items.set(heard.itemId, heard.heardMs);
        listener.onPlayhead(heard);
      },
      onItemFinished: (heard) => {
        this.#items.delete(heard.itemId);
        listener.onItemFinished(heard);
      },
      onLost: (error) => {
        const speaker = this.#speaker;
        if (!speaker) return;
        this.#speaker = null;
        speaker.close();
        this.#fail(error);
      },
    };
  }

  /** Reports one failure and lets the items given so far end in silence. */
  #fail(error: unknown): void {
    if (!this.#isClosed && !this.#request.signal.aborted) {
      const message = 'The text cannot be heard: the speaker for the app’s own texts could not be opened.';
      this.#request.listener.onLost(toRealtimeError(error, 'worklet-failed', message));
    }
    for (const itemId of this.#items.keys()) this.#failed.add(itemId);
    this.#settle(null);
  }

  #finish(heard: HeardItem): void {
    this.#items.delete(heard.itemId);
    this.#failed.delete(heard.itemId);
    const { listener } = this.#request;
    listener.onItemFinished(heard);
    if (!this.isSounding) listener.onDrained();
  }

  #settle(speaker: Speaker | null): void {
    for (const act of this.#waiting.splice(0)) act(speaker);
  }
}
