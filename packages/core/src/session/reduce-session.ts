import { askToRespond } from './ask-to-respond.ts';
import { reduceBargeIn } from './barge-in/reduce-barge-in.ts';
import { settleCut } from './cut.ts';
import type { Machine } from './machine.ts';
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
  configure,
  endRemotely,
  failConnection,
  finishClose,
  loseConnection,
  requestClose,
} from './reduce-connection.ts';
import { finishItem, startItem } from './reduce-playback.ts';
import { reduceSaid } from './reduce-said.ts';
import { reduceServerEvent } from './reduce-server-event.ts';
import { cancelTurn, reduceSetting } from './reduce-settings.ts';
import { settleTool, startTool } from './reduce-tools.ts';
import type { SessionEffect } from './session-effect.ts';
import type { SessionInput } from './session-input.ts';
import { Step } from './step.ts';
import { finishOutput } from './tracks.ts';

/** The machine after an input, and what is to be done about it. */
export interface Reduction {
  readonly machine: Machine;
  readonly effects: readonly SessionEffect[];
}

/**
 * The rules of a session: a function of what is known and what happens. Inputs of a connection that is no longer the
 * current one change nothing.
 */
export function reduceSession(machine: Machine, input: SessionInput): Reduction {
  const step = new Step(machine);
  if ('connection' in input) reduceConnectionInput(step, input);
  else if (!reduceSetting(step, input) && !reduceCommand(step, input) && !reduceBargeIn(step, input))
    reduceDeviceInput(step, input);
  // The agent has just fallen silent, and nobody speaks or waits: the moment to leave a connection that ends soon.
  const hasFallenSilent = machine.state.phase !== 'listening' && step.state.phase === 'listening';
  if (hasFallenSilent && step.machine.isExpiring) step.do({ type: 'renew-connection' });
  return { machine: step.machine, effects: step.effects };
}

type ConnectionInput = Extract<SessionInput, { readonly connection: number }>;

function reduceConnectionInput(step: Step, input: ConnectionInput): void {
  if (input.connection !== step.state.connection) {
    return step.log('Something of an earlier connection came late and was dropped.', input.type);
  }
  switch (input.type) {
    case 'server-event-received': {
      const { status } = step.state;
      if (status !== 'live' && status !== 'connecting' && status !== 'reconnecting') return;
      return reduceServerEvent(step, input.event, input);
    }
    case 'transport-opened':
      return configure(step);
    case 'connection-failed':
      return failConnection(step, input.error, input.playhead);
    case 'connection-lost':
      return loseConnection(step, input);
    case 'remote-ended':
      return endRemotely(step, input.error);
  }
}

function reduceCommand(step: Step, input: SessionInput): boolean {
  switch (input.type) {
    case 'close-requested':
      requestClose(step, input.reason, input.playhead);
      return true;
    case 'interrupt-requested':
      interrupt(step);
      return true;
    case 'stop-requested':
      stopResponding(step);
      return true;
    case 'turn-begun':
      beginTurn(step);
      return true;
    case 'turn-ended':
      commitOpenTurn(step, input);
      return true;
    case 'turn-cancelled':
      cancelTurn(step);
      return true;
    case 'message-sent':
      sendMessage(step, input);
      return true;
    case 'response-requested':
      askToRespond(step, input.options);
      return true;
    case 'item-removal-requested':
      removeRow(step, input.itemId);
      return true;
    case 'approval-answered':
      answerApproval(step, input);
      return true;
    default:
      return reduceSaid(step, input);
  }
}

function reduceDeviceInput(step: Step, input: SessionInput): void {
  switch (input.type) {
    case 'released':
      return finishClose(step, input.playhead);
    case 'item-started':
      return startItem(step, input.itemId, input.atMs);
    case 'item-finished':
      return finishItem(step, input.itemId, input.heardMs);
    case 'playback-drained':
      return finishOutput(step);
    case 'output-flushed':
      settleCut(step, input);
      return finishOutput(step);
    case 'microphone-changed':
      return step.patch({ microphone: input.microphone });
    case 'playback-blocked-changed':
      return step.patch({ isPlaybackBlocked: input.isBlocked });
    case 'error-raised':
      return step.notify({ type: 'error', error: input.error });
    case 'tool-started':
      return startTool(step, input.callId);
    case 'tool-settled':
      return settleTool(step, input);
    default:
  }
}
