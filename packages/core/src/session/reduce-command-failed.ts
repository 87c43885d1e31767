import type { RealtimeError } from '../errors/realtime-error.ts';
import type { ClientCommand } from '../protocol/client-command.ts';
import { finishOutput } from './playouts.ts';
import { dropDependents, requestResponse } from './response-gate.ts';
import type { InputOf } from './session-input.ts';
import type { Step } from './step.ts';
import { editMessage, writeEntry } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import { refuseConfig } from './vendor-config.ts';

type ToolOutput = Extract<ClientCommand, { type: 'send-tool-output' }>;

/** Replaces the output of a tool that could not be sent. It is short, so that it can be sent, and it names the cause. */
const UNSENT_OUTPUT = JSON.stringify({
  error: 'tool-failed',
  message: 'The result of the tool could not be sent. Do not call it again in the same way.',
});

/** A command was refused here and has not reached the vendor: nothing may count as sent, and nothing may wait for it. */
export function failCommand(step: Step, { command, error }: InputOf<'command-failed'>): void {
  if (error) step.emit('error', error);
  if (command.type === 'append-audio') return;
  const { gate } = step.state.responses;
  const isAnswerDue = [gate.requested, ...gate.waiting].some((each) => each?.dependsOn === command.commandId);
  step.passGate(dropDependents(gate, command.commandId));
  if (command.type === 'create-item') {
    editMessage(step, command.item.id, (entry) => ({ ...entry, state: 'failed' }));
    step.update('turn', { stages: null });
  } else if (command.type === 'send-tool-output') failToolOutput(step, command, error, isAnswerDue);
  else if (command.type === 'configure') refuseConfig(step, command.commandId);
  finishOutput(step);
}

/** The model waits for an output of the call: it gets a short error in its place, once. */
function failToolOutput(
  step: Step,
  command: ToolOutput,
  error: RealtimeError | null,
  isAnswerDue: boolean,
): void {
  const itemId = step.state.tools.settledCalls.get(command.callId);
  const entry = itemId === undefined ? null : entryOf(step.public.transcript, itemId);
  if (entry?.kind === 'tool') {
    const failed = { ...entry, state: 'failed', output: UNSENT_OUTPUT, error } as const;
    writeEntry(step, failed);
    step.emit('tool-changed', failed);
  }
  if (command.output === UNSENT_OUTPUT) return;
  const { type, itemId: outputId, callId, name } = command;
  const dependsOn = step.send({ type, itemId: outputId, callId, name, output: UNSENT_OUTPUT, isError: true });
  if (!isAnswerDue) return;
  const commandId = step.nextCommandId();
  const request = { commandId, options: {}, isAutomatic: true, dependsOn };
  step.passGate(requestResponse(step.state.responses.gate, request));
}
