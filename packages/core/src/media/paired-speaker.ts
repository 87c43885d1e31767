import type { ItemId } from '../protocol/conversation-item.ts';
import type { LevelSource } from '../util/level-source.ts';
import { OwnSpeaker } from './own-speaker.ts';
import type { HeardItem, Speaker, SpeakerOpenOptions, SpeakerPort } from './speaker-port.ts';

/** The two speakers of a call in which the app has texts spoken. */
export interface SpeakerPair {
  /** Plays the agent's audio, which the vendor sends as a stream. */
  readonly call: SpeakerPort;
  /** Plays the texts that the app has spoken. */
  readonly own: SpeakerPort;
}

/** Creates the port for calls in which the app has texts spoken. Items with audio are the app's, others the vendor's. */
export function createPairedSpeaker({ call, own }: SpeakerPair): SpeakerPort {
  return {
    unlock: () => call.unlock(),
    async open(request) {
      const pair = new PairedSpeaker(own, request);
      return pair.begin(call);
    },
  };
}

type OnDeviceLost = Parameters<NonNullable<Speaker['setDevice']>>[1];

class PairedSpeaker implements Speaker {
  readonly level: LevelSource;
  readonly #request: SpeakerOpenOptions;
  readonly #own: OwnSpeaker;
  #call!: Speaker;
  #isCallSounding = false;

  constructor(port: SpeakerPort, request: SpeakerOpenOptions) {
    this.#request = request;
    const { listener } = request;
    this.#own = new OwnSpeaker(port, {
      ...request,
      listener: { ...listener, onDrained: () => this.#reportDrained() },
    });
    this.level = {
      level: () => Math.max(this.#call.level.level(), this.#own.level?.level() ?? 0),
      bands: (into) => ((this.#own.isSounding && this.#own.level) || this.#call.level).bands(into),
    };
  }

  async begin(port: SpeakerPort): Promise<Speaker> {
    const onDrained = () => {
      this.#isCallSounding = false;
      this.#reportDrained();
    };
    this.#call = await port.open({
      ...this.#request,
      listener: { ...this.#request.listener, onDrained },
    });
    return this;
  }

  /** One half may be silent while the other still plays. */
  #reportDrained(): void {
    if (!this.#isCallSounding && !this.#own.isSounding) this.#request.listener.onDrained();
  }

  get path(): Speaker['path'] {
    return this.#call.path;
  }

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    if (audio.byteLength > 0) return this.#own.play(itemId, audio);
    this.#isCallSounding = true;
    this.#call.play(itemId, audio);
  }

  endItem(itemId: ItemId): void {
    if (this.#own.has(itemId)) this.#own.endItem(itemId);
    else this.#call.endItem(itemId);
  }

  attach(stream: MediaStream | null): void {
    this.#call.attach?.(stream);
  }

  async flush(): Promise<readonly HeardItem[]> {
    this.#isCallSounding = false;
    const heard = await Promise.all([this.#call.flush(), this.#own.flush()]);
    return heard.flat();
  }

  setVolume(volume: number): void {
    this.#call.setVolume(volume);
    this.#own.setVolume(volume);
  }

  async setDevice(deviceId: string, onLost: OnDeviceLost): Promise<void> {
    await this.#call.setDevice?.(deviceId, onLost);
    // One half reports a lost device for both.
    await this.#own.setDevice(deviceId, () => {});
  }

  async resume(): Promise<void> {
    await Promise.all([this.#call.resume(), this.#own.resume()]);
  }

  stats(): ReturnType<Speaker['stats']> {
    return this.#own.stats() ?? this.#call.stats();
  }

  close(): void {
    this.#call.close();
    this.#own.close();
  }
}
