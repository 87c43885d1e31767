import type { ServerEvent, WireCodec } from '@repartee/core/server';
import type { ServerLogger } from './audit/logger.ts';
import type { AuthorizedUser } from './authorized-user.ts';
import type { ServerTool, ServerToolContext } from './server-tool.ts';

/** A command to the vendor. */
export type Command = Parameters<WireCodec['encode']>[0];
type ToolCall = Extract<ServerEvent, { type: 'tool-call-requested' }>;

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
    if (!tool) return;
    this.#running += 1;
    let output: string;
    let isError = false;
    try {
      const result = await tool.execute(JSON.parse(call.argumentsText || '{}'), context);
      output = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    } catch (err) {
      logger.error({ err, tool: call.name, sessionId: context.sessionId }, 'A tool of the server failed.');
      // The model may tell the user: the server's own words stay here.
      output = 'The tool failed.';
      isError = true;
    }
    this.#running -= 1;
    if (!context.signal.aborted) this.#answer(call, output, isError);
  }

  #answer({ callId, name }: ToolCall, output: string, isError: boolean): void {
    try {
      this.#options.send((commandId) => ({
        type: 'send-tool-output',
        commandId,
        itemId: createItemId(),
        callId,
        name,
        output,
        isError,
      }));
      this.#isAnswerDue = this.#options.isResponseOnDemand;
      this.#askForAnswer();
    } catch (err) {
      this.#options.logger.error({ err, tool: name }, 'The result of a tool could not be sent.');
    }
  }

  /** The model answers once, when the last tool is done and nothing else is being answered. */
  #askForAnswer(): void {
    if (!this.#isAnswerDue || this.#running > 0 || this.#responses.size > 0) return;
    this.#isAnswerDue = false;
    this.#options.send((commandId) => ({ type: 'create-response', commandId, options: {} }));
  }
}

/** The result is an item of its own: a vendor refuses one whose id it knows. */
const createItemId = () => `item_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`;
