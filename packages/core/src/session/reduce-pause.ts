import { RealtimeError } from '../errors/realtime-error.ts';
import { cutOutput } from './cut.ts';
import { startGap } from './report-continuity.ts';
import { dropBoundCommands, endConversation } from './leave-connection.ts';
import { releaseQueue } from './reduce-connection.ts';
import { cancelTurn } from './cancel-turn.ts';
import { openConnection, setMuted } from './reduce-settings.ts';
import type { HeardSoFar } from './session-input.ts';
import type { Step } from './step.ts';

/*
 * A pause has two forms. A held one keeps the connection and sends nothing over it, for vendors that bill what is sent. The
 * other one leaves the connection, for vendors that bill its time. In both the agent is silent, nothing of the user leaves,
 * and what the app sends waits.
 */

const ENDED = 'The session has ended, so there is nothing to resume. Call connect() to start again.';

/** Pauses the conversation. Where none is open or being opened, there is nothing to pause. */
export function pause(step: Step, playhead: HeardSoFar | null): void {
  const { status, isPaused } = step.public;
  if (isPaused || (status !== 'connecting' && status !== 'live' && status !== 'reconnecting')) return;
  const isHeld = step.isLive && step.state.vendor.capabilities.pause === 'hold';
  // A connection that is left takes an open turn with it.
  if (isHeld || !step.isLive) cancelTurn(step);
  step.patch({ isPaused: true });
  setMuted(step, true, 'pause');
  // A held connection is quiet from here on: see `watchPause`.
  if (isHeld) holdRequests(step);
  else leaveConnection(step, playhead);
}

/** A request that waits for the end of another answer would be sent when that answer is cut: it waits for the end of the pause. */
function holdRequests(step: Step): void {
  const { gate } = step.state.responses;
  if (gate.waiting.length === 0) return;
  const held = gate.waiting.map(
    ({ commandId, options, dependsOn }) =>
      ({ type: 'create-response', commandId, options, dependsOn }) as const,
  );
  step.update('responses', { gate: { ...gate, waiting: [] } });
  step.update('vendor', { queue: [...step.state.vendor.queue, ...held] });
}

/** Goes on with the conversation: over the connection that was held, or over another one. */
export function resume(step: Step): void {
  const { status, isPaused } = step.public;
  if (isPaused) endPause(step);
  if (step.isLive) {
    if (isPaused) releaseQueue(step);
    return step.do({ type: 'settle-connect', error: null });
  }
  if (status === 'connecting' || status === 'reconnecting') return;
  const reconnection = { cause: 'resumed', attempt: 1, nextAttemptAtMs: null, isOffline: false } as const;
  if (!step.moveStatus('resume', { error: null, reconnection })) {
    return step.do({ type: 'settle-connect', error: new RealtimeError('aborted', ENDED) });
  }
  openConnection(step, step.takeConnectionNumber(), 0);
}

/** Closes the connection of a session that stays paused, or is being paused. */
export function leaveConnection(step: Step, playhead: HeardSoFar | null): void {
  const left = { error: null, reconnection: null, sessionId: null, expiresAtMs: null };
  if (!step.moveStatus('pause', left)) return;
  startGap(step, 'resumed');
  endConversation(step, playhead);
  dropBoundCommands(step);
  step.do({ type: 'flush-output', by: 'disconnect' });
  step.do({
    type: 'settle-connect',
    error: new RealtimeError('aborted', 'The session was paused before it was live.'),
  });
  step.do({ type: 'suspend' });
}

/** Runs after every input: an ended session is not paused, and an answer is cut that is made or heard in a pause. */
export function watchPause(step: Step): void {
  const { isPaused, status } = step.public;
  if (!isPaused || status === 'paused') return;
  if (!step.isLive) return endPause(step);
  const { gate, cancelledResponseIds } = step.state.responses;
  const isAnswering = gate.active !== null && !cancelledResponseIds.includes(gate.active);
  const isAudible = [...step.state.playback.playouts.values()].some(({ isCut }) => !isCut);
  if ((isAnswering || isAudible) && cutOutput(step, 'app', true)) step.movePhase('cut');
}

function endPause(step: Step): void {
  step.patch({ isPaused: false });
  setMuted(step, false, 'pause');
}
