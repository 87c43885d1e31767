/** Something that time and money are charged to on one day. */
export interface Account {
  /** Unique for the user or team and the day. */
  readonly key: string;
  /** The most seconds in all; `null` without a limit. */
  readonly maxSeconds: number | null;
  /** The most money in all, in millionths; `null` without a limit. */
  readonly maxMicros: number | null;
}

/** Something that has a limited number of sessions at the same time. */
export interface Slots {
  readonly key: string;
  readonly max: number;
}

/** A session that wants to begin. */
export interface SessionOpening {
  readonly sessionId: string;
  /** The longest time that it may last, in seconds. */
  readonly seconds: number;
  /** The most that a minute can cost, in millionths. */
  readonly microsPerMinute: number;
  readonly accounts: readonly Account[];
  readonly slots: readonly Slots[];
}

/** The refusal of a session. */
export interface Denial {
  readonly reason: 'concurrent' | 'minutes' | 'money';
  /** The wait before another try, in seconds; `null` for the next day. */
  readonly retryAfterSeconds: number | null;
}

/** The answer to an opening: how long the session may last, in seconds, or why not at all. */
export type Opening = { readonly seconds: number } | Denial;

/** The usage of a session, as the server saw it. */
export interface Usage {
  readonly seconds: number;
  /** The cost in millionths; `null` to charge the most that the time can have cost. */
  readonly micros: number | null;
}

/**
 * Counts usage. Each method is one atomic step, also between processes, and rejects where the store cannot be reached. `open` and
 * `end` of the same session may be repeated: they count once.
 */
export interface LimitStore {
  /** Counts one credential of a user. Returns how long to wait, in milliseconds; 0 where it is within the limit. */
  countCredential(
    key: string,
    window: { readonly count: number; readonly perSeconds: number },
  ): Promise<number>;
  /** Charges a session for the longest time that it may last. */
  open(opening: SessionOpening): Promise<Opening>;
  /** Gives back what a session has not used, and frees its slots. Returns whether it was open. */
  end(opening: SessionOpening, usage: Usage): Promise<boolean>;
  /** Marks something as used. Returns whether this was the first time within the seconds given. */
  redeem(id: string, seconds: number): Promise<boolean>;
}

/** A session of less than this is not worth its beginning, in seconds. */
export const MIN_SECONDS = 5;
