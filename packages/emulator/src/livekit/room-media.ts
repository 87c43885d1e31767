import { SessionDescription } from '@livekit/protocol';
import { Peer } from '../webrtc/peer.ts';
import type { Impairment, PeerDescription, PeerStream } from '../webrtc/peer.ts';

/** The data channels of every client: what must arrive, and what may be lost. */
const RELIABLE = '_reliable';
const LABELS = [RELIABLE, '_lossy'];

/** The media events of one participant. Audio is PCM16, 48 kHz, mono. */
export interface MediaListener {
  /** There is a way for data to the participant. */
  onReady(): void;
  onData(packet: Uint8Array): void;
  onAudio(samples: Uint8Array): void;
  onItemBegan(item: string): void;
  onItemEnded(item: string): void;
  /** The connection is closed. */
  onClose(): void;
}

/** The media of one participant: one peer connection for both ways, or one to publish and one to subscribe. */
export class RoomMedia {
  readonly #publisher = new Peer(LABELS);
  readonly #subscriber: Peer;
  readonly #stream: PeerStream;
  #isClosed = false;

  /** @param stream that the other participant speaks in */
  constructor(isSingle: boolean, stream: PeerStream, listener: MediaListener) {
    this.#stream = stream;
    this.#subscriber = isSingle ? this.#publisher : new Peer(LABELS);
    for (const peer of this.#peers)
      peer.listen({
        onOpen: (label) => label === RELIABLE && peer === this.#subscriber && listener.onReady(),
        // Data of a room is binary. The server drops text.
        onMessage: (data) => typeof data !== 'string' && listener.onData(data),
        onAudio: (samples) => listener.onAudio(samples),
        onItemBegan: (item) => listener.onItemBegan(item),
        onItemEnded: (item) => listener.onItemEnded(item),
        onClose: () => {
          if (this.#isClosed) return;
          this.close();
          listener.onClose();
        },
      });
  }

  get #peers(): ReadonlySet<Peer> {
    return new Set([this.#publisher, this.#subscriber]);
  }

  /** Answers an offer of the client's, with the voice in it where it is to be. @throws OfferRefused */
  async answer({ sdp, id }: SessionDescription, hasVoice: boolean): Promise<SessionDescription> {
    const isHere = hasVoice && this.#subscriber === this.#publisher;
    const answer = await this.#publisher.answer(sdp, isHere ? this.#stream : null);
    return this.#describe('answer', answer, id);
  }

  /** Offers the voice to a client that subscribes on a connection of its own. @throws OfferRefused */
  async offer(): Promise<SessionDescription> {
    return this.#describe('offer', await this.#subscriber.offer(this.#stream), 1);
  }

  #describe(type: string, { sdp, spokenMid }: PeerDescription, id: number): SessionDescription {
    const midToTrackId = spokenMid === null ? {} : { [spokenMid]: this.#stream.trackId };
    return new SessionDescription({ type, sdp, id, midToTrackId });
  }

  accept(sdp: string): void {
    this.#subscriber.accept(sdp);
  }

  send(packet: Uint8Array): void {
    this.#subscriber.send(RELIABLE, packet);
  }

  play(item: string, samples: Uint8Array): void {
    this.#subscriber.play(item, samples);
  }

  endItem(item: string): void {
    this.#subscriber.endItem(item);
  }

  /** Falls silent. Tells of each item that had not ended how much of it went out, in milliseconds. */
  clear(): Promise<Readonly<Record<string, number>>> {
    return this.#subscriber.clear();
  }

  close(): void {
    this.#isClosed = true;
    for (const peer of this.#peers) peer.close();
  }

  /** Breaks the connection as a failing network does. */
  drop(): void {
    for (const peer of this.#peers) peer.vanish();
  }

  /** Sets what is wrong with the network from now on. */
  impair(impairment: Impairment): void {
    for (const peer of this.#peers) peer.impair(impairment);
  }

  closeChannels(): void {
    for (const peer of this.#peers) peer.closeChannels();
  }
}
