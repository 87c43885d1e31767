import type { BudgetPolicy } from '../../session/budget/budget-policy.ts';
import type { Clock } from '../../util/clock.ts';
import type { RealtimeSession } from '../realtime-session.ts';

const GOODBYE = 'The time of this conversation is up. Say goodbye in one short, friendly sentence.';
const GOODBYE_MS = 12_000;
const OVERSHOOT = 0.2;

/** A goodbye is short. */
const GOODBYE_TOKENS = 200;

/** What a farewell works with. */
export interface FarewellOptions {
  readonly session: RealtimeSession;
  readonly policy: BudgetPolicy;
  readonly clock: Clock;
  /** Whether the agent is making an answer. */
  readonly isResponding: () => boolean;
  /** Whether the user has said something that will be answered. */
  readonly isUserHeard: () => boolean;
}

/**
 * Ends a session with grace: the user is muted, what the agent is saying is heard to its end, or it says goodbye where it
 * is silent. Not more than one response comes after the limit, and whatever happens, the session is closed in time.
 */
export class Farewell {
  readonly #options: FarewellOptions;
  readonly #wasMuted: boolean;
  readonly #cancelTimer: () => void;
  #isAsked = false;
  /** What is to be heard is being made or heard. */
  #isSaying = false;
  #isOver = false;
  #isStopped = false;

  constructor(options: FarewellOptions, fraction: number) {
    const { session, policy, clock } = options;
    this.#options = options;
    this.#wasMuted = session.store.getState().isMuted;
    session.setMuted(true);
    const timer = clock.setTimeout(() => this.#close(), policy.goodbyeMs ?? GOODBYE_MS);
    this.#cancelTimer = () => clock.clearTimeout(timer);
    this.follow(fraction);
  }

  /** Something has happened in the session. @param fraction how much of the limit is used by now */
  follow(fraction: number): void {
    const { session, policy, isResponding } = this.#options;
    const { status, phase } = session.store.getState();
    if (this.#isOver) return;
    if (status !== 'live' && status !== 'reconnecting') return this.#finish();
    const isBusy = phase === 'thinking' || phase === 'speaking' || isResponding();
    if (isBusy) {
      this.#isSaying = true;
      // A goodbye is capped, and comes on top of what is over already.
      if (this.#isAsked || fraction < 1 + (policy.overshoot ?? OVERSHOOT) || !isResponding()) return;
      // Where the vendor keeps the playhead itself, to stop is to cut what is being heard.
      if (!this.#isStopped && session.capabilities.truncation === 'client') session.stopResponding();
      this.#isStopped = true;
    } else if (this.#isSaying || !(this.#isAsked || this.#askForGoodbye())) this.#close();
  }

  /** Whether nobody has said goodbye yet. */
  get canBeCalledOff(): boolean {
    return !this.#isAsked;
  }

  /** There is room again: the talk goes on. */
  cancel(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#options.session.setMuted(this.#wasMuted);
  }

  #askForGoodbye(): boolean {
    const { session, policy, isUserHeard } = this.#options;
    const { canSendText, isResponseOnDemand } = session.capabilities;
    const instructions = policy.goodbyeInstructions ?? GOODBYE;
    if (instructions === false || session.store.getState().status !== 'live') return false;
    this.#isAsked = true;
    // Who answers by itself will answer what the user has said: that is the last answer, and no goodbye comes on top.
    if (!isResponseOnDemand && isUserHeard()) return true;
    if (isResponseOnDemand) session.respond({ instructions, maxOutputTokens: GOODBYE_TOKENS });
    else if (canSendText) {
      session.sendMessage([{ type: 'text', text: instructions }], { role: 'system', isAnswered: true });
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
