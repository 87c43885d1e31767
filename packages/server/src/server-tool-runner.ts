import type { ServerEvent, WireCodec } from '@repartee/core/server';
import type { ServerLogger } from './audit/logger.ts';
import type { AuthorizedUser } from './authorized-user.ts';
import type { ServerTool, ServerToolContext } from './server-tool.ts';

/** A command to the vendor. */
export type Command = Parameters<WireCodec['encode']>[0];
type ToolCall = Extract<ServerEvent, { type: 'tool-call-requested' }>;

const DEFAULT_TIMEOUT_MS = 30_000;

/** Node fires a longer timer at once. */
const MAX_TIMER_MS = 2_147_483_647;

/** The number of calls that are remembered. */
const MAX_CALLS = 64;

/** The output of a tool that failed. */
const FAILED = 'The tool failed.';

/** The reason for which a call is aborted that takes too long. */
class TooSlow extends Error {}

/** The options of a runner. */
export interface ServerToolRunnerOptions<User extends AuthorizedUser> {
  readonly tools: readonly ServerTool<User>[];
  readonly context: ServerToolContext<User>;
  readonly logger: ServerLogger;
  /** Whether the model answers only when it is asked to. */
  readonly isResponseOnDemand: boolean;
  /** Writes a command to the vendor. */
  readonly send: (create: (commandId: string) => Command) => void;
}

/** Runs the tools of the server that the model calls in one conversation. Tools that it does not know are the page's. */
export class ServerToolRunner<User extends AuthorizedUser> {
  readonly #options: ServerToolRunnerOptions<User>;
  /** The calls that came last, running or settled. */
  readonly #calls = new Map<string, AbortController>();
  /** Responses under way: the vendor refuses to begin another one beside them. */
  readonly #responses = new Set<string>();
  #running = 0;
  #isAnswerDue = false;

  constructor(options: ServerToolRunnerOptions<User>) {
    this.#options = options;
  }

  /** Follows the conversation, and runs what it asks for. */
  take(event: ServerEvent): void {
    if (event.type === 'tool-call-requested') return void this.#run(event);
    if (event.type === 'tool-call-cancelled') return this.#calls.get(event.callId)?.abort();
    if (event.type === 'response-started' && !event.isOutOfBand) this.#responses.add(event.responseId);
    if (event.type !== 'response-done') return;
    this.#responses.delete(event.responseId);
    this.#askForAnswer();
  }

  /** Loses track of the vendor's events, which are not heard for a while: the end of a response may be missed. */
  loseTrack(): void {
    this.#responses.clear();
    this.#askForAnswer();
  }

  async #run(call: ToolCall): Promise<void> {
    const { tools, context, logger } = this.#options;
    const tool = tools.find(({ name }) => name === call.name);
    if (!tool || this.#calls.has(call.callId)) return;
    const abort = this.#register(call.callId);
    const signal = AbortSignal.any([context.signal, abort.signal]);
    this.#running += 1;
    let output = FAILED;
    let isError = false;
    try {
      const result = await perform(tool, call, { ...context, signal }, abort);
      output = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    } catch (err) {
      isError = true;
      // The model may tell the user: the server's own words stay here.
      if (!isUnwanted(signal))
        logger.error({ err, tool: call.name, sessionId: context.sessionId }, 'A tool of the server failed.');
    }
    this.#running -= 1;
    if (isUnwanted(signal)) this.#askForAnswer();
    else this.#answer(call, output, isError);
  }

  /** Remembers a call, also when it has ended: a vendor may repeat it. */
  #register(callId: string): AbortController {
    const abort = new AbortController();
    this.#calls.set(callId, abort);
    const [oldest] = this.#calls.keys();
    if (this.#calls.size > MAX_CALLS && oldest !== undefined) this.#calls.delete(oldest);
    return abort;
  }

  /** A result that cannot be sent, as it is too large for instance, is replaced by a short error: the model waits for one. */
  #answer(call: ToolCall, output: string, isError: boolean): void {
    const { send, logger, isResponseOnDemand } = this.#options;
    const { callId, name } = call;
    const result = { callId, name, output, isError };
    try {
      send((commandId) => ({ type: 'send-tool-output', commandId, itemId: createItemId(), ...result }));
      this.#isAnswerDue = isResponseOnDemand;
      this.#askForAnswer();
    } catch (err) {
      logger.error({ err, tool: name }, 'The result of a tool could not be sent.');
      if (output !== FAILED) this.#answer(call, FAILED, true);
    }
  }

  /** The model answers once, when the last tool is done and nothing else is being answered. */
  #askForAnswer(): void {
    if (this.#options.context.signal.aborted) return;
    if (!this.#isAnswerDue || this.#running > 0 || this.#responses.size > 0) return;
    this.#isAnswerDue = false;
    this.#options.send((commandId) => ({ type: 'create-response', commandId, options: {} }));
  }
}

/** The result is an item of its own: a vendor refuses one whose id it knows. */
const createItemId = () => `item_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`;

/** Runs a tool. Rejects when the call is aborted, and when it takes longer than it may. */
function perform<User extends AuthorizedUser>(
  tool: ServerTool<User>,
  { argumentsText }: ToolCall,
  context: ServerToolContext<User>,
  abort: AbortController,
): Promise<unknown> {
  const { signal } = context;
  const { timeoutMs = DEFAULT_TIMEOUT_MS } = tool;
  const execute = async () => tool.execute(JSON.parse(argumentsText || '{}'), context);
  return new Promise((resolve, reject) => {
    const expire = () => abort.abort(new TooSlow(`The tool ran longer than ${timeoutMs} ms.`));
    const timer = timeoutMs > MAX_TIMER_MS ? undefined : setTimeout(expire, timeoutMs);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    void execute()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}

/** Whether nothing waits for the result of a call any more: the vendor has cancelled it, or the conversation is over. */
function isUnwanted({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof TooSlow);
}
