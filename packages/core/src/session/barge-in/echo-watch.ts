/** How the session deals with loudspeakers: `auto` falls back to half duplex when the agent keeps interrupting itself. */
export type EchoMode = 'auto' | 'full-duplex' | 'half-duplex';

/** What is known about the agent's own sound at the microphone. */
export interface EchoState {
  readonly suggestsHeadphones: boolean;
  readonly isHalfDuplex: boolean;
}

/** Coupling from which on headphones are suggested, in decibels: a laptop's speakers without echo cancellation. */
const LOUD_DB = -30;
/** How many reports in a row must agree, two a second: what is loud for a moment is a door. */
const AGREED = 6;
/** This many echoes within a minute, and the microphone waits while the agent speaks. */
const MAX_ECHOES = 3;
const WITHIN_MS = 60_000;

/** Follows the coupling between output and input over a session. It has no clock: each report brings its time. */
export class EchoWatch {
  readonly #mode: EchoMode;
  #loud = 0;
  #isLoud = false;
  #echoes: readonly number[] = [];

  constructor(mode: EchoMode) {
    this.#mode = mode;
  }

  get state(): EchoState {
    const isStuck = this.#isLoud && this.#echoes.length >= MAX_ECHOES;
    return {
      suggestsHeadphones: this.#isLoud,
      isHalfDuplex: this.#mode === 'half-duplex' || (this.#mode === 'auto' && isStuck),
    };
  }

  /** Takes a measured coupling, in decibels. */
  measured(couplingDb: number): void {
    const isLoud = couplingDb >= LOUD_DB;
    this.#loud = Math.max(0, Math.min(AGREED, this.#loud + (isLoud ? 1 : -1)));
    if (this.#loud === AGREED) this.#isLoud = true;
    if (this.#loud === 0) this.#isLoud = false;
  }

  /** The agent's own voice was taken for the user's. */
  echoed(atMs: number): void {
    this.#echoes = [...this.#echoes.filter((before) => atMs - before < WITHIN_MS), atMs];
  }
}
