import { RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { SessionServerEvent } from '../protocol/server-event.ts';
import { settleTrack } from './cut.ts';
import { EMPTY_TALK } from './machine.ts';
import type { Machine } from './machine.ts';
import { seedItems } from './history-seed.ts';
import { effectiveConfig, openConnection } from './reduce-settings.ts';
import { requestResponse } from './response-gate.ts';
import type { HeardSoFar, SessionInput } from './session-input.ts';
import type { EndReason } from './session-state.ts';
import type { Step } from './step.ts';
import { endTrack } from './tracks.ts';
import { writeEntry } from './transcript-edits.ts';
import type { TranscriptEntry } from './transcript.ts';

type InputOf<Type extends SessionInput['type']> = Extract<SessionInput, { type: Type }>;
type Configured = Extract<SessionServerEvent, { type: 'session-configured' }>;

/** The wire is open: the configuration goes first, and the session is live once it is acknowledged. */
export function configure(step: Step): void {
  step.sendNow({ type: 'configure', config: effectiveConfig(step.machine), isInitial: true });
}

/** The vendor has acknowledged a configuration. The first time it makes the session live. */
export function acknowledge(step: Step, event: Configured): void {
  const { turnDetection, model, voice } = event;
  step.patch({
    effective: { turnDetection, model, voice },
    sessionId: event.sessionId ?? step.state.sessionId,
    expiresAtMs: event.expiresAtMs ?? step.state.expiresAtMs,
  });
  if (step.isLive || !step.moveStatus('configured', { error: null })) return;
  if (step.machine.hasBeenLive) seedHistory(step);
  step.update({ hasBeenLive: true });
  step.movePhase('went-live');
  if (step.state.isTurnOpen) step.movePhase('turn-opened');
  releaseQueue(step);
  step.do({ type: 'release-audio' });
  step.do({ type: 'settle-connect', error: null });
}

/** A resumed conversation remembers by itself; a new one is told what has been said. */
function seedHistory(step: Step): void {
  const { capabilities, resumeHandle, state, queue } = step.machine;
  if ((capabilities.canResume && resumeHandle !== null) || !capabilities.canSeedHistory) return;
  const queued = new Set(
    queue.flatMap((command) => (command.type === 'create-item' ? [command.item.id] : [])),
  );
  for (const item of seedItems(state.transcript)) {
    if (!queued.has(item.id)) step.sendNow({ type: 'create-item', item });
  }
}

function releaseQueue(step: Step): void {
  const { queue } = step.machine;
  step.update({ queue: [] });
  for (const command of queue) {
    if (command.type === 'create-response') {
      const { commandId, options } = command;
      step.passGate(requestResponse(step.machine.gate, { commandId, options, isAutomatic: false }));
      step.movePhase('response-started');
    } else {
      // What was said in a turn that ended before there was a connection goes out before its end.
      if (command.type === 'commit-turn') step.do({ type: 'release-audio' });
      step.do({ type: 'send', command });
    }
  }
}

/** The connection broke and another one is to be tried: rows are kept, what was playing is dropped. */
export function loseConnection(step: Step, input: InputOf<'connection-lost'>): void {
  // A turn that was opened while there was no connection waits for the next one that works.
  const isTurnWaiting = !step.isLive && step.state.isTurnOpen;
  // A conversation that had expired before it was taken up again cannot be: the next connection begins a new one.
  if (!step.isLive && input.error.code === 'session-expired') step.update({ resumeHandle: null });
  if (!step.moveStatus('lost', { error: input.error, sessionId: null, expiresAtMs: null })) return;
  endTalk(step, input.playhead);
  step.do({ type: 'flush-output', by: 'disconnect' });
  openConnection(step, step.state.connection + 1, input.retryDelayMs);
  step.patch({ isTurnOpen: isTurnWaiting });
}

/** The attempt or the connection is over for good. Whoever waits for `connect` hears of it; the state tells the rest. */
export function failConnection(step: Step, error: RealtimeError, playhead: HeardSoFar | null): void {
  if (!step.moveStatus('failed', { error, endReason: 'failed' })) return;
  endTalk(step, playhead);
  step.update({ queue: withoutTurns(step.machine.queue) });
  step.do({ type: 'settle-connect', error });
  step.do({ type: 'release', isDraining: false });
}

/** Turns by hand are nothing without their audio, which is gone with the devices. */
function withoutTurns(queue: Machine['queue']): Machine['queue'] {
  return queue.filter(({ type }, index) => {
    if (type === 'begin-turn' || type === 'commit-turn' || type === 'clear-input') return false;
    return type !== 'create-response' || queue[index - 1]?.type !== 'commit-turn';
  });
}

/** The other side has ended the conversation: what it has said may be heard to the end. */
export function endRemotely(step: Step, error: RealtimeError | null): void {
  if (step.state.status === 'connecting' && error) return failConnection(step, error, null);
  const trigger = error ? 'failed' : 'remote-ended';
  if (!step.moveStatus(trigger, { error, endReason: error ? 'failed' : 'remote' })) return;
  step.do({ type: 'abort-tools', callId: null });
  step.movePhase('went-down');
  // No more of any item will come: without its end the speaker would wait for the rest, and never be released.
  for (const itemId of step.machine.tracks.keys()) endTrack(step, itemId);
  step.update({ ...EMPTY_TALK, tracks: step.machine.tracks, queue: [] });
  closeRows(step);
  if (error) step.do({ type: 'settle-connect', error });
  // Over a call nothing has come that could still be heard.
  step.do({ type: 'release', isDraining: !step.machine.isCall });
}

/** Ends the session by the app's own will. */
export function requestClose(step: Step, reason: EndReason, playhead: HeardSoFar | null): void {
  if (!step.moveStatus('close', { endReason: reason, error: null })) return;
  step.update({ queue: [] });
  endTalk(step, playhead);
  step.do({
    type: 'settle-connect',
    error: new RealtimeError('aborted', 'The session was closed before it was live.'),
  });
  step.do({ type: 'release', isDraining: false });
}

/**
 * Everything has been released. What a remote end had left to be heard has been, or has been cut short at the playhead:
 * no row of it may stay open.
 */
export function finishClose(step: Step, playhead: HeardSoFar | null): void {
  settleTracks(step, playhead);
  closeRows(step);
  if (step.state.status === 'closing') step.moveStatus('released');
}

/** Closes the accounts of a connection: nothing of it can go on. */
function endTalk(step: Step, playhead: HeardSoFar | null): void {
  step.do({ type: 'abort-tools', callId: null });
  settleTracks(step, playhead);
  closeRows(step);
  step.movePhase('went-down');
  step.update(EMPTY_TALK);
  step.patch({ speakingItemId: null, isTurnOpen: false });
}

function settleTracks(step: Step, playhead: HeardSoFar | null): void {
  for (const [itemId, track] of step.machine.tracks) {
    const heardMs = playhead?.itemId === itemId ? playhead.heardMs : 0;
    settleTrack(step, itemId, track, 'disconnect', heardMs);
  }
}

function closeRows(step: Step): void {
  const waiting = new Set<ItemId>(
    step.machine.queue.flatMap((command) => (command.type === 'create-item' ? [command.item.id] : [])),
  );
  for (const entry of step.state.transcript.live.values()) {
    if (!step.machine.tracks.has(entry.id) && !waiting.has(entry.id)) writeEntry(step, closeRow(entry));
  }
}

function closeRow(entry: TranscriptEntry): TranscriptEntry {
  switch (entry.kind) {
    case 'message':
      if (entry.state === 'streaming') {
        return { ...entry, state: 'interrupted', cut: { by: 'disconnect', heardMs: entry.heardMs } };
      }
      if (entry.state !== 'speaking' && entry.state !== 'transcribing') return entry;
      return { ...entry, state: entry.text === '' ? 'failed' : 'done' };
    case 'tool':
      return entry.state === 'requested' || entry.state === 'running'
        ? { ...entry, state: 'cancelled' }
        : entry;
    case 'remote-tool':
      return entry.state === 'running' ? { ...entry, state: 'failed' } : entry;
    case 'approval':
      return entry.state === 'pending' ? { ...entry, state: 'declined' } : entry;
  }
}
