/** Where the agent's sound has a way of its own, in real time, and none of it is in the messages. Sound is `pcm_48000`. */
export interface SoundLine {
  /** Queues a piece of an item. */
  play(item: string, bytes: Uint8Array): void;
  /** Nothing more comes of an item. */
  endItem(item: string): void;
  /** Whether anything is still to be heard. */
  readonly isSpeaking: boolean;
  /** Falls silent. Tells of each item that had not ended how much of it went out, in milliseconds. */
  clear(): Promise<Readonly<Record<string, number>>>;
  /** Waits until everything has been heard. */
  drain(): Promise<void>;
}
