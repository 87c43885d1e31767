import type { Fault, FaultMoment } from '../../../src/faults/fault.ts';
import type { End, FaultRow } from './fault-row.ts';

/** A fault of the first request for a credential or a connection. */
const atFirst = (fault: Fault, at: FaultMoment): Pick<FaultRow, 'plan' | 'phases'> => ({
  phases: ['connecting'],
  plan: [{ ...fault, trigger: { at, onConnection: 1 } }],
});

/** The connection breaks, and the request for the next credential or connection fails. */
const atNext = (fault: Fault, at: FaultMoment): Pick<FaultRow, 'fault' | 'plan' | 'phases'> => ({
  phases: ['listening'],
  fault: { kind: 'drop' },
  plan: [{ ...fault, trigger: { at, onConnection: 2 } }],
});

/** Both: at the start the app is told, later the session tries again where that can help. */
function requests(
  name: string,
  at: FaultMoment,
  fault: Fault,
  first: End,
  next: End,
  unless?: FaultRow['unless'],
): readonly FaultRow[] {
  const others = unless ? { unless } : {};
  return [
    { name, ...atFirst(fault, at), end: first, ...others },
    { name: `${name}, after a loss`, ...atNext(fault, at), end: next, ...others },
  ];
}

/** Requests for a credential and for a connection that go wrong. */
export const REQUESTS: readonly FaultRow[] = [
  ...requests(
    'the credential endpoint answers 503',
    'mint',
    { kind: 'refuse' },
    'failed vendor-failed',
    'renewed',
  ),
  ...requests(
    'the credential endpoint answers 429',
    'mint',
    { kind: 'refuse', status: 429, retryAfterS: 2 },
    'failed rate-limited',
    'renewed',
  ),
  ...requests(
    'the credential endpoint does not answer',
    'mint',
    { kind: 'hang' },
    'failed connect-timeout',
    'renewed',
  ),
  ...requests('the credential endpoint takes 3 s', 'mint', { kind: 'hang', forMs: 3_000 }, 'kept', 'renewed'),
  ...requests(
    'the credential endpoint breaks off',
    'mint',
    { kind: 'drop' },
    'failed credential-fetch-failed',
    'renewed',
  ),
  ...requests(
    'the key is rejected',
    'mint',
    { kind: 'credential', problem: 'rejected' },
    'failed credential-rejected',
    'failed credential-rejected',
  ),
  ...requests(
    'the account is used up',
    'mint',
    { kind: 'quota' },
    'failed quota-exhausted',
    'failed quota-exhausted',
  ),
  ...requests(
    'the upgrade is refused with 503',
    'upgrade',
    { kind: 'refuse' },
    'failed connect-refused',
    'renewed',
  ),
  ...requests('the upgrade gets no answer', 'upgrade', { kind: 'hang' }, 'failed connect-timeout', 'renewed'),
  ...requests('the upgrade takes 3 s', 'upgrade', { kind: 'hang', forMs: 3_000 }, 'kept', 'renewed'),
  ...requests('the upgrade breaks off', 'upgrade', { kind: 'drop' }, 'failed connect-refused', 'renewed'),
  ...requests(
    'the upgrade is reset',
    'upgrade',
    { kind: 'drop', how: 'reset' },
    'failed connect-refused',
    'renewed',
  ),
  ...requests(
    'the token is rejected',
    'upgrade',
    { kind: 'credential', problem: 'rejected' },
    'failed credential-rejected',
    'failed credential-rejected',
  ),
  ...requests(
    'the connection finds the account used up',
    'upgrade',
    { kind: 'quota' },
    'failed quota-exhausted',
    'failed quota-exhausted',
  ),
  {
    name: 'the token has expired',
    ...atFirst({ kind: 'credential' }, 'upgrade'),
    end: 'failed credential-expired',
    unless: { OpenAI: 'failed credential-rejected' },
  },
  {
    name: 'the token has expired, after a loss',
    ...atNext({ kind: 'credential' }, 'upgrade'),
    end: 'renewed',
    unless: { OpenAI: 'failed credential-rejected', ElevenLabs: 'failed credential-expired' },
  },
];
