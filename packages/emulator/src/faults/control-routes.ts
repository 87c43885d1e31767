import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import type { SessionRecord } from '../session-log.ts';
import type { FaultInjector } from './fault-injector.ts';
import { FAULT_KINDS } from './fault-kinds.ts';
import type { FaultKind, FaultMoment, PlannedFault } from './fault.ts';

/** The path of the control route. */
export const CONTROL_PATH = '/__faults';

/** The number of the latest sessions that are listed. */
const MAX_SESSIONS = 50;

/** A session as the control route lists it. */
export interface ControlledSession {
  /** Its place in the list of all sessions, from 0: the value of `session` in a request. */
  readonly session: number;
  readonly vendor: string;
  readonly kind: SessionRecord['kind'];
  /** The number of the connection among those of the vendor, from 1. */
  readonly connection: number;
  readonly phase: FaultMoment;
  readonly isOpen: boolean;
  /** Without the query, which may hold a credential. */
  readonly path: string;
}

/** The answer of the control route. */
export interface FaultControlState {
  /** The latest sessions, oldest first. */
  readonly sessions: readonly ControlledSession[];
  /** The faults that can still happen, and how often: a number or `always`. */
  readonly plan: readonly { readonly fault: PlannedFault; readonly left: number | 'always' }[];
  /** The faults that there are, with the moments at which they can happen; the first is the usual one. */
  readonly kinds: readonly {
    readonly kind: FaultKind;
    readonly moments: readonly FaultMoment[];
    /** Vendors that have it. */
    readonly vendors: readonly string[];
    /** Whether only calls and rooms have it. */
    readonly isOfCalls: boolean;
  }[];
}

export interface ControlOptions {
  readonly faults: FaultInjector;
  readonly vendors: readonly string[];
  readonly sessions: readonly SessionRecord[];
  /** Whether an origin is on this machine. */
  readonly isLoopback: (origin: string) => boolean;
}

const request = v.strictObject({
  fault: v.unknown(),
  session: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

/** Routes with which a page on this machine lists sessions and makes faults happen. */
export function createControlRoutes(options: ControlOptions): Hono {
  const { faults, isLoopback } = options;
  const routes = new Hono();
  routes.use(CONTROL_PATH, async (context, next) => {
    // A page of another machine must not even send: the headers of CORS only keep it from reading.
    const origin = context.req.header('Origin');
    const isLocal = isLoopback(`http://${context.req.header('Host') ?? ''}`);
    if (isLocal && (origin === undefined || isLoopback(origin))) return next();
    return refuse(context, 403, 'Only pages on this machine may use this route.');
  });
  routes.get(CONTROL_PATH, (context) => context.json(describe(options)));
  routes.post(CONTROL_PATH, async (context) => {
    if (!/^application\/json\b/.test(context.req.header('Content-Type') ?? ''))
      return refuse(context, 415, 'The body must be JSON, with the content type application/json.');
    try {
      const { fault, session } = readRequest(await context.req.text());
      if (session === undefined) faults.add([fault]);
      else {
        const record = options.sessions[session];
        if (!record?.isOpen) return refuse(context, 404, `The session ${session} is not open.`);
        record.inject(faults.check(fault));
      }
      return context.json(describe(options));
    } catch (error) {
      if (error instanceof RangeError) return refuse(context, 400, error.message);
      throw error;
    }
  });
  routes.delete(CONTROL_PATH, (context) => {
    faults.clear();
    return context.json(describe(options));
  });
  return routes;
}

function refuse(context: Context, status: 400 | 403 | 404 | 415, message: string): Response {
  return context.json({ error: message }, status);
}

/** @throws RangeError */
function readRequest(text: string): v.InferOutput<typeof request> {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new RangeError('The body is not JSON.');
  }
  const result = v.safeParse(request, body);
  if (result.success) return result.output;
  throw new RangeError(
    'The body has the form {"fault": {"kind": …}, "session": 0}. The session may be left out.',
  );
}

function describe({ faults, vendors, sessions }: ControlOptions): FaultControlState {
  const first = Math.max(0, sessions.length - MAX_SESSIONS);
  return {
    sessions: sessions.slice(first).map(({ vendor, kind, connection, phase, isOpen, path }, index) => ({
      session: first + index,
      vendor,
      kind,
      connection,
      phase,
      isOpen,
      path: path.replace(/\?.*$/, ''),
    })),
    plan: faults.armed.map(({ fault, left }) => ({ fault, left: left === Infinity ? 'always' : left })),
    kinds: Object.entries(FAULT_KINDS).map(([name, { moments, isOfCalls = false }]) => {
      const kind = name as FaultKind;
      return {
        kind,
        moments,
        isOfCalls,
        vendors: vendors.filter((id) => !faults.vendorOf(id).lacks.has(kind)),
      };
    }),
  };
}
