import { RealtimeError } from '../errors/realtime-error.ts';
import type { ReportedError, ServerEvent, SessionServerEvent } from '../protocol/server-event.ts';
import { acknowledge, endRemotely, failConnection } from './reduce-connection.ts';
import { reduceItems } from './reduce-items.ts';
import { reduceOutput } from './reduce-output.ts';
import { reduceSpeech } from './reduce-speech.ts';
import type { Timing } from './reduce-speech.ts';
import { commandRefused } from './response-gate.ts';
import type { Step } from './step.ts';
import { finishOutput } from './tracks.ts';

/** Everything that the vendor says, sorted by what it is about. */
export function reduceServerEvent(step: Step, event: ServerEvent, timing: Timing): void {
  switch (event.type) {
    case 'session-created':
      return step.patch({ sessionId: event.sessionId, expiresAtMs: event.expiresAtMs });
    case 'session-configured':
      return acknowledge(step, event);
    case 'rate-limits-updated':
      return step.patch({ rateLimits: event.limits });
    case 'resume-handle-received':
      return step.update({ resumeHandle: event.handle });
    case 'error-reported':
      return takeError(step, event.error);
    case 'reply-due':
      return step.do({ type: 'reply', frames: event.frames });
    case 'malformed':
      return step.notify({ type: 'error', error: malformed(event.reason) });
    case 'unknown':
      return step.log(
        'The vendor sent an event that this version does not know; it was ignored.',
        event.wireType,
      );
    case 'session-expiring':
      return expire(step, timing);
    case 'conversation-created':
    case 'vendor-event-received':
      return;
    default:
      // No talk before the configuration is acknowledged: what it led to could not be sent yet.
      if (step.isLive) return reduceTalk(step, event, timing);
      return step.log('The vendor spoke before it had acknowledged the session; it was ignored.', event.type);
  }
}

/** How long nobody may have spoken for a moment to count as a silence, in milliseconds. */
const SILENCE_MS = 1_000;

/** The connection ends soon. The talk goes over to another one in a silence: in this one, or behind what is being said. */
function expire(step: Step, { atMs, lastVoicedAtMs }: Timing): void {
  const { canResume, canSeedHistory } = step.machine.capabilities;
  if (!step.isLive || !(canResume || canSeedHistory)) return;
  const isSilent = step.state.phase === 'listening' && atMs - (lastVoicedAtMs ?? -Infinity) > SILENCE_MS;
  if (isSilent) step.do({ type: 'renew-connection' });
  else step.update({ isExpiring: true });
}

type TalkEvent = Exclude<ServerEvent, SessionServerEvent>;

function reduceTalk(step: Step, event: TalkEvent, timing: Timing): void {
  switch (event.type) {
    case 'item-added':
    case 'item-done':
    case 'item-retrieved':
    case 'item-removed':
    case 'item-truncated':
    case 'heard-text-received':
      return reduceItems(step, event);
    case 'speech-started':
    case 'turn-committed':
    case 'speech-stopped':
    case 'input-cleared':
    case 'idle-timeout-triggered':
    case 'dtmf-received':
    case 'input-transcript-delta':
    case 'input-transcript-done':
    case 'input-transcript-failed':
    case 'input-transcript-segment':
      return reduceSpeech(step, event, timing);
    default:
      return reduceOutput(step, event, timing.atMs);
  }
}

/** An error frees the request that caused it. Harmless races are logged; fatal ones end the session. */
function takeError(step: Step, reported: ReportedError): void {
  step.passGate(commandRefused(step.machine.gate, reported.commandId, reported.isBenign));
  finishOutput(step);
  if (reported.isBenign) return step.log(`The vendor refused a command: ${reported.message}`, reported.wire);
  const error = new RealtimeError(reported.code, reported.message, { wire: reported.wire });
  if (!reported.isFatal) {
    // While connecting nobody but the caller of `connect` is there to hear that the configuration was refused.
    if (step.state.status === 'connecting') return failConnection(step, error, null);
    return step.notify({ type: 'error', error });
  }
  // An expired session is lost like a broken one: the transport's close follows, and the policy decides.
  if (reported.code === 'session-expired') return step.patch({ error });
  endRemotely(step, error);
}

function malformed(reason: string): RealtimeError {
  return new RealtimeError(
    'malformed-frame',
    `The vendor sent a frame that cannot be read (${reason}). It was skipped; the conversation goes on.`,
  );
}
