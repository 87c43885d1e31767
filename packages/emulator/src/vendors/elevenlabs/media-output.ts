/** The agent's audio on a media track, in real time and outside the messages, as `pcm_48000`. */
export interface MediaOutput {
  /** Queues a chunk of an item. */
  play(item: string, bytes: Uint8Array): void;
  /** Marks the end of an item. */
  endItem(item: string): void;
  /** Whether queued audio is left to play. */
  readonly isSpeaking: boolean;
  /** Stops playback. Returns the played milliseconds of each item that had not ended. */
  clear(): Promise<Readonly<Record<string, number>>>;
  /** Waits until all queued audio has been played. */
  drain(): Promise<void>;
}
