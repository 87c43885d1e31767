import type { RealtimeError } from '../errors/realtime-error.ts';
import type { OutputServerEvent } from '../protocol/server-event.ts';
import { isVoid } from './cut.ts';
import { entryOf } from './entries.ts';
import { requestResponse } from './response-gate.ts';
import type { Step } from './step.ts';
import { finishOutput } from './tracks.ts';
import { addEntry, writeEntry } from './transcript-edits.ts';
import type { ToolEntry } from './transcript.ts';

/** How many settled calls are remembered. */
const MAX_SETTLED = 64;

type EventOf<Type extends OutputServerEvent['type']> = Extract<OutputServerEvent, { type: Type }>;

/** What a tool told the model, or what the kit tells it instead. */
export interface ToolOutcome {
  readonly callId: string;
  readonly output: string;
  readonly error: RealtimeError | null;
  readonly isAnswered: boolean;
}

/** A complete call has come: it runs once. A call of a response that was cut does not run, and the model is told so. */
export function requestTool(step: Step, event: EventOf<'tool-call-requested'>): void {
  const { itemId, callId, name, argumentsText, responseId } = event;
  const known = entryOf(step.state.transcript, itemId);
  if (step.machine.calls.has(callId) || step.machine.settledCalls.includes(callId)) return;
  if (known?.kind === 'tool' && known.output !== null) return;
  const call = { itemId, responseId, name, connection: step.state.connection };
  step.update({ calls: new Map(step.machine.calls).set(callId, call) });
  const fields = { callId, name, argumentsText, responseId };
  if (known?.kind === 'tool') writeEntry(step, { ...known, ...fields });
  else if (!known) addEntry(step, createToolEntry(step, itemId, fields), undefined);
  if (!isVoid(step, responseId)) {
    step.do({ type: 'run-tool', callId, itemId, name, argumentsText });
    return;
  }
  settleTool(step, {
    callId,
    output: 'The user interrupted before this tool was run.',
    error: null,
    isAnswered: false,
  });
}

/** A handler has begun to run. */
export function startTool(step: Step, callId: string): void {
  changeTool(step, callId, (entry) => ({ ...entry, state: 'running' }));
}

/** A call has its result: the model is told, and asked to go on once all calls of its response are settled. */
export function settleTool(step: Step, outcome: ToolOutcome): void {
  const call = step.machine.calls.get(outcome.callId);
  if (!call) return;
  const isAborted = outcome.error?.code === 'aborted';
  const isDropped = isVoid(step, call.responseId) || isAborted;
  changeTool(step, outcome.callId, (entry) => ({
    ...entry,
    state: outcome.error ? (isAborted ? 'cancelled' : 'failed') : isDropped ? 'cancelled' : 'succeeded',
    output: outcome.output,
    error: outcome.error,
  }));
  forgetCall(step, outcome.callId);
  step.update({ isAnswerOwed: step.machine.isAnswerOwed || (outcome.isAnswered && !isDropped) });
  // A call of an earlier connection is unknown to the vendor now: its output would be refused.
  if (call.connection === step.state.connection) {
    step.send({
      type: 'send-tool-output',
      itemId: `tool_${outcome.callId}`,
      callId: outcome.callId,
      name: call.name,
      output: outcome.output,
      isError: outcome.error !== null,
      ...(!outcome.isAnswered && !step.machine.capabilities.isResponseOnDemand && { isAnswered: false }),
    });
  }
  askForAnswer(step, call.responseId);
  finishOutput(step);
}

/** Asks the model to go on, when every call of the response is settled and the response itself has ended. */
export function askForAnswer(step: Step, responseId: string | null): void {
  const { isAnswerOwed, calls, responses, capabilities } = step.machine;
  if (!isAnswerOwed || !capabilities.isResponseOnDemand) return;
  if ([...calls.values()].some((call) => call.responseId === responseId)) return;
  if (responseId !== null && responses.has(responseId)) return;
  step.update({ isAnswerOwed: false });
  const commandId = step.nextCommandId();
  step.passGate(requestResponse(step.machine.gate, { commandId, options: {}, isAutomatic: true }));
}

/** The vendor does not want the result any more. */
export function withdrawTool(step: Step, callId: string): void {
  if (!step.machine.calls.has(callId)) return;
  step.do({ type: 'abort-tools', callId });
  changeTool(step, callId, (entry) => ({ ...entry, state: 'cancelled' }));
  forgetCall(step, callId);
  finishOutput(step);
}

function forgetCall(step: Step, callId: string): void {
  const calls = new Map(step.machine.calls);
  calls.delete(callId);
  step.update({ calls, settledCalls: [...step.machine.settledCalls, callId].slice(-MAX_SETTLED) });
}

/** A remote call has moved on at the vendor. */
export function changeRemoteTool(step: Step, event: EventOf<'remote-tool-call-changed'>): void {
  const entry = entryOf(step.state.transcript, event.itemId);
  if (entry?.kind !== 'remote-tool') return;
  const state =
    event.state === 'in-progress' ? 'running' : event.state === 'completed' ? 'succeeded' : 'failed';
  if (state !== entry.state) writeEntry(step, { ...entry, state });
}

function changeTool(step: Step, callId: string, change: (entry: ToolEntry) => ToolEntry): void {
  const itemId = step.machine.calls.get(callId)?.itemId;
  const entry = itemId === undefined ? null : entryOf(step.state.transcript, itemId);
  if (entry?.kind !== 'tool') return;
  const changed = change(entry);
  writeEntry(step, changed);
  step.notify({ type: 'tool-changed', entry: changed });
}

function createToolEntry(
  step: Step,
  id: string,
  fields: Pick<ToolEntry, 'callId' | 'name' | 'argumentsText' | 'responseId'>,
): ToolEntry {
  return {
    kind: 'tool',
    id,
    connection: step.state.connection,
    state: 'requested',
    output: null,
    error: null,
    ...fields,
  };
}
