import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import type { Clock } from '../../util/clock.ts';
import type { RealtimeSession } from '../realtime-session.ts';

const GOODBYE = 'The time of this conversation is up. Say goodbye in one short, friendly sentence.';
const GOODBYE_MS = 12_000;
const OVERSHOOT = 0.2;

/** A goodbye is short. */
const GOODBYE_TOKENS = 200;

export interface GracefulCloseOptions {
  readonly session: RealtimeSession;
  readonly policy: BudgetPolicy;
  readonly clock: Clock;
  /** Takes the mute back when the close is called off. */
  readonly unmute: () => unknown;
  /** Whether the agent is making an answer. */
  readonly isResponding: () => boolean;
  /** Whether the user has spoken and the vendor will answer. */
  readonly isUserHeard: () => boolean;
}

/**
 * Closes a session gracefully: it mutes the user and lets the agent finish its answer, or say goodbye if it is silent. At most
 * one response follows the limit, and the session closes in time in any case.
 */
export class GracefulClose {
  readonly #options: GracefulCloseOptions;
  readonly #cancelTimer: () => void;
  #isAsked = false;
  /** The last answer is being generated or played. */
  #isSaying = false;
  #isOver = false;
  #isStopped = false;

  constructor(options: GracefulCloseOptions, fraction: number) {
    const { session, policy, clock } = options;
    this.#options = options;
    session.microphone.setMuted(true, { by: 'budget' });
    const timer = clock.setTimeout(() => this.#close(), policy.goodbyeMs ?? GOODBYE_MS);
    this.#cancelTimer = () => clock.clearTimeout(timer);
    this.follow(fraction);
  }

  /** Follows the session. @param fraction share of the limit that is used */
  follow(fraction: number): void {
    const { session, policy, isResponding } = this.#options;
    const { status, phase } = session.store.getState();
    if (this.#isOver) return;
    if (status !== 'live' && status !== 'reconnecting') return this.#finish();
    const isBusy = phase === 'thinking' || phase === 'speaking' || isResponding();
    if (isBusy) {
      this.#isSaying = true;
      // The goodbye has a token limit of its own.
      if (this.#isAsked || fraction < 1 + (policy.overshoot ?? OVERSHOOT) || !isResponding()) return;
      // If the vendor plays the audio itself, stopping the response would cut audible speech.
      if (!this.#isStopped && session.capabilities.truncation === 'client') session.stopResponding();
      this.#isStopped = true;
    } else if (this.#isSaying || !(this.#isAsked || this.#askForGoodbye())) this.#close();
  }

  /** Whether the goodbye has not been requested yet. */
  get canBeCalledOff(): boolean {
    return !this.#isAsked;
  }

  /** The limit was extended: the conversation continues. */
  cancel(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#options.unmute();
  }

  #askForGoodbye(): boolean {
    const { session, policy, isUserHeard } = this.#options;
    const { canSendText, isResponseOnDemand } = session.capabilities;
    const instructions = policy.goodbyeInstructions ?? GOODBYE;
    if (instructions === false || session.store.getState().status !== 'live') return false;
    this.#isAsked = true;
    // A vendor that responds by itself answers the user's last words: that is the last answer, without a goodbye.
    if (!isResponseOnDemand && isUserHeard()) return true;
    if (isResponseOnDemand) session.respond({ instructions, maxOutputTokens: GOODBYE_TOKENS });
    else if (canSendText) {
      session.sendMessage([{ type: 'text', text: instructions }], { role: 'system', respond: true });
    } else this.#isAsked = false;
    return this.#isAsked;
  }

  #close(): void {
    this.#finish();
    void this.#options.session.close({ reason: 'budget' });
  }

  #finish(): void {
    this.#isOver = true;
    this.#cancelTimer();
  }
}
