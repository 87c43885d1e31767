/** A word and when it sounds, in milliseconds from the start of its item. */
export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}
