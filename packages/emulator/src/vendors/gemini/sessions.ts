import type { StaleHandleFault } from '../../faults/fault.ts';
import type { Random } from '../../random.ts';
import type { ResumeRules } from '../../vendor.ts';
import { Closing, invalid } from './frames.ts';
import { History } from './history.ts';
import type { SessionHistoryEntry } from './history.ts';
import { ToolCalls } from './tool-calls.ts';

/** A handle is good for two hours after its session has ended (session guide, 2026). */
const VALID_MS = 2 * 3_600_000;

/** An idle session can be resumed this long after its connection has ended (measured in October 2026: 1 to 1.6 s). */
const SETTLE_MS = 1_000;

/** The refusal of an attempt that comes too early takes this long (measured: 0.47 to 0.70 s). */
const REFUSAL_MS = 500;

/** The connection of a session, as far as others ask about it. */
export interface SessionOwner {
  readonly isOpen: boolean;
}

/** The end of a connection. */
export interface Release {
  /** Whether the model was speaking. */
  readonly isSpeaking: boolean;
  /** The sentence that was cut; `null` for none. */
  readonly cutSentence: string | null;
}

/** A refusal to resume, and when it is sent. */
export class ResumeRefused extends Error {
  readonly closing: Closing;
  readonly delayMs: number;

  constructor(closing: Closing, delayMs: number) {
    super(closing.message);
    this.closing = closing;
    this.delayMs = delayMs;
  }
}

/** A conversation, whatever connection it is on. */
export class ResumableSession {
  readonly model: string;
  readonly history: History;
  readonly calls: ToolCalls;
  owner: SessionOwner;
  /** The time and the kind of its connection's end; `null` while there is one. */
  release: (Release & { readonly atMs: number }) | null = null;
  /** Whether an attempt to resume it was refused because its connection was open. */
  wasContested = false;
  /** Nothing resumes it any more. */
  isDead = false;

  constructor(
    model: string,
    owner: SessionOwner,
    random: Random,
    entries: readonly SessionHistoryEntry[] = [],
  ) {
    this.model = model;
    this.owner = owner;
    this.history = new History(entries);
    this.calls = new ToolCalls(random);
  }
}

interface Saved {
  readonly session: ResumableSession;
  /** The memory of the session when the handle was given; `null` for a handle of its latest state. */
  readonly entries: readonly SessionHistoryEntry[] | null;
}

export interface SessionsOptions {
  readonly random: Random;
  readonly now: () => number;
  readonly rules: ResumeRules;
}

/** A request to resume a session. */
export interface ResumeRequest {
  readonly handle: string;
  readonly model: string;
  readonly owner: SessionOwner;
  readonly random: Random;
  /** The way in which a fault refuses it; `null` for none. */
  readonly refusal: NonNullable<StaleHandleFault['how']> | null;
}

/** The sessions by their resumption handles. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #saved = new Map<string, Saved>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Gives a handle: it has the form of a UUID (recorded). @param isSnapshot - whether it names the present state only */
  save(session: ResumableSession, isSnapshot: boolean): string {
    const hex = (length: number) =>
      Array.from({ length }, () => Math.floor(this.#options.random() * 16).toString(16)).join('');
    const handle = [8, 4, 4, 4, 12].map(hex).join('-');
    // A handle that is over is refused like one that never was: an emulator that runs for days keeps none.
    for (const [old, saved] of this.#saved) if (this.#isOver(saved.session)) this.#saved.delete(old);
    this.#saved.set(handle, { session, entries: isSnapshot ? [...session.history.entries] : null });
    return handle;
  }

  /** The connection of a session has ended. */
  release(session: ResumableSession, release: Release): void {
    session.release = { ...release, atMs: this.#options.now() };
  }

  /** Takes a session up again. @throws ResumeRefused, or Closing for another model */
  resume({ handle, model, owner, random, refusal }: ResumeRequest): ResumableSession {
    const saved = this.#saved.get(handle);
    if (refusal === 'internal-error') throw tooEarly(this.#options.rules);
    if (!saved || refusal === 'not-found' || this.#isOver(saved.session))
      throw new ResumeRefused(new Closing(1008, 'BidiGenerateContent session not found'), 0);
    const { session, entries } = saved;
    if (session.model !== model) throw invalid('The model of a session cannot change when it is resumed.');
    this.#requireFree(session);
    if (entries) return new ResumableSession(model, owner, random, entries);
    Object.assign(session, { owner, wasContested: false });
    return session;
  }

  #isOver({ isDead, release }: ResumableSession): boolean {
    return isDead || (release !== null && release.atMs + VALID_MS < this.#options.now());
  }

  #requireFree(session: ResumableSession): void {
    const { rules, now } = this.#options;
    if (session.owner.isOpen) {
      session.wasContested = true;
      throw tooEarly(rules);
    }
    const { release, wasContested } = session;
    if (rules === 'lenient' || !release || release.isSpeaking || wasContested) return;
    if (now() < release.atMs + SETTLE_MS) throw tooEarly(rules);
  }
}

function tooEarly(rules: ResumeRules): ResumeRefused {
  return new ResumeRefused(
    new Closing(1011, 'Internal error encountered.'),
    rules === 'strict' ? REFUSAL_MS : 0,
  );
}
