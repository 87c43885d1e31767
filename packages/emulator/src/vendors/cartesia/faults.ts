import type { HttpAnswer, Problem, VendorEnd, VendorFaults } from '../../faults/vendor-faults.ts';
import { createPhaseReader } from './phases.ts';

interface WireProblem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly close: number;
}

const OVER = 'call ended by agent, reason: duration';

/** The vendor's problems. Where it documents none, names are the emulator's own. */
const PROBLEMS: Readonly<Record<Problem, WireProblem>> = {
  'credential-expired': {
    status: 401,
    code: 'unauthorized',
    message: 'The access token has expired.',
    close: 1008,
  },
  'credential-rejected': {
    status: 401,
    code: 'unauthorized',
    message: 'Invalid API key or access token.',
    close: 1008,
  },
  'rate-limit': {
    status: 429,
    code: 'concurrency_limited',
    message: 'Too many concurrent calls.',
    close: 1008,
  },
  quota: { status: 402, code: 'quota_exceeded', message: 'The account has no credits left.', close: 1008 },
  error: { status: 500, code: 'agent_failed', message: 'The agent failed.', close: 1011 },
  'session-cap': { status: 500, code: '', message: OVER, close: 1000 },
  'unannounced-cap': { status: 500, code: '', message: OVER, close: 1000 },
};

function answer(problem: Problem): HttpAnswer {
  const { status, code, message } = PROBLEMS[problem];
  const title = status === 401 ? 'Unauthorized' : 'Error';
  return { status, body: { error_code: code, title, message, status_code: status } };
}

function end(problem: Problem, words: string): VendorEnd {
  const { code, message, close } = PROBLEMS[problem];
  const frames = code === '' ? [] : [{ type: 'error', code, message: words || message, fatal: true }];
  return { frames, code: close, reason: message };
}

/** The faults of Cartesia. */
export const faults: VendorFaults = {
  lacks: new Set([
    'go-away',
    'stale-handle',
    'repeat-sentence',
    'wait-queue',
    'missing-usage',
    'packet-loss',
    'ice-failure',
    'channel-close',
  ]),
  frames: 'text',
  refusalCode: 1008,
  requestKind: (method, path) =>
    method === 'POST' && /^\/access-token$|^\/v1\/agents\/websocket\/[^/]+\/sessions$/.test(path)
      ? 'mint'
      : null,
  answer,
  end,
  createPhaseReader,
  unknownEvent: (filler) => ({ type: 'surprise', filler }),
  splitTranscript: (frame) =>
    frame['type'] === 'turn_output_text_delta' ? { words: frame, rest: null } : { words: null, rest: frame },
  withoutUsage: (frame) => frame,
};
