import * as v from 'valibot';
import type { FaultKind, FaultMoment } from './fault.ts';

/** The largest frame that a fault sends, in bytes. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/** The largest close reason, in bytes (RFC 6455). */
const MAX_REASON_BYTES = 123;

const number = v.pipe(v.number(), v.finite());
const ms = v.pipe(number, v.minValue(0));
const whole = (from: number, to = Number.MAX_SAFE_INTEGER) =>
  v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));
const direction = v.optional(v.picklist(['to-client', 'to-server', 'both']));
const forMs = v.optional(ms);

/** Codes that a close frame may carry (RFC 6455 and the registry of codes). */
const closeCode = v.pipe(
  v.number(),
  v.integer(),
  v.check(
    (code) =>
      (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999),
    'Invalid code: a close frame carries 1000 to 1014 without 1004 to 1006, or 3000 to 4999',
  ),
);

/** The rules of a kind of fault. */
interface FaultKindRule {
  /** Its own fields. */
  readonly fields: v.ObjectEntries;
  /** The moments at which it can happen; the first is the usual one. */
  readonly moments: readonly FaultMoment[];
  /** Only for calls and rooms. */
  readonly isOfCalls?: boolean;
}

const OPENING = ['upgrade', 'mint'] as const;
const RUNNING = ['configured', 'listening', 'user-speaking', 'thinking', 'speaking', 'tool-running'] as const;
const ANY = [...RUNNING, ...OPENING];
const running = (fields: v.ObjectEntries = {}): FaultKindRule => ({ fields, moments: RUNNING });
const ofCalls = (fields: v.ObjectEntries = {}): FaultKindRule => ({ ...running(fields), isOfCalls: true });

/** Every moment. */
export const FAULT_MOMENTS = ['mint', 'upgrade', ...RUNNING] as const satisfies readonly FaultMoment[];

/** The moments of a conversation, in which a connection is open. */
export const RUNNING_MOMENTS: readonly FaultMoment[] = RUNNING;

/** The fields and the moments of every fault. */
export const FAULT_KINDS: Readonly<Record<FaultKind, FaultKindRule>> = {
  refuse: {
    fields: { status: v.optional(whole(400, 599)), retryAfterS: v.optional(whole(0)) },
    moments: OPENING,
  },
  hang: { fields: { forMs }, moments: OPENING },
  drop: {
    fields: {
      how: v.optional(v.picklist(['clean', 'abrupt', 'reset', 'half-open'])),
      code: v.optional(closeCode),
      reason: v.optional(v.pipe(v.string(), v.maxBytes(MAX_REASON_BYTES))),
    },
    moments: ANY,
  },
  stall: running({ direction, forMs }),
  throttle: running({ bytesPerSecond: v.pipe(number, v.gtValue(0)), direction, forMs }),
  jitter: running({ maxMs: ms, forMs }),
  reorder: running({ count: v.optional(whole(2)) }),
  duplicate: running({ count: v.optional(whole(1)) }),
  corrupt: running({ how: v.optional(v.picklist(['json', 'bytes'])), count: v.optional(whole(1)) }),
  oversize: running({ bytes: v.optional(whole(1, MAX_FRAME_BYTES)) }),
  'unknown-event': running(),
  'late-transcripts': running({ byMs: v.optional(ms) }),
  'missing-usage': running(),
  credential: {
    fields: { problem: v.optional(v.picklist(['expired', 'rejected'])) },
    moments: [...OPENING, ...RUNNING],
  },
  'rate-limit': { fields: { retryAfterS: v.optional(whole(0)) }, moments: [...OPENING, ...RUNNING] },
  quota: { fields: {}, moments: [...OPENING, ...RUNNING] },
  'session-cap': {
    fields: { seconds: v.pipe(number, v.minValue(0)), announced: v.optional(v.boolean()) },
    moments: ['upgrade', ...RUNNING],
  },
  'go-away': running({
    timeLeftMs: v.optional(ms),
    outcome: v.optional(v.picklist(['close', 'silence', 'stay'])),
  }),
  'answer-error': {
    fields: { message: v.optional(v.string()) },
    moments: ['speaking', 'thinking', 'tool-running'],
  },
  'stale-handle': {
    fields: { how: v.optional(v.picklist(['not-found', 'internal-error'])) },
    moments: ['upgrade'],
  },
  'repeat-sentence': { fields: {}, moments: ['upgrade'] },
  'wait-queue': {
    fields: { waitMs: v.optional(ms), outcome: v.optional(v.picklist(['admitted', 'timed-out'])) },
    moments: ['upgrade'],
  },
  'packet-loss': ofCalls({ percent: v.pipe(number, v.minValue(0), v.maxValue(100)), direction, forMs }),
  'ice-failure': ofCalls({ forMs }),
  'channel-close': ofCalls(),
};
