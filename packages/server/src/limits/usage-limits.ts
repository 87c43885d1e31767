import { RealtimeError } from '@repartee/core/server';

/** The limits of one day, from midnight to midnight UTC. */
export interface DailyLimits {
  /** Minutes of sessions. @default no limit */
  readonly minutesPerDay?: number;
  /** Money, in any one currency. It needs `moneyPerMinute`. @default no limit */
  readonly moneyPerDay?: number;
  /** Sessions at the same time. @default no limit */
  readonly concurrentSessions?: number;
}

/**
 * The limits of users and teams. A session is charged for the longest time that it may last when it begins, and gets back
 * what it has not used when the server sees its end: in a call that goes through the server, or over the relay. The server
 * does not see the end of a session that the browser opened with a credential, so it stays charged in full.
 */
export interface UsageLimits {
  /** Credentials for each user. @default 10 in 60 seconds */
  readonly credentials?: { readonly count: number; readonly perSeconds: number };
  /** The longest session, in minutes. It may get less, where less is left for today. @default 30 with any daily limit, else none */
  readonly sessionMinutes?: number;
  /** The most that a minute can cost, in the currency of `moneyPerDay`. @default 0 */
  readonly moneyPerMinute?: number;
  /** The limits of each user. @default none */
  readonly user?: DailyLimits;
  /** The limits of all users of a team together. @default none */
  readonly team?: DailyLimits;
  /**
   * The action when the store cannot be reached: refuse new sessions with 503, or count in the memory of this process.
   * @default 'refuse'
   */
  readonly whenStoreFails?: 'refuse' | 'memory';
}

/** The limits with their defaults, in the units of the stores. */
export interface ResolvedLimits {
  readonly credentials: { readonly count: number; readonly perSeconds: number };
  readonly sessionSeconds: number | null;
  readonly microsPerMinute: number;
  readonly user: DailyLimits;
  readonly team: DailyLimits;
  readonly whenStoreFails: 'refuse' | 'memory';
}

/** Money is counted in millionths, so that sums are exact. */
export const MICROS = 1_000_000;

const DEFAULT_MINUTES = 30;

/** Timers take no longer time than this; one that is longer would fire at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** Makes a time that a timer takes. A process does not live that long, so the end is not missed. */
export const toTimerMs = (ms: number): number => Math.min(Math.max(0, ms), MAX_TIMER_MS);

/**
 * Checks the limits and fills in the defaults.
 *
 * @throws RealtimeError `invalid-config`
 */
export function resolveLimits(limits: UsageLimits = {}): ResolvedLimits {
  const { user = {}, team = {}, moneyPerMinute = 0, sessionMinutes, whenStoreFails = 'refuse' } = limits;
  const { credentials = { count: 10, perSeconds: 60 } } = limits;
  const all = { ...credentials, ...user, ...flat('team ', team), moneyPerMinute, sessionMinutes };
  for (const [name, value] of Object.entries(all))
    if (value !== undefined && !(Number.isFinite(value) && value >= 0))
      throw invalid(`The limit ${name} is ${value}. It must be a number from 0.`);
  if ((user.moneyPerDay ?? team.moneyPerDay) !== undefined && !moneyPerMinute)
    throw invalid('moneyPerDay needs moneyPerMinute: the most that a minute can cost.');
  const hasDaily = Object.keys({ ...user, ...team }).length > 0;
  const minutes = sessionMinutes ?? (hasDaily ? DEFAULT_MINUTES : null);
  return {
    credentials,
    sessionSeconds: minutes === null ? null : Math.floor(minutes * 60),
    microsPerMinute: Math.ceil(moneyPerMinute * MICROS),
    user,
    team,
    whenStoreFails,
  };
}

function flat(prefix: string, limits: DailyLimits): Record<string, number | undefined> {
  return Object.fromEntries(Object.entries(limits).map(([name, value]) => [prefix + name, value as number]));
}

const invalid = (message: string) => new RealtimeError('invalid-config', message);
