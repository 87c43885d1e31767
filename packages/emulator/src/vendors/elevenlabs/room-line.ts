import type { ConnectionListener, EventConnection } from '../../event-connection.ts';
import type { Room, RoomListener } from '../../livekit/room.ts';
import type { SoundLine } from './sound-line.ts';

/** What of a room is no message. */
export interface RoomEvents {
  onReady(): void;
  /** Sound of the user's, as `pcm_48000`. */
  onSound(bytes: Uint8Array): void;
}

/** A conversation in a room: messages are reliable data, sound is on the tracks, and the agent's leaving is the end. */
export class RoomLine implements EventConnection, SoundLine {
  readonly roomListener: RoomListener;
  readonly #room: Room;
  #listener: ConnectionListener | null = null;
  #waiting: (() => void)[] = [];

  constructor(room: Room, { onReady, onSound }: RoomEvents) {
    this.#room = room;
    this.roomListener = {
      onReady,
      onAudio: onSound,
      onData: (payload) => this.#listener?.onText(Buffer.from(payload).toString('utf8')),
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

  send(text: string): void {
    this.#room.send(Buffer.from(text));
  }

  /** The room keeps itself alive. */
  ping(): void {}

  /** Code and reason have no place in a room; an error was told as a message. */
  close(): void {
    void this.#room.leave();
  }

  drop(): void {
    this.#room.drop();
  }

  freeze(): () => void {
    return this.#room.freeze();
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
