import type { ConnectionListener, EventConnection, FrameData } from '../../event-connection.ts';
import type { Impairment } from '../../webrtc/peer.ts';
import type { Room, RoomListener } from '../../livekit/room.ts';
import type { MediaOutput } from './media-output.ts';

/** Events of a room that are not messages. */
export interface RoomEvents {
  onReady(): void;
  /** The user's audio as `pcm_48000`. */
  onAudio(bytes: Uint8Array): void;
}

/** A conversation in a room. Messages are reliable data, audio is on the tracks, and the conversation ends when the agent leaves. */
export class RoomConnection implements EventConnection, MediaOutput {
  readonly kind = 'room';
  readonly roomListener: RoomListener;
  readonly #room: Room;
  #listener: ConnectionListener | null = null;
  #waiting: (() => void)[] = [];

  constructor(room: Room, { onReady, onAudio }: RoomEvents) {
    this.#room = room;
    this.roomListener = {
      onReady,
      onAudio,
      onData: (payload) => this.#listener?.onMessage(Buffer.from(payload).toString('utf8')),
      onItemEnded: () => this.#wake(),
      onClose: () => {
        this.#wake();
        this.#listener?.onClose();
      },
    };
  }

  get isOpen(): boolean {
    return this.#room.isOpen;
  }

  listen(listener: ConnectionListener): void {
    this.#listener = listener;
  }

  send(data: FrameData): void {
    this.#room.send(Buffer.from(data));
  }

  /** A room keeps itself alive. */
  ping(): void {}

  /** A room carries no code and no reason. An error went out as a message. */
  close(): void {
    void this.#room.leave();
  }

  drop(): void {
    this.#room.drop();
  }

  impair(impairment: Impairment): void {
    this.#room.impair(impairment);
  }

  closeChannels(): void {
    this.#room.closeChannels();
  }

  play(item: string, bytes: Uint8Array): void {
    this.#room.play(item, bytes);
  }

  endItem(item: string): void {
    this.#room.endItem(item);
  }

  get isSpeaking(): boolean {
    return this.#room.isSpeaking;
  }

  async clear(): Promise<Readonly<Record<string, number>>> {
    const played = await this.#room.clear();
    this.#wake();
    return played;
  }

  drain(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#wake();
    });
  }

  #wake(): void {
    if (!this.#room.isSpeaking) for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
