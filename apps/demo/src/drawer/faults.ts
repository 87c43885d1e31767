/** A failure of the emulator, as its control route takes it; `@repartee/emulator` has the types. */
export interface EmulatedFault {
  readonly kind: string;
  readonly vendor?: string;
  readonly trigger?: { readonly at?: string; readonly afterMs?: number; readonly times?: number | 'always' };
  readonly [setting: string]: unknown;
}

/** A failure that the user can try. */
export interface Trial {
  readonly name: string;
  /** The expected effect. */
  readonly hint: string;
  /** The faults of the next attempts; they are planned before anything happens to the connection. */
  readonly next?: readonly EmulatedFault[];
  /** The fault of the open connection. */
  readonly now?: EmulatedFault;
  /** The browser has no network for so long, in milliseconds. */
  readonly offlineMs?: number;
  /** Only over this transport. @default both */
  readonly transport?: 'websocket' | 'webrtc';
}

const drop: EmulatedFault = { kind: 'drop' };

/** The device loses its network for a while. */
export const OFFLINE = {
  name: 'Go offline for 8 seconds',
  hint: 'Attempts wait for the network.',
  now: drop,
  offlineMs: 8_000,
} as const satisfies Trial;

/** The failures of the demo, from the most common to the rarest. */
export const TRIALS: readonly { readonly title: string; readonly trials: readonly Trial[] }[] = [
  {
    title: 'The network',
    trials: [
      { name: 'Drop the connection', hint: 'It breaks at once, and is back at once.', now: drop },
      OFFLINE,
      {
        name: 'Go silent without a word',
        hint: 'Nothing arrives any more. It is noticed while you speak, or while an answer is due.',
        now: { kind: 'drop', how: 'half-open' },
      },
      {
        name: 'Freeze for 3 seconds',
        hint: 'The connection is kept, and everything arrives late.',
        now: { kind: 'stall', direction: 'both', forMs: 3_000 },
      },
      {
        name: 'Slow the network down',
        hint: 'For 15 seconds the emulator reads 3 kB a second.',
        now: { kind: 'throttle', bytesPerSecond: 3_000, direction: 'to-server', forMs: 15_000 },
        transport: 'websocket',
      },
      {
        name: 'Lose a third of the packets',
        hint: 'For 15 seconds. Watch the quality of the connection.',
        now: { kind: 'packet-loss', percent: 33, forMs: 15_000 },
        transport: 'webrtc',
      },
      {
        name: 'Break the path of the call',
        hint: 'ICE becomes disconnected, then failed.',
        now: { kind: 'ice-failure' },
        transport: 'webrtc',
      },
    ],
  },
  {
    title: 'The service',
    trials: [
      {
        name: 'End the session in 20 seconds',
        hint: 'The cap of the vendor. The session is renewed.',
        now: { kind: 'session-cap', seconds: 20 },
      },
      {
        name: 'Announce the end',
        hint: 'The vendor goes away in 15 seconds, where it announces that.',
        now: { kind: 'go-away', timeLeftMs: 15_000 },
      },
      {
        name: 'Fail the next answer',
        hint: 'An error while the agent answers.',
        now: { kind: 'answer-error', trigger: { at: 'thinking' } },
      },
      {
        name: 'Send an unreadable frame',
        hint: 'The conversation continues.',
        now: { kind: 'corrupt' },
      },
      {
        name: 'Be down for three attempts',
        hint: 'The connection drops, and three attempts are refused.',
        next: [{ kind: 'refuse', status: 503, trigger: { at: 'upgrade', times: 3 } }],
        now: drop,
      },
    ],
  },
  {
    title: 'Access',
    trials: [
      {
        name: 'Limit the rate',
        hint: 'The next credential has to wait for 4 seconds.',
        next: [{ kind: 'rate-limit', retryAfterS: 4, trigger: { at: 'mint' } }],
        now: drop,
      },
      {
        name: 'Refuse the credential',
        hint: 'No attempt helps. The conversation ends with a reason.',
        next: [{ kind: 'credential', problem: 'rejected', trigger: { at: 'upgrade' } }],
        now: drop,
      },
      {
        name: 'Use up the quota',
        hint: 'Trying again does not help.',
        next: [{ kind: 'quota', trigger: { at: 'upgrade' } }],
        now: drop,
      },
    ],
  },
];

/** The answer of the emulator's control route. */
export interface FaultsReport {
  readonly sessions: readonly {
    readonly session: number;
    readonly vendor: string;
    readonly isOpen: boolean;
  }[];
  readonly kinds: readonly { readonly kind: string; readonly vendors: readonly string[] }[];
}

/** Whether the emulator has the failures of a trial for this vendor and transport. */
export function isPossible(
  { now, next = [], transport: only }: Trial,
  { kinds }: FaultsReport,
  vendor: string,
  transport: 'websocket' | 'webrtc',
): boolean {
  const faults = now ? [now, ...next] : next;
  const has = ({ kind }: EmulatedFault) =>
    kinds.some((one) => one.kind === kind && one.vendors.includes(vendor));
  return (only ?? transport) === transport && faults.every(has);
}

/** Reads what the emulator can do. */
export function readFaults(origin: string): Promise<FaultsReport> {
  return ask(origin, 'GET');
}

/** Makes something go wrong at the emulator. What was planned before is forgotten. */
export async function tryFailure(origin: string, vendor: string, { next = [], now }: Trial): Promise<void> {
  const { sessions } = await ask(origin, 'DELETE');
  for (const fault of next) await ask(origin, 'POST', { fault: { ...fault, vendor } });
  if (!now) return;
  const open = sessions.findLast((one) => one.vendor === vendor && one.isOpen);
  if (!open) throw new Error('There is no connection. Start the conversation first.');
  await ask(origin, 'POST', { fault: now, session: open.session });
}

async function ask(origin: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<FaultsReport> {
  const response = await fetch(new URL('/__faults', origin), {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as FaultsReport & { readonly error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The emulator answered with status ${response.status}.`);
  return answer;
}
