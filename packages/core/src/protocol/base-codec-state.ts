import type { AdapterFacts, CodecOpening } from './provider-adapter.ts';
import type { ServerEvent } from './server-event.ts';

/** The part of a codec's state that all vendors share: what it was made with, and the events of the frame that is read. */
export class BaseCodecState<Options> {
  readonly options: Options;
  readonly facts: AdapterFacts;
  readonly opening: CodecOpening | undefined;
  events: ServerEvent[] = [];
  #idCount = 0;

  constructor(options: Options, facts: AdapterFacts, opening?: CodecOpening) {
    this.options = options;
    this.facts = facts;
    this.opening = opening;
  }

  /** Makes an id that differs from the ids of the session's other connections. */
  createId(kind: string): string {
    this.#idCount += 1;
    return `${kind}_${this.opening?.connection ?? 1}_${this.#idCount}`;
  }

  /** Adds an event of the frame that is being read. @throws TypeError after it. */
  emit(event: ServerEvent): void {
    this.events.push(event);
  }
}
