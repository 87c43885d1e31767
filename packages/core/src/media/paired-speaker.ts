import type { ItemId } from '../protocol/conversation-item.ts';
import type { LevelSource } from '../util/level-source.ts';
import type { HeardItem, Speaker, SpeakerListener, SpeakerOpenOptions, SpeakerPort } from './speaker-port.ts';

/** The two ways to be heard in a call. */
export interface SpeakerPair {
  /** The vendor plays: the agent's audio comes as a stream. */
  readonly call: SpeakerPort;
  /** What the app itself has spoken is played here. */
  readonly own: SpeakerPort;
}

/** Creates the port for calls in which the app has texts spoken as well: items with audio are the app's, others the vendor's. */
export function createPairedSpeaker({ call, own }: SpeakerPair): SpeakerPort {
  return {
    unlock: () => call.unlock(),
    async open(request) {
      const pair = new PairedSpeaker(own, request);
      return pair.begin(call);
    },
  };
}

type Side = 'call' | 'own';

type OnDeviceLost = Parameters<NonNullable<Speaker['setDevice']>>[1];

class PairedSpeaker implements Speaker {
  readonly level: LevelSource;
  readonly #port: SpeakerPort;
  readonly #request: SpeakerOpenOptions;
  readonly #ownItems = new Set<ItemId>();
  readonly #sounding = new Set<Side>();
  #call!: Speaker;
  #own: Speaker | null = null;
  #opening: Promise<Speaker> | null = null;
  #volume: number;
  #deviceId = '';
  #onDeviceLost: OnDeviceLost = () => {};

  constructor(port: SpeakerPort, request: SpeakerOpenOptions) {
    this.#port = port;
    this.#request = request;
    this.#volume = request.volume;
    this.level = {
      level: () => Math.max(this.#call.level.level(), this.#own?.level.level() ?? 0),
      bands: (into) => (this.#sounding.has('own') && this.#own ? this.#own : this.#call).level.bands(into),
    };
  }

  async begin(port: SpeakerPort): Promise<Speaker> {
    this.#call = await port.open({ ...this.#request, listener: this.#listen('call') });
    return this;
  }

  /** Nothing is audible any more when neither side is. */
  #listen(side: Side): SpeakerListener {
    const { listener } = this.#request;
    return {
      ...listener,
      onItemFinished: (heard) => {
        this.#ownItems.delete(heard.itemId);
        listener.onItemFinished(heard);
      },
      onDrained: () => {
        this.#sounding.delete(side);
        if (this.#sounding.size === 0) listener.onDrained();
      },
    };
  }

  get path(): Speaker['path'] {
    return this.#call.path;
  }

  #withOwn(act: (speaker: Speaker) => void): void {
    if (this.#own) return act(this.#own);
    this.#opening ??= this.#openOwn();
    this.#opening.then(act, (error) => this.#request.listener.onLost(error));
  }

  async #openOwn(): Promise<Speaker> {
    const speaker = await this.#port.open({
      ...this.#request,
      volume: this.#volume,
      listener: this.#listen('own'),
    });
    // A device that cannot be had has been told of for the call.
    if (this.#deviceId) await speaker.setDevice?.(this.#deviceId, this.#onDeviceLost).catch(() => {});
    this.#own = speaker;
    return speaker;
  }

  play(itemId: ItemId, audio: Uint8Array<ArrayBuffer>): void {
    const side = audio.byteLength > 0 ? 'own' : 'call';
    this.#sounding.add(side);
    if (side === 'call') return this.#call.play(itemId, audio);
    this.#ownItems.add(itemId);
    this.#withOwn((speaker) => speaker.play(itemId, audio));
  }

  endItem(itemId: ItemId): void {
    if (this.#ownItems.has(itemId)) this.#withOwn((speaker) => speaker.endItem(itemId));
    else this.#call.endItem(itemId);
  }

  attach(stream: MediaStream | null): void {
    this.#call.attach?.(stream);
  }

  async flush(): Promise<readonly HeardItem[]> {
    this.#sounding.clear();
    this.#ownItems.clear();
    // One that is still being opened has played nothing; what was given to it comes first, and is flushed then.
    const own = this.#opening ? this.#opening.then((speaker) => speaker.flush()).catch(() => []) : [];
    const heard = await Promise.all([this.#call.flush(), own]);
    return heard.flat();
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#call.setVolume(volume);
    this.#own?.setVolume(volume);
  }

  async setDevice(deviceId: string, onLost: OnDeviceLost): Promise<void> {
    await this.#call.setDevice?.(deviceId, onLost);
    this.#deviceId = deviceId;
    this.#onDeviceLost = onLost;
    await this.#own?.setDevice?.(deviceId, () => {});
  }

  async resume(): Promise<void> {
    await Promise.all([this.#call.resume(), this.#own?.resume()]);
  }

  stats(): ReturnType<Speaker['stats']> {
    return (this.#own ?? this.#call).stats();
  }

  close(): void {
    this.#call.close();
    this.#own?.close();
  }
}
