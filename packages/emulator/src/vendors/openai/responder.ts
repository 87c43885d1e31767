import type { HistoryEntry, AgentTurn, DeclaredTool } from '../../agent/agent.ts';
import { untilAborted, wait } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import { LATE_USAGE_MS } from '../../vendor.ts';
import type { VendorContext } from '../../vendor.ts';
import { readClientItem } from './client-items.ts';
import { fitContext } from './context-window.ts';
import { toHistoryEntry } from './conversation.ts';
import type { Conversation, StoredItem } from './conversation.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import type { Speaker } from './playout.ts';
import { RateLimit } from './rate-limit.ts';
import { describeResponse, failureOf, outcomeOf, readTarget } from './response-config.ts';
import type { StopReason } from './response-config.ts';
import { ResponseRun } from './response-run.ts';
import { configOfResponse, isReasoningModel } from './session-config.ts';
import { describeUsage, InputMeter } from './usage.ts';

/** The reasoning of a model before it speaks, in tokens: the emulator's own choice. */
const REASONING_TOKENS = 8;

export interface ResponderOptions {
  readonly context: VendorContext;
  readonly random: Random;
  readonly conversation: Conversation;
  readonly conversationId: string;
  readonly readConfig: () => Wire;
  readonly send: (event: Wire) => void;
  /** Plays the audio of a call; `null` if events carry the audio. */
  readonly speaker: Speaker | null;
  /** Called when the first audio is sent. */
  readonly onSpoken: () => void;
  /** Called when a response of the conversation has ended, with how much audio it sent, in milliseconds. */
  readonly onDone: (audioMs: number) => void;
}

interface Running {
  readonly id: string;
  readonly config: Wire;
  readonly isOutOfBand: boolean;
  readonly input: readonly StoredItem[] | null;
  readonly abort: AbortController;
  done: Promise<void>;
}

/** Creates responses: one at a time in the conversation, any number out of band. */
export class Responder {
  readonly #options: ResponderOptions;
  readonly #running = new Set<Running>();
  readonly #meter = new InputMeter();
  readonly #dropped = new Set<StoredItem>();
  readonly #rateLimit: RateLimit;

  constructor(options: ResponderOptions) {
    this.#options = options;
    this.#rateLimit = new RateLimit(options.context.clock);
  }

  /** The newest response of the conversation. It waits while an older one is being cancelled. */
  get #active(): Running | null {
    return [...this.#running].findLast((response) => !response.isOutOfBand) ?? null;
  }

  /**
   * Starts a response. After a barge-in the server itself waits for the cancelled one to end; a client that does not is
   * refused. @throws Refusal while another response writes to the conversation.
   */
  start(overrides: Wire, { isAfterCancelled = false } = {}): void {
    const isOutOfBand = overrides['conversation'] === 'none';
    const blocking = isOutOfBand ? null : this.#active;
    if (blocking && !(isAfterCancelled && blocking.abort.signal.aborted)) {
      throw new Refusal(
        'conversation_already_has_active_response',
        `Conversation already has an active response in progress: ${blocking.id}. Wait until the response is finished before creating a new one.`,
      );
    }
    const response: Running = {
      id: createId(this.#options.random, 'resp'),
      config: configOfResponse(this.#options.readConfig(), overrides),
      isOutOfBand,
      input: this.#readInput(overrides['input']),
      abort: new AbortController(),
      done: Promise.resolve(),
    };
    this.#running.add(response);
    if (!blocking) response.done = this.#run(response);
    else response.done = blocking.done.then(() => this.#run(response));
  }

  #readInput(input: unknown): readonly StoredItem[] | null {
    if (!Array.isArray(input)) return null;
    return input.map((entry: Wire, index) => {
      const root = `response.input[${index}]`;
      if (entry['type'] !== 'item_reference') {
        return readClientItem(entry, () => createId(this.#options.random, 'item'), root);
      }
      const item = this.#options.conversation.find(entry['id']);
      if (item) return item;
      throw new Refusal(
        'invalid_value',
        `Item with id '${String(entry['id'])}' does not exist.`,
        `${root}.id`,
      );
    });
  }

  /** Cancels a response, or the one that writes to the conversation. @throws Refusal when there is none. */
  cancel(id: unknown): void {
    const target = id == null ? this.#active : [...this.#running].find((response) => response.id === id);
    if (!target)
      throw new Refusal('response_cancel_not_active', 'Cancellation failed: no active response found');
    stop(target, 'client_cancelled');
  }

  /** The user interrupts the conversation's response. */
  interrupt(): void {
    for (const response of this.#running) if (!response.isOutOfBand) stop(response, 'turn_detected');
  }

  /** The conversation's response fails. Returns false if there is none. */
  fail(failure: Refusal): boolean {
    const target = this.#active;
    if (target) stop(target, failure);
    return target !== null;
  }

  /** Settles when nothing writes to the conversation. */
  async whenIdle(): Promise<void> {
    while (this.#active) await this.#active.done;
  }

  close(): void {
    for (const response of this.#running) stop(response, 'closed');
  }

  async #run(response: Running): Promise<void> {
    const { send, onDone } = this.#options;
    const { signal } = response.abort;
    if (signal.reason === 'closed') return void this.#running.delete(response);
    send({
      type: 'response.created',
      response: this.#describe(response, { status: 'in_progress', output: [] }),
    });
    const run = this.#createRun(response);
    let failure: Wire | null = null;
    try {
      await this.#answer(response, run);
    } catch (error) {
      // An abort rejects the current step. The outcome below reports it.
      if (!signal.aborted) failure = failureOf(error);
    }
    if (signal.reason instanceof Refusal) failure = failureOf(signal.reason);
    if (this.#options.context.usageReports === 'late') await this.#hold(signal);
    this.#running.delete(response);
    if (signal.reason === 'closed') return;
    this.#finish(response, run, failure);
    if (!response.isOutOfBand) onDone(run.audioMs);
  }

  /** The vendor reports usage only with the end of a response, so a late report means a late end. */
  async #hold(signal: AbortSignal): Promise<void> {
    // An abort ends the wait. The outcome reports it.
    await wait(this.#options.context.clock, LATE_USAGE_MS, signal).catch(() => {});
  }

  async #answer(response: Running, run: ResponseRun): Promise<void> {
    const { context, conversation } = this.#options;
    const { signal } = response.abort;
    const { config } = response;
    const ready = async () =>
      void (await Promise.all((response.input ?? conversation.items).map((item) => item.pending)));
    await Promise.all([untilAborted(ready(), signal), wait(context.clock, context.timing.latencyMs, signal)]);
    const items = response.input ?? this.#fit(config);
    run.input = this.#countInput(response, items);
    const answers = context.agent.respond(readTurn(config, items), signal);
    for await (const output of interruptible(answers, signal)) {
      await run.perform(output);
      if (signal.aborted) return;
    }
  }

  #fit(config: Wire): readonly StoredItem[] {
    const items = this.#options.conversation.items.filter((item) => !this.#dropped.has(item));
    const fitting = fitContext(config, items);
    if (!fitting)
      throw new Refusal(
        'context_length_exceeded',
        'The conversation is longer than the context and truncation is disabled.',
      );
    for (const item of items.slice(0, items.length - fitting.length)) this.#dropped.add(item);
    return fitting;
  }

  #countInput(response: Running, items: readonly StoredItem[]): ReturnType<InputMeter['count']> {
    // An out-of-band response has its own cache, which is always empty.
    const meter = response.isOutOfBand || response.input ? new InputMeter() : this.#meter;
    return meter.count(response.config, items);
  }

  #createRun(response: Running): ResponseRun {
    const { context, random, conversation, send, onSpoken, speaker } = this.#options;
    return new ResponseRun({
      context,
      random,
      responseId: response.id,
      conversation: response.isOutOfBand ? null : conversation,
      config: readTarget(response.config),
      send,
      signal: response.abort.signal,
      stop: () => stop(response, 'max_output_tokens'),
      onAudio: onSpoken,
      speaker,
    });
  }

  #finish(response: Running, run: ResponseRun, failure: Wire | null): void {
    const { context, send, speaker } = this.#options;
    const total = describeUsage(run.input, {
      textTokens: run.textTokens,
      audioMs: run.audioMs,
      reasoningTokens: isReasoningModel(response.config) ? REASONING_TOKENS : null,
    });
    if (!response.isOutOfBand && !response.input) this.#meter.addOutput(run.items);
    const isTold = context.usageReports !== 'missing';
    const outcome = outcomeOf(response.abort.signal, failure);
    const output = run.items.map((item) => item.wire);
    send({
      type: 'response.done',
      response: this.#describe(response, { ...outcome, output, usage: isTold ? total : null }),
    });
    send({
      type: 'rate_limits.updated',
      rate_limits: [this.#rateLimit.spend(Number(total['total_tokens']))],
    });
    speaker?.endResponse(response.id);
  }

  #describe(response: Running, fields: Wire): Wire {
    const conversationId = response.isOutOfBand ? null : this.#options.conversationId;
    return describeResponse(response.config, { id: response.id, conversationId, ...fields });
  }
}

/** The first reason counts: a second abort changes nothing. */
function stop(response: Running, reason: StopReason | Refusal): void {
  response.abort.abort(reason);
}

/** Ends the outputs of an agent that ignores its signal. */
async function* interruptible<T>(
  source: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal,
): AsyncIterable<T> {
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  while (!signal.aborted) {
    const next = await untilAborted(Promise.resolve(iterator.next()), signal);
    if (next.done) return;
    yield next.value;
  }
}

function readTurn(config: Wire, items: readonly StoredItem[]): AgentTurn {
  const tools = (config['tools'] as readonly Wire[])
    .filter((tool) => tool['type'] === 'function')
    .map((tool): DeclaredTool => ({
      name: String(tool['name']),
      description: String(tool['description'] ?? ''),
      parameters: (tool['parameters'] ?? {}) as Wire,
    }));
  return {
    history: items.map(toHistoryEntry).filter((entry): entry is HistoryEntry => entry !== null),
    instructions: String(config['instructions']),
    tools,
    toolChoice: readToolChoice(config['tool_choice']),
    canComment: isReasoningModel(config) && readTarget(config).modality === 'audio',
  };
}

function readToolChoice(choice: unknown): AgentTurn['toolChoice'] {
  if (choice === 'none' || choice === 'required') return choice;
  const { type, name } = (typeof choice === 'object' ? choice : {}) as Wire;
  return type === 'function' ? { name: String(name) } : 'auto';
}
