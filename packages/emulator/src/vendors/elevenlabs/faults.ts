import type {
  HttpAnswer,
  Problem,
  RequestKind,
  VendorEnd,
  VendorFaults,
} from '../../faults/vendor-faults.ts';
import { Fault } from './frames.ts';
import { createPhaseReader } from './phases.ts';

/** Status, the vendor's name of the problem, and its words. Signalling for rooms has answers of its own. */
const ANSWERS: Readonly<Record<Problem, readonly [number, string, string]>> = {
  'credential-expired': [401, 'invalid_api_key', 'Invalid API key'],
  'credential-rejected': [401, 'invalid_api_key', 'Invalid API key'],
  'rate-limit': [
    429,
    'too_many_concurrent_requests',
    'Too many concurrent requests. Please try again later.',
  ],
  quota: [401, 'quota_exceeded', 'This request exceeds your quota limit.'],
  error: [500, 'internal_error', 'An internal error occurred.'],
  'session-cap': [500, 'internal_error', 'An internal error occurred.'],
  'unannounced-cap': [500, 'internal_error', 'An internal error occurred.'],
};

const SIGNAL_ANSWERS: Partial<Record<Problem, readonly [number, string]>> = {
  'credential-expired': [401, 'invalid authorization token: token is expired (exp)'],
  'credential-rejected': [401, 'invalid API key'],
  'rate-limit': [429, 'too many requests'],
  quota: [429, 'limit exceeded'],
};

function answer(problem: Problem, request: RequestKind): HttpAnswer {
  if (request === 'signal') {
    const [status, body] = SIGNAL_ANSWERS[problem] ?? [503, 'service unavailable'];
    return { status, body };
  }
  const [status, name, message] = ANSWERS[problem];
  return { status, body: { detail: { status: name, message } } };
}

function faultOf(problem: Problem, message: string): Fault | null {
  switch (problem) {
    case 'error':
      return new Fault('unknown_websocket_crash', message, 1011);
    case 'session-cap':
      return new Fault('max_duration_exceeded', 'The maximum duration is over.', 1000);
    default:
      return null;
  }
}

/** Closes without an error event. The code of a limit is that of the vendor's mock; others were reported by users. */
const SILENT_CLOSES: Partial<Record<Problem, readonly [number, string]>> = {
  'credential-expired': [1008, 'The signed URL has expired.'],
  'credential-rejected': [1008, 'Invalid conversation signature: authorization failed.'],
  'rate-limit': [3008, 'Too many concurrent conversations.'],
  quota: [1002, 'This request exceeds your quota limit.'],
};

function end(problem: Problem, message: string): VendorEnd {
  const fault = faultOf(problem, message);
  if (!fault) {
    const [code, reason] = SILENT_CLOSES[problem] ?? [1000, ''];
    return { frames: [], code, reason };
  }
  const { code, errorType } = fault;
  const error_event = { code, message: fault.message, error_type: errorType, reason: fault.message };
  return { frames: [{ type: 'error', error_event }], code, reason: fault.message.slice(0, 100) };
}

const TRANSCRIPTS = new Set([
  'user_transcript',
  'tentative_user_transcript',
  'agent_response',
  'agent_chat_response_part',
  'agent_response_correction',
]);

/** The faults of ElevenLabs Agents. */
export const faults: VendorFaults = {
  lacks: new Set(['go-away', 'stale-handle', 'repeat-sentence']),
  frames: 'text',
  refusalCode: 1008,
  requestKind(method, path) {
    const isMint = /^\/v1\/convai\/conversation\/(get-signed-url|get_signed_url|token)$/.test(path);
    return method === 'GET' && isMint ? 'mint' : null;
  },
  answer,
  end,
  createPhaseReader,
  unknownEvent: (filler) => ({ type: 'surprise', surprise_event: { filler } }),
  splitTranscript: (frame) =>
    TRANSCRIPTS.has(String(frame['type'])) ? { words: frame, rest: null } : { words: null, rest: frame },
  withoutUsage: (frame) => (frame['type'] === 'context_usage' ? null : frame),
};
