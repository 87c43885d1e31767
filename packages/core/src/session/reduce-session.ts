import { answerTurn } from './answer-turn.ts';
import { askToRespond } from './ask-to-respond.ts';
import { cutOutput, isCancelled, settleCut } from './cut.ts';
import type { InputHandlers, Reduction } from './handlers.ts';
import { splitAtHeard } from './transcript/heard-text.ts';
import type { InternalState } from './internal-state.ts';
import { agentRate, finishOutput } from './playouts.ts';
import { countAudio } from './received-audio.ts';
import { APP_SPEECH_HANDLERS } from './reduce-app-speech.ts';
import {
  answerApproval,
  beginTurn,
  commitOpenTurn,
  interrupt,
  removeRow,
  sendMessage,
  stopResponding,
} from './reduce-commands.ts';
import {
  endRemotely,
  failConnection,
  finishClose,
  loseConnection,
  requestClose,
  scheduleAttempt,
} from './reduce-connection.ts';
import { finishItem, startItem } from './reduce-playback.ts';
import { reduceServerEvent } from './reduce-server-event.ts';
import { cancelTurn } from './cancel-turn.ts';
import { SETTING_HANDLERS } from './reduce-settings.ts';
import type { Moment } from './rest-step.ts';
import { leaveConnection, pause, resume, watchPause } from './reduce-pause.ts';
import { awaitApproval, settleTool, startTool } from './reduce-tools.ts';
import type { SessionInput } from './session-input.ts';
import { Step } from './step.ts';
import type { ConversationActs, LoadedRules } from './step.ts';
import { failCommand } from './reduce-command-failed.ts';
import { asksForChange, configure, sendDifference } from './vendor-config.ts';

/** Inputs on which only other rules act: those of silence, and `observeBargeIn`. */
type UnhandledInput =
  | 'keep-alive-requested'
  | 'barge-in-changed'
  | 'listening-words-loaded'
  | 'reflex-opened'
  | 'reflex-closed'
  | 'reflex-report-received';

const HANDLERS: InputHandlers<Exclude<SessionInput['type'], UnhandledInput>> = {
  ...SETTING_HANDLERS,
  ...APP_SPEECH_HANDLERS,
  'input-mode-changed': (step, input) => {
    if (step.public.inputMode !== input.mode) cancelTurn(step);
    SETTING_HANDLERS['input-mode-changed'](step, input);
  },
  'connection-failed': (step, { error, playhead }) =>
    // A held pause needs no connection: `resume` opens one.
    step.public.isPaused && error.isRetryable
      ? leaveConnection(step, playhead)
      : failConnection(step, error, playhead),
  'connection-lost': (step, input) =>
    step.public.isPaused ? leaveConnection(step, input.playhead) : loseConnection(step, input),
  'attempt-changed': scheduleAttempt,
  'transport-opened': (step) => {
    if (!step.continuity?.holdsOpening(step)) configure(step);
  },
  'summary-received': (step, input) => {
    if (step.continuity?.takeSummary(step, input)) configure(step);
  },
  'path-changed': (step, input) => step.continuity?.judgePath(step, input),
  'connection-closed': (step, { error }) => endRemotely(step, error),
  'server-event-received': (step, input) => {
    if (input.audio) countAudio(step, input.audio, input.atMs);
    const { status } = step.public;
    if (status !== 'live' && status !== 'connecting' && status !== 'reconnecting') return;
    reduceServerEvent(step, input.event, input);
  },
  'audio-received': (step, input) => countAudio(step, input, input.atMs),
  'close-requested': (step, { reason, playhead }) => requestClose(step, reason, playhead),
  'release-done': (step, { playhead }) => finishClose(step, playhead),
  'pause-requested': (step, { playhead }) => pause(step, playhead),
  'resume-requested': resume,
  'continuity-loaded': (step) => step.continuity?.begin(step),
  'interrupt-requested': interrupt,
  'stop-requested': stopResponding,
  'turn-started': beginTurn,
  'turn-done': commitOpenTurn,
  'turn-cancelled': cancelTurn,
  'message-sent': sendMessage,
  'response-requested': (step, { options }) => askToRespond(step, options),
  'item-removal-requested': (step, { itemId }) => removeRow(step, itemId),
  'approval-answer-received': answerApproval,
  'item-playout-started': (step, { itemId, atMs }) => startItem(step, itemId, atMs),
  'item-playout-done': (step, { itemId, heardMs }) => finishItem(step, itemId, heardMs),
  'playback-drained': finishOutput,
  'output-flushed': (step, input) => {
    settleCut(step, input);
    finishOutput(step);
  },
  'microphone-changed': (step, { microphone }) => {
    const previous = step.public.microphone;
    if (microphone === previous) return;
    step.patch({ microphone });
    step.emit('microphone-changed', { microphone, previous });
  },
  'playback-blocked-changed': (step, { isBlocked }) => step.patch({ isPlaybackBlocked: isBlocked }),
  'local-error-received': (step, { error }) => step.emit('error', error),
  'timer-fired': (step, input) => step.continuity?.takeTimer(step, input),
  'local-speech-started': interruptKept,
  'switch-done': (step, { lostAudioMs }) => step.continuity?.reportSwitch(step, lostAudioMs),
  'command-failed': failCommand,
  'tool-approval-requested': awaitApproval,
  'tool-started': (step, { callId }) => startTool(step, callId),
  'tool-done': settleTool,
};

type AnyHandlers = Readonly<Record<string, ((step: Step, input: SessionInput) => void) | undefined>>;

const ACTS: ConversationActs = {
  cutOutput,
  isCancelled,
  finishOutput,
  agentRate,
  answerTurn,
  askToRespond,
  splitAtHeard,
};

/**
 * The rules of a session: a function of the state and an input. Inputs of a connection that is no longer the current one
 * change nothing.
 *
 * @param moment when the input was taken.
 */
export function reduceSession(
  state: InternalState,
  input: SessionInput,
  rules: LoadedRules = {},
  moment?: Moment,
): Reduction {
  const step = new Step(state, moment, rules, ACTS);
  const { standby } = step.state.renewal;
  if (isOfConnection(input, standby?.connection ?? null)) {
    step.continuity?.reduceStandby(step, input);
  } else if ('connection' in input && input.connection !== step.public.connection) {
    step.log('An input of an earlier connection arrived late and was dropped.', input.type);
    return { state, effects: step.effects };
  } else {
    (HANDLERS as AnyHandlers)[input.type]?.(step, input);
    // A standby connection has been told the conversation already.
    if (step.public.connection !== state.public.connection && !step.isLive)
      step.continuity?.askForSummary(step);
    rules.observe?.(step, input);
  }
  if (asksForChange(state, step.state)) sendDifference(step);
  step.continuity?.pursueRenewal(step, input);
  if (step.public.isQueued && !step.isLive) step.patch({ isQueued: false });
  watchPause(step);
  // Events of a standby connection are not activity.
  step.continuity?.watchSilence(step, isOfConnection(input, standby?.connection ?? null) ? null : input);
  return { state: step.state, effects: step.effects };
}

function isOfConnection(input: SessionInput, connection: number | null): boolean {
  return 'connection' in input && input.connection === connection;
}

/**
 * Interrupts kept playout where no vendor is connected. Otherwise the vendor's detection or the rules of barge-in
 * decide about the user's voice.
 */
function interruptKept(step: Step): void {
  const isLeftOver = [...step.state.playback.playouts.values()].some(({ kept, isCut }) => kept && !isCut);
  if (isLeftOver && !step.isLive) cutOutput(step, 'user', false);
}
