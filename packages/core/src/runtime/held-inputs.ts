import type { SessionEffect } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';

/** Inputs that make a row: they are kept while the conversation cannot be loaded, and when an attempt is closed. */
const ROW_INPUTS: ReadonlySet<SessionInput['type']> = new Set(['message-sent', 'app-speech-requested']);

type Opening = Extract<SessionEffect, { readonly type: 'open-connection' }>;

/** The inputs that wait until the conversation of a session has been loaded. */
export class HeldInputs {
  #inputs: SessionInput[] = [];
  #opening: Opening | null = null;

  /** Whether the session will be paused; `null` where nothing that waits decides about it. */
  get isPaused(): boolean | null {
    const last = this.#inputs.findLast(
      ({ type }) => type === 'pause-requested' || type === 'resume-requested',
    );
    return last ? last.type === 'pause-requested' : null;
  }

  hold(input: SessionInput): void {
    this.#inputs.push(input);
  }

  holdOpening(opening: Opening): void {
    this.#opening = opening;
  }

  takeInputs(): readonly SessionInput[] {
    return this.#inputs.splice(0);
  }

  takeOpening(): Opening | null {
    const opening = this.#opening;
    this.#opening = null;
    return opening;
  }

  /** The attempt is over. Returns whether rows are left for the next one. */
  giveUp(): boolean {
    this.#opening = null;
    this.#inputs = this.#inputs.filter(({ type }) => ROW_INPUTS.has(type));
    return this.#inputs.length > 0;
  }
}
