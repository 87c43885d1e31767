/** The agent's audio of calls. Of two calls that are open, the one in use is heard. */
export class CallOutputs {
  readonly #attach: (stream: MediaStream | null) => void;
  /** The agent's streams, by the number of the connection. */
  readonly #streams = new Map<number, MediaStream>();

  constructor(attach: (stream: MediaStream | null) => void) {
    this.#attach = attach;
  }

  /** Takes the audio of a call; `null` when that is over. */
  take(number: number, stream: MediaStream | null, isInUse: boolean): void {
    if (stream) this.#streams.set(number, stream);
    else this.#streams.delete(number);
    if (isInUse) this.#attach(stream);
  }

  /** The call is used from here on. */
  use(number: number): void {
    const stream = this.#streams.get(number);
    if (stream) this.#attach(stream);
  }
}
