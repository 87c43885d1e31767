import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { ItemId } from '../protocol/conversation-item.ts';
import type { Clock } from '../util/clock.ts';
import type { AnyClientTool, ToolContext } from './client-tool.ts';
import type { Logger } from './session-options.ts';
import { readArguments } from './tool-arguments.ts';
import type { ToolRegistry } from './tool-registry.ts';

/** A complete tool call as the vendor sent it. */
export interface RequestedToolCall {
  readonly callId: string;
  readonly itemId: ItemId;
  readonly name: string;
  readonly argumentsText: string;
}

/** How a call ended. There is always an output: what went wrong is told to the model too. */
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
   * @param onStarted called when the arguments have been accepted, right before the handler runs.
   */
  run(call: RequestedToolCall, onStarted: () => void): Promise<ToolResult>;
  /** The user interrupted: aborts the running calls whose tool says so. */
  interrupt(): void;
  /** Aborts one call, or all of them (close, withdrawn call). */
  abort(callId?: string): void;
}

/** What a tool runner needs. */
export interface ToolRunnerOptions {
  readonly tools: ToolRegistry;
  readonly clock: Clock;
  readonly logger?: Logger;
}

/** A model that is kept waiting longer than this has lost the thread of a spoken conversation. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** Longer delays overflow the platform's timers, which then fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** What a handler throws may hold a whole page; the model needs the gist. */
const MAX_MESSAGE_LENGTH = 2_000;

interface Running {
  readonly call: RequestedToolCall;
  readonly tool: AnyClientTool;
  readonly end: (error: RealtimeError) => void;
}

/** Creates a runner for the tools of a session. */
export function createToolRunner({ tools, clock, logger }: ToolRunnerOptions): ToolRunner {
  const running = new Set<Running>();

  return {
    async run(call, onStarted) {
      const tool = tools.find(call.name);
      if (!tool) {
        const known = tools.declarations().map(({ name }) => name);
        return failure(call, unknownTool(call.name, known), true);
      }
      try {
        const output = await perform(tool, call, onStarted, { clock, running });
        return { callId: call.callId, output, error: null, isAnswered: tool.isAnswered ?? true };
      } catch (thrown) {
        const error = isRealtimeError(thrown) ? thrown : failed(call.name, thrown);
        logger?.warn('A tool call did not succeed.', { callId: call.callId, name: call.name, error });
        return failure(call, error, tool.isAnswered ?? true);
      }
    },
    interrupt() {
      for (const one of running) {
        if (one.tool.onInterruption !== 'continue') one.end(aborted(one.call.name, 'the user interrupted'));
      }
    },
    abort(callId) {
      for (const one of running) {
        if (callId === undefined || one.call.callId === callId)
          one.end(aborted(one.call.name, 'it was called off'));
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
  onStarted: () => void,
  { clock, running }: { readonly clock: Clock; readonly running: Set<Running> },
): Promise<string> {
  const controller = new AbortController();
  const timeoutMs = tool.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return new Promise<string>((resolve, reject) => {
    const one: Running = {
      call,
      tool,
      end(error) {
        leave();
        // Rejected before the handler hears of it, so that what the handler does on abort cannot become the result.
        reject(error);
        controller.abort(error);
      },
    };
    const isTimed = timeoutMs <= MAX_TIMER_MS;
    const timer = isTimed ? clock.setTimeout(() => one.end(timedOut(call.name, timeoutMs)), timeoutMs) : null;
    const leave = () => {
      running.delete(one);
      if (timer !== null) clock.clearTimeout(timer);
    };
    running.add(one);
    const context = { callId: call.callId, itemId: call.itemId, signal: controller.signal };
    execute(tool, call.argumentsText, context, onStarted).then(resolve, reject).finally(leave);
  });
}

async function execute(
  tool: AnyClientTool,
  argumentsText: string,
  context: ToolContext,
  onStarted: () => void,
): Promise<string> {
  const args = await readArguments(tool, argumentsText).catch((thrown: unknown) => {
    throw isRealtimeError(thrown) && thrown.code === 'tool-rejected' ? thrown : failed(tool.name, thrown);
  });
  context.signal.throwIfAborted();
  onStarted();
  let result: unknown;
  try {
    result = await tool.execute(args as never, context);
  } catch (thrown) {
    // Also a RealtimeError of the app's own making is, seen from here, a failed tool.
    throw failed(tool.name, thrown);
  }
  return toOutput(tool.name, result);
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
    `The tool "${name}" gave no result within ${timeoutMs} ms and was given up. Go on without it.`,
  );
}

function aborted(name: string, reason: string): RealtimeError {
  return new RealtimeError('aborted', `The tool "${name}" was stopped before it had a result: ${reason}.`);
}

function unknownTool(name: string, known: readonly string[]): RealtimeError {
  const hint = known.length > 0 ? `There are: ${known.join(', ')}.` : 'There are none.';
  return new RealtimeError('tool-unknown', `There is no tool "${name}". ${hint}`);
}
