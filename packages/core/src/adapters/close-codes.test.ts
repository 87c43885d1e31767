import { describe, expect, it } from 'vitest';
import type { CloseContext, CloseVerdict, ProviderAdapter } from '../protocol/provider-adapter.ts';
import { readStandardClose } from '../util/close-codes.ts';
import { cartesia } from './cartesia/index.ts';
import { elevenlabs } from './elevenlabs/index.ts';
import { gemini } from './gemini/index.ts';
import { openai } from './openai/index.ts';

const ADAPTERS = {
  openai: await openai().load(),
  gemini: await gemini().load(),
  elevenlabs: await elevenlabs({ agentId: 'a' }).load(),
  cartesia: await cartesia({ agentId: 'a' }).load(),
} satisfies Record<string, ProviderAdapter>;

type Vendor = keyof typeof ADAPTERS;

/** `stop`: the end of the conversation. `fail`: an error without another attempt. `retry`: as the policy says. */
type Action = 'stop' | 'fail' | 'retry' | 'once' | 'wait';

const [OPENAI, GEMINI, ELEVENLABS, CARTESIA]: readonly Vendor[] = [
  'openai',
  'gemini',
  'elevenlabs',
  'cartesia',
];

/** The session's action after each close code, by vendor, without a reason (close code table of November 2026). */
const TABLE: Readonly<Record<number, Readonly<Record<Vendor, Action>>>> = {
  1000: all('stop'),
  1001: all('retry'),
  1002: { ...all('fail'), elevenlabs: 'once' },
  1003: all('fail'),
  1005: all('retry'),
  1006: all('retry'),
  1007: all('fail'),
  // Gemini ends sessions at their longest duration with 1008 too: there the words decide.
  1008: { ...all('fail'), gemini: 'retry' },
  1009: all('fail'),
  1010: all('fail'),
  1011: { openai: 'retry', gemini: 'wait', elevenlabs: 'once', cartesia: 'once' },
  1012: all('retry'),
  1013: all('retry'),
  1015: all('retry'),
  3000: { openai: 'fail', gemini: 'retry', elevenlabs: 'fail', cartesia: 'retry' },
  3008: { openai: 'fail', gemini: 'retry', elevenlabs: 'fail', cartesia: 'retry' },
  4000: { openai: 'fail', gemini: 'retry', elevenlabs: 'retry', cartesia: 'retry' },
};

function all(action: Action): Record<Vendor, Action> {
  return { openai: action, gemini: action, elevenlabs: action, cartesia: action };
}

const FIRST: CloseContext = {
  isResuming: false,
  refusals: 0,
  ageMs: 60_000,
  isDue: false,
  isAfterSilence: false,
};

function judge(
  vendor: Vendor,
  code: number,
  reason: string,
  context: Partial<CloseContext> = {},
): CloseVerdict {
  const close = { code, reason, wasClean: code !== 1006 };
  const adapter: ProviderAdapter = ADAPTERS[vendor];
  return adapter.readClose?.(close, { ...FIRST, ...context }) ?? readStandardClose(close);
}

function actionOf(verdict: CloseVerdict): Action {
  if (verdict.code === null) return 'stop';
  if (!verdict.isRetryable || verdict.retryLimit === 0) return 'fail';
  if (verdict.retryLimit === 1) return 'once';
  return verdict.retryAfterMs ? 'wait' : 'retry';
}

const ROWS = Object.entries(TABLE).flatMap(([code, actions]) =>
  Object.entries(actions).map(([vendor, action]) => [Number(code), vendor as Vendor, action] as const),
);

describe('the action after a close', () => {
  it.each(ROWS)('%i of %s: %s', (code, vendor, action) => {
    for (const reason of ['', 'Something that has no meaning.']) {
      const verdict = judge(vendor, code, reason);
      expect([reason, actionOf(verdict)]).toEqual([reason, action]);
      const message = verdict.code === null ? `${code}.` : verdict.message;
      expect(message).toMatch(new RegExp(`${code}.*\\.$`));
    }
  });

  it.each([
    [OPENAI, 1001, 'Your session hit the maximum duration of 60 minutes.', {}, 'session-expired'],
    [OPENAI, 1001, '', { ageMs: 3_599_000 }, 'session-expired'],
    [OPENAI, 1001, '', { isDue: true }, 'session-expired'],
    [OPENAI, 1001, '', { ageMs: 600_000 }, 'connection-lost'],
    [OPENAI, 3000, 'invalid_request_error.client_secret_expired', {}, 'credential-expired'],
    [GEMINI, 1008, 'BidiGenerateContent session not found', {}, 'session-expired'],
    [GEMINI, 1008, 'models/x is not found for API version v1beta', {}, 'invalid-config'],
    [ELEVENLABS, 1002, 'This request exceeds your quota limit.', {}, 'quota-exhausted'],
    [ELEVENLABS, 3008, '', {}, 'rate-limited'],
    [CARTESIA, 1008, 'access token expired', {}, 'credential-expired'],
  ] as const)('%s %i "%s" %o is %s', (vendor, code, reason, context, meaning) => {
    expect(judge(vendor ?? 'openai', code, reason, context).code).toBe(meaning);
  });
});

describe('a handle of Gemini', () => {
  const refuse = (code: number, reason: string, refusals: number) =>
    judge('gemini', code, reason, { isResuming: true, refusals });

  it('that is refused with 1011 is used again after longer and longer waits, and is then dropped', () => {
    const verdicts = [0, 1, 2, 3, 4].map((refusals) => refuse(1011, 'Internal error encountered.', refusals));
    expect(verdicts.map(({ retryAfterMs }) => retryAfterMs)).toEqual([1_200, 1_200, 2_000, 4_000, undefined]);
    expect(verdicts.map(({ dropsHandle = false }) => dropsHandle)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect(verdicts.every(({ isRetryable }) => isRetryable)).toBe(true);
  });

  it('that is refused after a silence belongs to a connection that is still open there: it is tried twice', () => {
    const [first, second] = [1, 2].map((refusals) =>
      judge('gemini', 1011, 'Internal error encountered.', {
        isResuming: true,
        refusals,
        isAfterSilence: true,
      }),
    );
    expect(first).toMatchObject({ isRetryable: true, retryAfterMs: 1_200 });
    expect(second).toMatchObject({ isRetryable: true, dropsHandle: true });
  });

  it.each([
    [1007, 'Request contains an invalid argument.'],
    [1008, 'BidiGenerateContent session not found'],
    [1008, 'The operation was aborted.'],
  ])('that is dead (%i %s) is dropped at once', (code, reason) => {
    expect(refuse(code, reason, 1)).toMatchObject({ isRetryable: true, dropsHandle: true });
  });

  it.each([1005, 1006, 1012])('outlives a connection that breaks (%i)', (code) => {
    expect(refuse(code, '', 9).dropsHandle ?? false).toBe(false);
  });

  it('does not excuse a fault in the setup: a fresh session fails by the same close', () => {
    expect(judge('gemini', 1007, 'Request contains an invalid argument.')).toMatchObject({
      code: 'invalid-config',
      isRetryable: false,
    });
    expect(refuse(1007, 'API key not valid. Please pass a valid API key.', 1).isRetryable).toBe(false);
  });
});
