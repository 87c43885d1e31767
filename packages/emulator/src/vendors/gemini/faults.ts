import type { HttpAnswer, Problem, VendorEnd, VendorFaults } from '../../faults/vendor-faults.ts';
import { Closing, writeDuration } from './frames.ts';
import type { Wire } from './frames.ts';
import { createPhaseReader } from './phases.ts';

/** The reason of a close after an announced end that the client has ignored (recorded). */
const UNHEEDED =
  'Connection aborted because the client failed to close the connection after receiving a GoAway signal once the session duration was reached.';

/** The close of a connection that is at its end, with and without an announcement. */
export function closingAtCap(isAnnounced: boolean): Closing {
  return isAnnounced
    ? new Closing(1008, UNHEEDED)
    : new Closing(1011, 'Deadline expired before operation could complete.');
}

const EXHAUSTED = 'Resource has been exhausted (e.g. check quota).';
const NO_QUOTA = 'You exceeded your current quota, please check your plan and billing details.';

function answer(problem: Problem): HttpAnswer {
  const [code, status, message] = answerOf(problem);
  return { status: code, body: { error: { code, message, status } } };
}

function answerOf(problem: Problem): readonly [number, string, string] {
  switch (problem) {
    case 'credential-expired':
      return [400, 'INVALID_ARGUMENT', 'API key expired. Please renew the API key.'];
    case 'credential-rejected':
      return [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.'];
    case 'rate-limit':
      return [429, 'RESOURCE_EXHAUSTED', EXHAUSTED];
    case 'quota':
      return [429, 'RESOURCE_EXHAUSTED', NO_QUOTA];
    default:
      return [503, 'UNAVAILABLE', 'The service is currently unavailable.'];
  }
}

function closingOf(problem: Problem): Closing {
  switch (problem) {
    case 'credential-expired':
      return new Closing(1008, 'The ephemeral token has expired.');
    case 'credential-rejected':
      return new Closing(1008, 'The ephemeral token is not valid.');
    case 'rate-limit':
      return new Closing(1011, EXHAUSTED);
    case 'quota':
      return new Closing(1011, NO_QUOTA);
    case 'error':
      return new Closing(1011, 'Internal error encountered.');
    case 'session-cap':
      return closingAtCap(true);
    case 'unannounced-cap':
      return closingAtCap(false);
  }
}

function end(problem: Problem): VendorEnd {
  const { code, message } = closingOf(problem);
  return { frames: [], code, reason: message };
}

/** The faults of Gemini Live. */
export const faults: VendorFaults = {
  lacks: new Set(['wait-queue', 'packet-loss', 'ice-failure', 'channel-close']),
  frames: 'binary',
  refusalCode: 1008,
  requestKind: (method, path) => (method === 'POST' && path.endsWith('/auth_tokens') ? 'mint' : null),
  answer,
  end,
  announceEnd: (timeLeftMs) => ({ goAway: { timeLeft: writeDuration(timeLeftMs) } }),
  createPhaseReader,
  unknownEvent: (filler) => ({ surprise: { filler } }),
  splitTranscript(frame) {
    const { serverContent, ...others } = frame as { readonly serverContent?: Wire };
    const { inputTranscription, outputTranscription, ...content } = serverContent ?? {};
    if (!inputTranscription && !outputTranscription) return { words: null, rest: frame };
    const words = {
      ...(inputTranscription !== undefined && { inputTranscription }),
      ...(outputTranscription !== undefined && { outputTranscription }),
    };
    const hasContent = Object.keys(content).length > 0;
    const rest = { ...others, ...(hasContent && { serverContent: content }) };
    return { words: { serverContent: words }, rest: Object.keys(rest).length > 0 ? rest : null };
  },
  withoutUsage({ usageMetadata: _usage, ...rest }) {
    return Object.keys(rest).length > 0 ? rest : null;
  },
};
