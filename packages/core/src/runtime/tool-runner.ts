import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Clock, TimerId } from '../util/clock.ts';
import type { ApprovalAnswer } from '../session/approval-answer.ts';
import type { AnyClientTool, ToolContext } from './client-tool.ts';
import type { Logger } from './session-options.ts';
import { declined, MAX_TIMER_MS, ToolApprovals } from './tool-approvals.ts';
import { readArguments } from './tool-arguments.ts';
import type { ToolRegistry } from './tool-registry.ts';

/** A complete tool call as the vendor sent it. */
export interface RequestedToolCall {
  readonly callId: string;
  readonly itemId: ItemId;
  readonly name: string;
  readonly argumentsText: string;
}

/** The result of a call. There is always an output: an error's message is sent to the model too. */
export interface ToolResult {
  readonly callId: string;
  readonly output: string;
  readonly error: RealtimeError | null;
  /** Whether the agent is to be asked to go on. */
  readonly isAnswered: boolean;
}

/** Runs the calls of the model, any number at the same time. */
export interface ToolRunner {
  /**
   * Runs one call. Never rejects: whatever goes wrong is in the result (coded error and text for the model).
   *
   * @param progress is told how far the call is.
   */
  run(call: RequestedToolCall, progress: ToolProgress): Promise<ToolResult>;
  /** The user has answered a call that waits for consent. */
  answerApproval(callId: string, answer: ApprovalAnswer): void;
  /** Consents for the whole session end. */
  forgetApprovals(): void;
  /** The user interrupted: aborts the running calls whose tool says so. A call that waits for consent goes on waiting. */
  interrupt(): void;
  /** Aborts one call, or all of them (close, withdrawn call). */
  abort(callId?: string): void;
}

/** Follows one call. */
export interface ToolProgress {
  /** The call waits for the user's consent until a time on the session's clock; `null` forever. */
  readonly onApprovalRequested: (endsAtMs: number | null) => void;
  /** The arguments have been accepted and the user has consented where it is needed. The handler runs next. */
  readonly onStarted: () => void;
}

export interface ToolRunnerOptions {
  readonly tools: ToolRegistry;
  readonly clock: Clock;
  readonly logger?: Logger;
}

/** A spoken conversation cannot wait longer than this for a result. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** A thrown message may be as long as a page; the model needs its beginning. */
const MAX_MESSAGE_LENGTH = 2_000;

interface Running {
  readonly call: RequestedToolCall;
  readonly tool: AnyClientTool;
  readonly end: (error: RealtimeError) => void;
}

interface RunnerState {
  readonly clock: Clock;
  readonly running: Set<Running>;
  readonly approvals: ToolApprovals;
}

/** Creates a runner for the tools of a session. */
export function createToolRunner({ tools, clock, logger }: ToolRunnerOptions): ToolRunner {
  const running = new Set<Running>();
  const approvals = new ToolApprovals(clock);

  return {
    answerApproval: (callId, answer) => approvals.answer(callId, answer),
    forgetApprovals: () => approvals.forget(),
    async run(call, progress) {
      const tool = tools.find(call.name);
      if (!tool) {
        const known = tools.declarations().map(({ name }) => name);
        return failure(call, unknownTool(call.name, known), true);
      }
      try {
        const output = await perform(tool, call, progress, { clock, running, approvals });
        return { callId: call.callId, output, error: null, isAnswered: tool.respond ?? true };
      } catch (thrown) {
        const error = isRealtimeError(thrown) ? thrown : failed(call.name, thrown);
        logger?.warn('A tool call did not succeed.', { callId: call.callId, name: call.name, error });
        return failure(call, error, tool.respond ?? true);
      }
    },
    interrupt() {
      for (const one of running) {
        const isStopped = one.tool.onInterruption !== 'continue' && !approvals.isWaiting(one.call.callId);
        if (isStopped) one.end(aborted(one.call.name, 'the user interrupted'));
      }
    },
    abort(callId) {
      for (const one of running) {
        if (callId === undefined || one.call.callId === callId)
          one.end(aborted(one.call.name, 'it was cancelled'));
      }
    },
  };
}

/**
 * The promise is settled by whatever comes first: the handler, the time-out or an abort. A handler that ignores its
 * signal is left to itself; its late result or error goes nowhere.
 */
function perform(
  tool: AnyClientTool,
  call: RequestedToolCall,
  { onApprovalRequested, onStarted }: ToolProgress,
  { clock, running, approvals }: RunnerState,
): Promise<string> {
  const controller = new AbortController();
  const timeoutMs = tool.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return new Promise<string>((resolve, reject) => {
    const one: Running = {
      call,
      tool,
      end(error) {
        leave();
        // Rejects before the handler is informed, so that a result of its abort handling is ignored.
        reject(error);
        controller.abort(error);
      },
    };
    let timer: TimerId | null = null;
    const stopTimer = () => {
      if (timer !== null) clock.clearTimeout(timer);
      timer = null;
    };
    const startTimer = () => {
      if (timeoutMs > MAX_TIMER_MS) return;
      timer = clock.setTimeout(() => one.end(timedOut(call.name, timeoutMs)), timeoutMs);
    };
    const leave = () => {
      running.delete(one);
      stopTimer();
    };
    running.add(one);
    startTimer();
    const { signal } = controller;
    const { callId, itemId, name } = call;
    const askUser = async () => {
      stopTimer();
      const request = { callId, name, timeoutMs: tool.approvalTimeoutMs, signal };
      await approvals.request({ ...request, onRequested: onApprovalRequested });
      // It may have been aborted since the answer.
      if (!signal.aborted) startTimer();
    };
    const context = { callId, itemId, signal };
    execute(tool, call.argumentsText, context, { askUser, onStarted }).then(resolve, reject).finally(leave);
  });
}

async function execute(
  tool: AnyClientTool,
  argumentsText: string,
  context: ToolContext,
  { askUser, onStarted }: { readonly askUser: () => Promise<void>; readonly onStarted: () => void },
): Promise<string> {
  const args = await readArguments(tool, argumentsText).catch((thrown: unknown) => {
    throw isRealtimeError(thrown) && thrown.code === 'tool-rejected' ? thrown : failed(tool.name, thrown);
  });
  context.signal.throwIfAborted();
  if (await isApprovalNeeded(tool, args)) {
    context.signal.throwIfAborted();
    await askUser();
  }
  context.signal.throwIfAborted();
  onStarted();
  let result: unknown;
  try {
    result = await tool.execute(args as never, context);
  } catch (thrown) {
    // A handler that asks the user by itself throws an AbortError when the user declines.
    if (isDecline(thrown) && !context.signal.aborted) throw declined(tool.name, null, thrown);
    // A RealtimeError that the app's handler throws is a failed tool, too.
    throw failed(tool.name, thrown);
  }
  return toOutput(tool.name, result);
}

/** A rule that throws fails the call: nothing runs without the consent that it may need. */
async function isApprovalNeeded(tool: AnyClientTool, args: unknown): Promise<boolean> {
  if (typeof tool.needsApproval !== 'function') return tool.needsApproval ?? false;
  try {
    return await tool.needsApproval(args);
  } catch (thrown) {
    throw failed(tool.name, thrown);
  }
}

/** Errors of another realm, such as a frame, are no instances of this one's `Error`. */
function isDecline(thrown: unknown): boolean {
  return (thrown as { readonly name?: unknown } | null | undefined)?.name === 'AbortError';
}

function toOutput(name: string, result: unknown): string {
  if (typeof result === 'string') return result;
  if (result === undefined) return 'Done.';
  let json: string | undefined;
  let cause: unknown;
  try {
    json = JSON.stringify(result);
  } catch (error) {
    cause = error;
  }
  if (json !== undefined) return json;
  throw new RealtimeError(
    'tool-failed',
    `The tool "${name}" returned something that cannot be written as JSON, so its result is lost. ` +
      'Its handler must return text or plain data: no cycle, BigInt, function or symbol.',
    { cause },
  );
}

function failure(call: RequestedToolCall, error: RealtimeError, isAnswered: boolean): ToolResult {
  return {
    callId: call.callId,
    output: error.message,
    error,
    isAnswered: isAnswered && error.code !== 'aborted',
  };
}

function failed(name: string, cause: unknown): RealtimeError {
  const reason = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : '';
  const gist = reason === '' ? 'It gave no reason.' : reason.slice(0, MAX_MESSAGE_LENGTH);
  return new RealtimeError('tool-failed', `The tool "${name}" failed: ${gist}`, { cause });
}

function timedOut(name: string, timeoutMs: number): RealtimeError {
  return new RealtimeError(
    'tool-timeout',
    `The tool "${name}" gave no result within ${timeoutMs} ms and was cancelled. Continue without it.`,
  );
}

function aborted(name: string, reason: string): RealtimeError {
  return new RealtimeError('aborted', `The tool "${name}" was stopped before it had a result: ${reason}.`);
}

function unknownTool(name: string, known: readonly string[]): RealtimeError {
  const hint = known.length > 0 ? `There are: ${known.join(', ')}.` : 'There are none.';
  return new RealtimeError('tool-unknown', `There is no tool "${name}". ${hint}`);
}
