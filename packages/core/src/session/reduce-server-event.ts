import { RealtimeError } from '../errors/realtime-error.ts';
import type { RealtimeErrorCode } from '../errors/realtime-error.ts';
import type { ReportedError, ServerEvent, SessionServerEvent } from '../protocol/server-event.ts';
import type { RenewalCause } from './transcript/continuity.ts';
import { ignore } from './handlers.ts';
import type { EventHandlers, Timing } from './handlers.ts';
import { finishOutput } from './playouts.ts';
import { acknowledge, endRemotely, failConnection } from './reduce-connection.ts';
import { ITEM_HANDLERS } from './reduce-items.ts';
import { OUTPUT_HANDLERS } from './reduce-output.ts';
import { SPEECH_HANDLERS } from './reduce-speech.ts';
import { commandRefused } from './response-gate.ts';
import type { Step } from './step.ts';
import { refuseConfig } from './vendor-config.ts';
import { recordOutput } from './record-output.ts';

/** Handlers of events about the connection and the session. They have a meaning before the session is live. */
const SESSION_HANDLERS: EventHandlers<SessionServerEvent> = {
  'session-created': (step, { sessionId, expiresAtMs }) => step.patch({ sessionId, expiresAtMs }),
  'session-configured': acknowledge,
  'session-expiring': (step, { remainingMs }) => {
    step.update('vendor', { announcedEnd: EXPIRED });
    if (step.continuity) step.continuity.planRenewal(step, 'session-expiring', remainingMs);
    else step.do({ type: 'load-continuity' });
  },
  'queue-changed': (step, { isWaiting }) => step.patch({ isQueued: isWaiting && step.isLive }),
  'rate-limits-changed': (step, { limits }) => step.patch({ rateLimits: limits }),
  'resume-handle-received': (step, { handle }) => step.update('vendor', { resumeHandle: handle }),
  'error-received': (step, { error }) => takeError(step, error),
  'reply-requested': (step, { frames }) => step.do({ type: 'reply', frames }),
  malformed: (step, { reason }) => step.emit('error', malformed(reason)),
  unknown: (step, { wireType }) =>
    step.log('The vendor sent an event that this version does not know; it was ignored.', wireType),
  'conversation-created': ignore,
  'vendor-event-received': ignore,
};

const CONVERSATION_HANDLERS: EventHandlers<Exclude<ServerEvent, SessionServerEvent>> = {
  ...ITEM_HANDLERS,
  ...SPEECH_HANDLERS,
  ...OUTPUT_HANDLERS,
};

type AnyHandler = (step: Step, event: ServerEvent, timing: Timing) => void;
type AnyHandlers = Readonly<Record<string, AnyHandler | undefined>>;

/** Reduces an event of the vendor. */
export function reduceServerEvent(step: Step, event: ServerEvent, timing: Timing): void {
  if (isSessionEvent(event)) return (SESSION_HANDLERS[event.type] as AnyHandler)(step, event, timing);
  // Commands that the event leads to could not be sent before the configuration is acknowledged.
  if (Object.hasOwn(OUTPUT_HANDLERS, event.type)) recordOutput(step, timing.atMs);
  if (step.isLive) return (CONVERSATION_HANDLERS as AnyHandlers)[event.type]?.(step, event, timing);
  step.log('The vendor sent an event before it acknowledged the session; it was ignored.', event.type);
}

function isSessionEvent(event: ServerEvent): event is SessionServerEvent {
  return Object.hasOwn(SESSION_HANDLERS, event.type);
}

/** An error frees the request that caused it. Harmless races are logged; fatal errors end the session. */
function takeError(step: Step, reported: ReportedError): void {
  const { commandId, effect } = reported;
  const isBenign = effect === 'benign' || effect === 'busy';
  step.passGate(commandRefused(step.state.responses.gate, commandId, effect === 'busy'));
  if (step.isLive && !isBenign) refuseConfig(step, commandId);
  finishOutput(step);
  if (isBenign) return step.log(`The vendor refused a command: ${reported.message}`, reported.wire);
  const error = new RealtimeError(reported.code, reported.message, { wire: reported.wire });
  const { status } = step.public;
  // While connecting, only the caller of `connect` can be informed that the configuration was refused.
  if (status === 'connecting') return failConnection(step, error, null);
  // The vendor may leave the connection open, or close it in whatever way: what it has announced counts.
  if (ENDS_CONNECTION.has(reported.code) && effect === 'fatal') {
    step.update('vendor', { announcedEnd: error });
    return step.do({ type: 'lose-connection', error, cause: causeOf(error) });
  }
  if (effect === 'fatal') return endRemotely(step, error);
  // A connection that is refused while reconnecting would wait for its time limit.
  if (status === 'reconnecting') return step.do({ type: 'lose-connection', error, cause: causeOf(error) });
  step.emit('error', error);
}

/** Fatal errors of a connection after which another one continues the conversation. */
const ENDS_CONNECTION: ReadonlySet<RealtimeErrorCode> = new Set(['session-expired', 'credential-expired']);

const causeOf = ({ code }: RealtimeError): RenewalCause =>
  code === 'session-expired' ? 'session-expired' : 'connection-lost';

const EXPIRED = new RealtimeError(
  'session-expired',
  'The vendor ended the connection as announced. Another one continues the conversation.',
);

function malformed(reason: string): RealtimeError {
  return new RealtimeError(
    'malformed-frame',
    `The vendor sent a frame that cannot be read (${reason}). It was skipped; the conversation goes on.`,
  );
}
