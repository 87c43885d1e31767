import { RealtimeError } from '../errors/realtime-error.ts';
import type { EventOf, Timing } from './handlers.ts';
import { isResuming, reportContinuity, startGap } from './report-continuity.ts';
import { closeEntries, dropBoundCommands, endConversation, settlePlayouts } from './leave-connection.ts';
import { takeLost } from './lost-turn.ts';
import { endPlayout } from './playouts.ts';
import { openConnection } from './reduce-settings.ts';
import { stopRenewal } from './stop-renewal.ts';
import { requestDueResponse } from './reduce-tools.ts';
import { requestResponse } from './response-gate.ts';
import type { HeardSoFar, InputOf } from './session-input.ts';
import type { EndReason } from './session-state.ts';
import type { Step } from './step.ts';
import { acknowledgeConfig } from './vendor-config.ts';

/** The vendor has acknowledged a configuration. The first time it makes the session live. */
export function acknowledge(
  step: Step,
  event: EventOf<'session-configured'>,
  { lostAudioMs = 0 }: Partial<Timing>,
): void {
  const { turnDetection, model, voice } = event;
  step.patch({
    effective: { turnDetection, model, voice },
    sessionId: event.sessionId ?? step.public.sessionId,
    expiresAtMs: event.expiresAtMs ?? step.public.expiresAtMs,
  });
  if (step.isLive) return acknowledgeConfig(step);
  const began = step.public.status === 'connecting' ? null : step.public.startedAtMs;
  const startedAtMs = began ?? step.moment.atMs;
  if (!step.moveStatus('configured', { error: null, reconnection: null, startedAtMs })) return;
  // Settings that changed while connecting are sent before any queued command and before the user's audio.
  acknowledgeConfig(step);
  step.continuity?.tellHistory(step);
  step.continuity?.adoptCalls(step);
  const isResumed = isResuming(step);
  const { hasBeenLive, capabilities } = step.state.vendor;
  step.update('loss', {
    isReseeded: hasBeenLive && !isResumed && capabilities.canSeedHistory !== false,
    lostAudioMs: step.state.loss.lostAudioMs + lostAudioMs,
  });
  step.update('vendor', { firstLiveAtMs: step.state.vendor.firstLiveAtMs ?? step.moment.atMs });
  step.movePhase('went-live');
  if (step.public.isTurnOpen) step.movePhase('turn-opened');
  step.continuity?.dropAskedByQueue(step);
  releaseQueue(step);
  // Results of the gap have gone out: the vendor is asked to go on once none is missing.
  if (step.state.tools.pending.size === 0) requestDueResponse(step, null);
  step.continuity?.askAgain(step, isResumed);
  reportContinuity(step, takeLost(step));
  step.update('vendor', { hasBeenLive: true });
  step.do({ type: 'release-audio' });
  step.continuity?.watchExpiry(step);
  step.do({ type: 'settle-connect', error: null });
}

/** Sends the commands that have waited. */
export function releaseQueue(step: Step): void {
  const { queue } = step.state.vendor;
  step.update('vendor', { queue: [] });
  for (const { dependsOn, ...command } of queue) {
    if (command.type === 'create-response' && !command.options.outOfBand) {
      const { commandId, options } = command;
      const request = { commandId, options, isAutomatic: false, dependsOn };
      step.passGate(requestResponse(step.state.responses.gate, request));
      step.movePhase('response-started');
    } else {
      // The audio of a turn that ended before there was a connection is sent before the commit.
      if (command.type === 'commit-turn') step.do({ type: 'release-audio' });
      step.do({ type: 'send', command, dependsOn });
    }
  }
}

/**
 * The connection broke, or is left on purpose, and another one is opened: entries are kept, and audio that has been received
 * is heard to its end. A standby connection takes its place, at once where it is ready.
 */
export function loseConnection(step: Step, input: InputOf<'connection-lost'>): void {
  const { isLive, continuity } = step;
  const { standby } = step.state.renewal;
  if (isLive && standby?.isReady)
    return continuity?.switchConnection(step, input.playhead, input.cause, true);
  stopRenewal(step);
  // A handle that the vendor does not take any more: the next connection starts a new conversation.
  if (input.dropsHandle) step.update('vendor', { resumeHandle: null });
  startGap(step, input.cause);
  if (continuity) continuity.recordEnd(step, input);
  else step.do({ type: 'hold-audio', replaySinceMs: null });
  const { attempt, isOffline } = input;
  const cause = step.public.reconnection?.cause ?? input.cause;
  const nextAttemptAtMs = standby ? null : input.nextAttemptAtMs;
  const reconnection = { cause, attempt, nextAttemptAtMs, isOffline };
  if (!step.moveStatus('lost', { error: input.error, reconnection, sessionId: null, expiresAtMs: null }))
    return;
  // Without the rules nothing is kept of what the connection leaves behind.
  if (continuity) continuity.leaveConnection(step, input.playhead);
  else {
    endConversation(step, input.playhead);
    dropBoundCommands(step);
  }
  if (standby) continuity?.takeStandby(step, standby);
  else openConnection(step, step.takeConnectionNumber(), input.retryDelayMs);
  continuity?.continueTurn(step);
}

/** A waiting attempt is made now, or at another time. */
export function scheduleAttempt(step: Step, input: InputOf<'attempt-changed'>): void {
  const { reconnection } = step.public;
  const { nextAttemptAtMs, isOffline } = input;
  if (reconnection) step.patch({ reconnection: { ...reconnection, nextAttemptAtMs, isOffline } });
}

/** The attempt or the connection has failed for good. `connect` rejects, and the state holds the error. */
export function failConnection(step: Step, error: RealtimeError, playhead: HeardSoFar | null): void {
  const isReplaced = step.isLive && step.state.renewal.standby?.isReady === true;
  if (isReplaced) return step.continuity?.switchConnection(step, playhead, 'connection-lost', true);
  if (!step.moveStatus('failed', { error, endReason: 'failed', reconnection: null })) return;
  startGap(step, 'resumed');
  endConversation(step, playhead);
  // Push-to-talk turns are empty without their audio, which is gone with the devices.
  step.dropQueued(({ type }) => type === 'clear-input' || type.endsWith('-turn'));
  step.do({ type: 'settle-connect', error });
  step.do({ type: 'release', isDraining: false });
}

/** The vendor has ended the conversation: audio that has been received is played to its end. */
export function endRemotely(step: Step, error: RealtimeError | null): void {
  if (step.public.status === 'connecting' && error) return failConnection(step, error, null);
  const trigger = error ? 'failed' : 'remote-ended';
  if (!step.moveStatus(trigger, { error, endReason: error ? 'failed' : 'remote', reconnection: null }))
    return;
  startGap(step, 'resumed');
  stopRenewal(step);
  step.do({ type: 'abort-tools', callId: null });
  step.movePhase('went-down');
  // Without the end of each item the speaker would wait for more audio and never be released.
  for (const itemId of step.state.playback.playouts.keys()) endPlayout(step, itemId);
  const { playouts } = step.state.playback;
  step.resetConnection();
  step.update('playback', { playouts });
  step.update('vendor', { queue: [] });
  closeEntries(step);
  if (error) step.do({ type: 'settle-connect', error });
  // In a call no audio has been received that could still be heard.
  step.do({ type: 'release', isDraining: !step.state.vendor.isCall });
}

/** Ends the session by a command of the app. */
export function requestClose(step: Step, reason: EndReason, playhead: HeardSoFar | null): void {
  if (!step.moveStatus('close', { endReason: reason, error: null, reconnection: null })) return;
  startGap(step, 'resumed');
  step.update('vendor', { queue: [] });
  endConversation(step, playhead);
  step.do({
    type: 'settle-connect',
    error: new RealtimeError('aborted', 'The session was closed before it was live.'),
  });
  step.do({ type: 'release', isDraining: false });
}

/**
 * Everything has been released. Audio that was left after a remote end has been heard, or was cut at the playhead: no
 * entry may stay open.
 */
export function finishClose(step: Step, playhead: HeardSoFar | null): void {
  settlePlayouts(step, playhead);
  closeEntries(step);
  if (step.public.status === 'closing') step.moveStatus('released');
}
