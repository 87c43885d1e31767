import { leaveConnection } from './reduce-pause.ts';
import { isCallRunning } from './open-calls.ts';
import { requestClose } from './reduce-connection.ts';
import { isGateWaiting } from './silent-gate.ts';
import type { SessionInput } from './session-input.ts';
import type { Step } from './step.ts';

/** The time between the warning and the end of an idle session, in milliseconds. */
const WARNING_MS = 30_000;

/** Inputs by which the user or the app takes part, also where nothing follows from them. */
const ACTIVITIES: ReadonlySet<SessionInput['type']> = new Set([
  'keep-alive-requested',
  'message-sent',
  'response-requested',
  'app-speech-requested',
  'interrupt-requested',
  'turn-started',
  'turn-done',
  'approval-answer-received',
  'tool-done',
]);

/** Server events by which either side speaks or writes. */
const SPOKEN = /^(speech-|turn-|input-transcript-|item-|output-|audio-|text-|response-|tool-|playout-)/;

/**
 * Runs after every input. The timer runs while the conversation is quiet, and anything that is said or done starts it anew.
 */
export function watchIdle(step: Step, input: SessionInput): void {
  const { timeoutMs, stage } = step.state.idle;
  if (timeoutMs === null) return;
  if (!isQuiet(step)) return stage === 'off' ? undefined : stop(step);
  // A pause begins and ends with an input of its own.
  const isPauseNew = input.type === 'pause-requested' || input.type === 'resume-requested';
  if (stage !== 'off' && !isPauseNew && !isActivity(input)) return;
  step.patch({ idleEndsAtMs: null });
  step.update('idle', { stage: 'waiting' });
  const afterMs = step.public.isPaused ? timeoutMs : timeoutMs - warningMs(timeoutMs);
  step.do({ type: 'set-timer', timer: 'idle', afterMs });
}

/** The timer has fired: the app is warned, and then the session ends. A held pause gives up its connection instead. */
export function takeIdleTime(step: Step, atMs: number): void {
  const { timeoutMs, stage } = step.state.idle;
  if (timeoutMs === null || stage === 'off') return;
  if (step.public.isPaused) return leaveConnection(step, null);
  if (stage === 'warned') return requestClose(step, 'idle', null);
  const endsInMs = warningMs(timeoutMs);
  step.update('idle', { stage: 'warned' });
  step.patch({ idleEndsAtMs: atMs + endsInMs });
  step.emit('idle-warning', { endsInMs });
  step.do({ type: 'set-timer', timer: 'idle', afterMs: endsInMs });
}

function stop(step: Step): void {
  step.update('idle', { stage: 'off' });
  step.patch({ idleEndsAtMs: null });
  step.do({ type: 'clear-timer', timer: 'idle' });
}

const warningMs = (timeoutMs: number) => Math.min(WARNING_MS, timeoutMs / 2);

/** Whether the session is open and nothing is said, made, run or waited for. */
function isQuiet({ state, isLive }: Step): boolean {
  const { phase, isTurnOpen } = state.public;
  if (!isLive || isTurnOpen || phase !== 'listening') return false;
  return (
    !isCallRunning(state.tools) && state.playback.playouts.size === 0 && !isGateWaiting(state.responses.gate)
  );
}

function isActivity(input: SessionInput): boolean {
  if (input.type === 'server-event-received') return SPOKEN.test(input.event.type);
  return ACTIVITIES.has(input.type);
}
