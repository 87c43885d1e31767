import type { RealtimeError, RealtimeErrorCode } from '../../errors/realtime-error.ts';
import type { CloseContext, CloseVerdict } from '../../protocol/provider-adapter.ts';
import type { ReportedError } from '../../protocol/server-event.ts';
import { configError } from '../../util/config-error.ts';
import { lookUp } from '../../util/untrusted.ts';

/** Makes the error for a command or setting that Gemini has no message for. */
export function unsupported(what: string): RealtimeError {
  return configError('gemini', `Gemini Live does not support ${what}.`, 'unsupported-capability');
}

type Verdict = Omit<CloseVerdict, 'message'>;

const REJECTED: Verdict = { code: 'credential-rejected', isRetryable: false };
const INVALID: Verdict = { code: 'invalid-config', isRetryable: false };
const EXPIRED_SESSION: Verdict = { code: 'session-expired', isRetryable: true };
const EXHAUSTED: Verdict = { code: 'quota-exhausted', isRetryable: false };

/**
 * The reasons that Gemini writes into a close, with their meaning. The reason decides and not the code: 1008 ends a session
 * at its time limit as well as one with an unknown model. Reasons are cut at 123 bytes, so each phrase comes from the
 * beginning of its sentence. The sources are in errors.test.ts.
 */
const CLOSE_REASONS: readonly (readonly [phrase: RegExp, verdict: Verdict])[] = [
  // The handle is too old, so the next connection starts a new session.
  [/BidiGenerateContent session not found/, { ...EXPIRED_SESSION, dropsHandle: true }],
  [/client failed to close the connection after receiving a GoAway/, EXPIRED_SESSION],
  // Not verified: no recording shows how an ephemeral token is refused.
  [
    /\b(auth|access|ephemeral) tokens? (has |have |is )?expired\b/i,
    { code: 'credential-expired', isRetryable: true },
  ],
  [/\b(auth|access|ephemeral) token (is )?(invalid|not valid|not found)\b/i, REJECTED],
  [/^API key (not valid|expired|not found)\b/, REJECTED],
  [/^Request (had invalid|is missing required) authentication credential/, REJECTED],
  [/^The caller does not have permission\b/, REJECTED],
  [/^Method doesn't allow unregistered callers\b/, REJECTED],
  [/^You exceeded your current quota\b/, EXHAUSTED],
  [/^Resource has been exhausted\b/, EXHAUSTED],
  [/ is not found for API version /, INVALID],
  [/ has not been used in project /, INVALID],
];

/** Close codes whose reason is none of the above. 1008 and 1011 are routine on Gemini, and a new connection often works. */
const CLOSE_CODES: Readonly<Record<number, Verdict>> = {
  1007: INVALID,
  1008: { code: 'vendor-failed', isRetryable: true },
  1011: { code: 'vendor-failed', isRetryable: true },
};

/** Ends a sentence with the reason of a close, which may have a full stop of its own. */
const quote = (reason: string) => `${reason && ': '}${reason.replace(/\.$/, '')}.`;

/**
 * The waits before a handle is used again, in milliseconds. Right after a drop of an idle connection Gemini refuses the first
 * attempt with 1011 and takes the next one after a second (measured on gemini-3.8-live, October 2026).
 */
const RESUME_WAITS_MS = [1_200, 2_000, 4_000, 8_000] as const;

/** After so many refusals in a row the old connection is still open at Gemini, or the handle is dead. */
const MAX_REFUSALS = 4;

/**
 * The same where the old connection went silent: Gemini takes it for open and refuses the handle for up to 15 minutes (450 of 450
 * attempts, October 2026). Where the close has reached Gemini after all, the second attempt is taken, as after any drop.
 */
const MAX_REFUSALS_AFTER_SILENCE = 2;

/** Reads what a close says about the handle of the conversation. */
function readHandle(code: number, context: CloseContext): Partial<Verdict> | null {
  const { isResuming, refusals, isAfterSilence } = context;
  // A dead handle is refused like a fault in the setup. Without the handle the setup shows whether it has one.
  if (code === 1007 && isResuming) return { ...EXPIRED_SESSION, retryLimit: 1, dropsHandle: true };
  if (code === 1008 && refusals > 0) return { dropsHandle: true };
  if (code !== 1011) return null;
  if (refusals >= (isAfterSilence ? MAX_REFUSALS_AFTER_SILENCE : MAX_REFUSALS)) return { dropsHandle: true };
  return { retryAfterMs: RESUME_WAITS_MS[Math.max(0, refusals - 1)] };
}

/** Reads the meaning of a close. */
export function readClose(
  { code, reason }: { readonly code: number; readonly reason: string },
  context: CloseContext,
): CloseVerdict | null {
  if (code === 1000) return null;
  const known = CLOSE_REASONS.find(([phrase]) => phrase.test(reason))?.[1];
  const plain = known ?? CLOSE_CODES[code];
  if (!plain) return null;
  const verdict = { ...plain, ...(!known && readHandle(code, context)) };
  const advice = verdict.isRetryable
    ? 'Connect again.'
    : 'Check the credential, the model and the configuration.';
  return {
    ...verdict,
    message: `Gemini closed the connection with code ${code}${quote(reason)} ${advice}`,
  };
}

/** `turnCompleteReason` by its meaning. A value that is not listed is a failure of the vendor. */
const TURN_REASONS: Readonly<Record<string, RealtimeErrorCode | null>> = {
  TURN_COMPLETE_REASON_UNSPECIFIED: null,
  // The model waits for the user to go on.
  NEED_MORE_INPUT: null,
  RESPONSE_REJECTED: 'content-refused',
  PROHIBITED_INPUT_CONTENT: 'content-refused',
  BLOCKLIST: 'content-refused',
  GENERATED_AUDIO_SAFETY: 'content-refused',
  GENERATED_CONTENT_SAFETY: 'content-refused',
  GENERATED_CONTENT_PROHIBITED: 'content-refused',
  GENERATED_CONTENT_BLOCKLIST: 'content-refused',
};

/** Reads `turnCompleteReason`; `null` where the turn ended as it should. */
export function readTurnError(reason: string): ReportedError | null {
  if (!reason) return null;
  const code = lookUp(TURN_REASONS, reason);
  if (code === null) return null;
  return {
    code: code ?? 'vendor-failed',
    message: `Gemini ended the turn: ${reason}`,
    vendorCode: reason,
    commandId: null,
    effect: 'reported',
    wire: { turnCompleteReason: reason },
  };
}
