import type { CodecOpening } from '../../protocol/provider-adapter.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import type { GeminiOptions } from './options.ts';
import { modelOf } from './models.ts';

/** What both directions of one connection know. The wire has no ids: what is read depends on what was sent. */
export class Line {
  readonly options: GeminiOptions;
  readonly opening: CodecOpening;
  /** The configuration that was sent; `null` before that. */
  config: SessionConfig | null = null;
  /** Whether the setup was acknowledged. */
  isLive = false;
  /** Whether the agent is answering. */
  isResponding = false;
  /** Audio has gone out since the last answer began, so the next one answers it. */
  isHeard = false;
  /** The next answer is to something written, or to what a tool gave. */
  isPrompted = false;
  /** A message has gone out that interrupts the answer: the interruption will not be the user's voice. */
  isHalting = false;
  /** The user's turn was thrown away: what the vendor says to it is, too. */
  isVoid = false;
  /** Ids that were made here for calls that came without. */
  readonly unnamed = new Set<string>();
  /** Calls that the vendor has taken back: their results must not go out. */
  readonly withdrawn = new Set<string>();
  #count = 0;

  constructor(options: GeminiOptions, opening: CodecOpening) {
    this.options = options;
    this.opening = opening;
  }

  get model(): string {
    return modelOf(this.options, this.config);
  }

  /** Whether turns are opened by hand; `null` before the configuration. */
  get isManual(): boolean | null {
    return this.config && this.config.turnDetection?.mode === 'off';
  }

  /** Makes an id that is unlike those of the session's other connections. */
  createId(kind: string): string {
    this.#count += 1;
    return `${kind}_${this.opening.connection}_${this.#count}`;
  }
}
