import type { HttpAnswer, Problem, VendorEnd, VendorFaults } from '../../faults/vendor-faults.ts';
import { Refusal } from './frames.ts';
import { createPhaseReader } from './phases.ts';

interface WireProblem {
  readonly status: number;
  readonly type: string;
  readonly code: string;
  readonly message: string;
}

/** The vendor's errors. Its answers to a rate limit and to a used-up account are those of its HTTP API. */
const PROBLEMS: Readonly<Record<Exclude<Problem, 'unannounced-cap'>, WireProblem>> = {
  'credential-expired': {
    status: 401,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message: 'The client secret has expired. Create a new one for each session.',
  },
  'credential-rejected': {
    status: 401,
    type: 'invalid_request_error',
    code: 'invalid_api_key',
    message: 'Incorrect API key provided.',
  },
  'rate-limit': {
    status: 429,
    type: 'rate_limit_error',
    code: 'rate_limit_exceeded',
    message: 'Rate limit reached. Please try again later.',
  },
  quota: {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
  },
  error: {
    status: 500,
    type: 'server_error',
    code: 'server_error',
    message: 'The server had an error while processing your request.',
  },
  'session-cap': {
    status: 400,
    type: 'invalid_request_error',
    code: 'session_expired',
    message: 'Your session hit the maximum duration.',
  },
};

/** Close codes: a wrong key, a request that is refused, and a session at its cap. */
const CLOSE_UNAUTHORIZED = 3000;
const CLOSE_REFUSED = 4000;
const CLOSE_EXPIRED = 1001;

function describeProblem(problem: Problem, message: string): WireProblem {
  const wire = PROBLEMS[problem === 'unannounced-cap' ? 'session-cap' : problem];
  return message === '' ? wire : { ...wire, message };
}

/** The failure of a response for a problem. */
export function refusalOf(problem: Problem, message: string): Refusal {
  const wire = describeProblem(problem, message);
  return new Refusal(wire.code, wire.message, null, wire.type);
}

function answer(problem: Problem): HttpAnswer {
  const { status, type, code, message } = describeProblem(problem, '');
  return { status, body: { error: { message, type, param: null, code } } };
}

function end(problem: Problem, message: string): VendorEnd {
  const { type, code, message: words } = describeProblem(problem, message);
  if (problem === 'unannounced-cap') return { frames: [], code: CLOSE_EXPIRED, reason: '' };
  const error = { type, code, message: words, param: null, event_id: null };
  const frames = [{ type: 'error', event_id: 'event_fault', error }];
  if (problem === 'session-cap') return { frames, code: CLOSE_EXPIRED, reason: words };
  const isKey = problem === 'credential-expired' || problem === 'credential-rejected';
  return { frames, code: isKey ? CLOSE_UNAUTHORIZED : null, reason: `${type}.${code}` };
}

/** The faults of OpenAI Realtime. */
export const faults: VendorFaults = {
  lacks: new Set(['go-away', 'stale-handle', 'repeat-sentence', 'wait-queue']),
  frames: 'text',
  refusalCode: CLOSE_REFUSED,
  requestKind(method, path) {
    if (method !== 'POST') return null;
    if (path === '/v1/realtime/client_secrets') return 'mint';
    return path === '/v1/realtime/calls' ? 'call' : null;
  },
  answer,
  end,
  createPhaseReader,
  unknownEvent: (filler) => ({ type: 'session.surprise', event_id: 'event_fault', filler }),
  splitTranscript(frame) {
    const isWords = /input_audio_transcription|output_audio_transcript|output_text/.test(
      String(frame['type']),
    );
    return isWords ? { words: frame, rest: null } : { words: null, rest: frame };
  },
  withoutUsage({ usage: _usage, response, ...rest }) {
    if (typeof response !== 'object' || response === null)
      return { ...rest, ...(response !== undefined && { response }) };
    return { ...rest, response: { ...response, usage: null } };
  },
};
