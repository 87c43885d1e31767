import { isCancelled } from './cut.ts';
import type { EventOf } from './handlers.ts';
import { finishOutput } from './playouts.ts';
import { isCallKnown } from './kept-calls.ts';
import { requestResponse } from './response-gate.ts';
import type { ToolOutputItem } from '../protocol/conversation-item.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { withToolState } from './open-calls.ts';
import type { ApprovalAnswer } from './approval-answer.ts';
import type { InputOf } from './session-input.ts';
import type { Step } from './step.ts';
import { addEntry, stampEntry, writeEntry } from './transcript-edits.ts';
import { entryOf } from './transcript/transcript.ts';
import type { ToolEntry } from './transcript/transcript.ts';

/** The number of settled calls that are remembered. */
const MAX_SETTLED = 64;

/** Runs a complete call, once. A call of a cancelled response does not run, and its output says so. */
export function requestTool(step: Step, event: EventOf<'tool-call-requested'>): void {
  const { itemId, callId, name, argumentsText, responseId } = event;
  const known = entryOf(step.public.transcript, itemId);
  const { pending, settledCalls } = step.state.tools;
  if (pending.has(callId) || settledCalls.has(callId)) return;
  if (known?.kind === 'tool' && known.output !== null) return;
  const call = { itemId, responseId, name, connection: step.public.connection };
  step.update('tools', { pending: new Map(pending).set(callId, call) });
  const fields = { callId, name, argumentsText, responseId };
  if (known?.kind === 'tool') writeEntry(step, { ...known, ...fields });
  else if (!known) addEntry(step, createToolEntry(step, itemId, fields));
  if (!isCancelled(step, responseId)) {
    step.do({ type: 'run-tool', callId, itemId, name, argumentsText });
    return;
  }
  settleTool(step, {
    type: 'tool-done',
    callId,
    output: 'The user interrupted before this tool was run.',
    error: null,
    isAnswered: false,
  });
}

/** A call waits for the user's consent. The agent has nothing to do meanwhile, so the floor is the user's. */
export function awaitApproval(step: Step, { callId, endsAtMs }: InputOf<'tool-approval-requested'>): void {
  if (!setApproval(step, callId, 'awaited')) return;
  changeTool(step, callId, (entry) => ({
    ...entry,
    state: 'awaiting-approval',
    ...(endsAtMs !== null && { approvalEndsAtMs: endsAtMs }),
  }));
  finishOutput(step);
}

/** The user has answered a call that waits for consent. A second answer changes nothing. */
export function answerToolApproval(step: Step, callId: string, answer: ApprovalAnswer): void {
  if (step.state.tools.pending.get(callId)?.approval !== 'awaited') return;
  setApproval(step, callId, 'answered');
  if (answer.isApproved) changeTool(step, callId, (entry) => withToolState(entry, 'running'));
  step.movePhase('response-started');
  step.do({ type: 'answer-tool-approval', callId, answer });
}

/** The handler of a call has started. */
export function startTool(step: Step, callId: string): void {
  // One answer for the whole session may have let several calls run.
  if (step.state.tools.pending.get(callId)?.approval === 'awaited') setApproval(step, callId, 'answered');
  changeTool(step, callId, (entry) => withToolState(entry, 'running'));
}

function setApproval(step: Step, callId: string, approval: 'awaited' | 'answered'): boolean {
  const { pending } = step.state.tools;
  const call = pending.get(callId);
  if (call) step.update('tools', { pending: new Map(pending).set(callId, { ...call, approval }) });
  return call !== undefined;
}

/** Sends the result of a call, and asks for a response once all calls of the response are settled. */
export function settleTool(step: Step, outcome: InputOf<'tool-done'>): void {
  const call = step.state.tools.pending.get(outcome.callId);
  if (!call) return;
  const isAborted = outcome.error?.code === 'aborted';
  // The user has consented to the call after the interruption, or in spite of it.
  const isWanted = call.approval === 'answered';
  const isDropped = (isCancelled(step, call.responseId) && !isWanted) || isAborted;
  const state = stateOf(outcome.error, isDropped);
  changeTool(step, outcome.callId, (entry) => ({
    ...withToolState(entry, state),
    output: outcome.output,
    error: outcome.error,
  }));
  forgetCall(step, outcome.callId);
  if (outcome.isAnswered && !isDropped) step.update('tools', { isResponseDue: true });
  // The vendor of a later connection does not know the call and would refuse its output.
  let dependsOn: string | undefined;
  if (isCallKnown(step, call.connection)) {
    dependsOn = step.send({
      type: 'send-tool-output',
      itemId: `tool_${outcome.callId}`,
      callId: outcome.callId,
      name: call.name,
      output: outcome.output,
      isError: outcome.error !== null,
      ...(!outcome.isAnswered &&
        !step.state.vendor.capabilities.isResponseOnDemand && { respond: 'silent' as const }),
    });
  }
  // Without a connection the request would be lost: it is made when the next one is live.
  if (step.isLive) requestDueResponse(step, call.responseId, dependsOn);
  finishOutput(step);
}

/** The app's server has answered a call, and asks for the response by itself. */
export function adoptOutput(step: Step, { callId, output }: ToolOutputItem): void {
  if (!step.state.tools.pending.has(callId)) return;
  changeTool(step, callId, (entry) => ({ ...withToolState(entry, 'succeeded'), output }));
  forgetCall(step, callId);
  finishOutput(step);
}

function stateOf(error: RealtimeError | null, isDropped: boolean): ToolEntry['state'] {
  if (error?.code === 'tool-declined' || error?.code === 'approval-timeout') return 'declined';
  if (error && error.code !== 'aborted') return 'failed';
  return isDropped ? 'cancelled' : 'succeeded';
}

/** Asks for the response that settled calls are owed, once the response that made them has ended and no call is left. */
export function requestDueResponse(step: Step, responseId: string | null, dependsOn?: string): void {
  const { responses, tools, vendor } = step.state;
  if (!tools.isResponseDue || !vendor.capabilities.isResponseOnDemand) return;
  if ([...tools.pending.values()].some((call) => call.responseId === responseId)) return;
  if (responseId !== null && responses.active.has(responseId)) return;
  step.update('tools', { isResponseDue: false });
  if (step.public.isPaused) {
    step.send({ type: 'create-response', options: {} }, dependsOn);
    return;
  }
  const commandId = step.nextCommandId();
  const request = {
    commandId,
    options: {},
    isAutomatic: true,
    dependsOn,
  };
  step.passGate(requestResponse(step.state.responses.gate, request));
}

/** The vendor cancelled a call: its result is not sent. */
export function cancelTool(step: Step, callId: string): void {
  if (!step.state.tools.pending.has(callId)) return;
  step.do({ type: 'abort-tools', callId });
  changeTool(step, callId, (entry) => withToolState(entry, 'cancelled'));
  forgetCall(step, callId);
  finishOutput(step);
}

function forgetCall(step: Step, callId: string): void {
  const pending = new Map(step.state.tools.pending);
  const itemId = pending.get(callId)?.itemId;
  pending.delete(callId);
  const settled = [...step.state.tools.settledCalls, [callId, itemId ?? ''] as const];
  step.update('tools', { pending, settledCalls: new Map(settled.slice(-MAX_SETTLED)) });
}

/** The vendor reports the state of a remote call. */
export function changeRemoteTool(step: Step, event: EventOf<'remote-tool-call-changed'>): void {
  const entry = entryOf(step.public.transcript, event.itemId);
  if (entry?.kind !== 'remote-tool') return;
  const state =
    event.state === 'in-progress' ? 'running' : event.state === 'completed' ? 'succeeded' : 'failed';
  if (state !== entry.state) writeEntry(step, { ...entry, state });
}

function changeTool(step: Step, callId: string, change: (entry: ToolEntry) => ToolEntry): void {
  const itemId = step.state.tools.pending.get(callId)?.itemId;
  const entry = itemId === undefined ? null : entryOf(step.public.transcript, itemId);
  if (entry?.kind !== 'tool') return;
  const changed = change(entry);
  writeEntry(step, changed);
  step.emit('tool-changed', changed);
}

function createToolEntry(
  step: Step,
  id: string,
  fields: Pick<ToolEntry, 'callId' | 'name' | 'argumentsText' | 'responseId'>,
): ToolEntry {
  return {
    kind: 'tool',
    id,
    ...stampEntry(step),
    state: 'requested',
    output: null,
    error: null,
    ...fields,
  };
}
