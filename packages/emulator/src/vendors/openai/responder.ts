import type { AgentTurn, DeclaredTool } from '../../agent/agent.ts';
import { wait } from '../../clock.ts';
import { createId } from '../../random.ts';
import type { VendorContext } from '../../vendor.ts';
import { readClientItem } from './client-items.ts';
import { memoryOf } from './conversation.ts';
import type { Conversation, StoredItem } from './conversation.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';
import { ResponseRun } from './response-run.ts';
import { measureUsage } from './usage.ts';

/** What responses are made with. */
export interface ResponderOptions {
  readonly context: VendorContext;
  readonly conversation: Conversation;
  readonly conversationId: string;
  readonly readConfig: () => Wire;
  readonly send: (event: Wire) => void;
  readonly onSpoken: () => void;
  /** Called when a response has ended, with how much audio it sent, in milliseconds. */
  readonly onDone: (audioMs: number) => void;
}

interface Running {
  readonly id: string;
  readonly isOutOfBand: boolean;
  readonly abort: AbortController;
}

/** Makes responses: one at a time for the conversation, any number beside it. */
export class Responder {
  readonly #options: ResponderOptions;
  readonly #running = new Set<Running>();
  #cachedItems = 0;

  constructor(options: ResponderOptions) {
    this.#options = options;
  }

  get #active(): Running | null {
    return [...this.#running].find((response) => !response.isOutOfBand) ?? null;
  }

  /** Starts a response. @throws Refusal while another one writes to the conversation. */
  start(overrides: Wire, ready: Promise<unknown> = Promise.resolve()): void {
    const isOutOfBand = overrides['conversation'] === 'none';
    if (!isOutOfBand && this.#active) {
      throw new Refusal(
        'conversation_already_has_active_response',
        `Conversation already has an active response in progress: ${this.#active.id}. Wait until the response is finished ` +
          'before creating a new one.',
      );
    }
    const response = {
      id: createId(this.#options.context.random, 'resp'),
      isOutOfBand,
      abort: new AbortController(),
    };
    const input = this.#readInput(overrides['input']);
    this.#running.add(response);
    void this.#run(response, overrides, input, ready);
  }

  #readInput(input: unknown): readonly StoredItem[] | null {
    if (!Array.isArray(input)) return null;
    return input.map((entry: Wire) =>
      entry['type'] === 'item_reference'
        ? this.#options.conversation.require(entry['id'])
        : readClientItem(entry, () => createId(this.#options.context.random, 'item')),
    );
  }

  /** Cancels a response, or the one that writes to the conversation. @throws Refusal when there is none. */
  cancel(id: unknown): void {
    const target = id == null ? this.#active : [...this.#running].find((response) => response.id === id);
    if (!target)
      throw new Refusal('response_cancel_not_active', 'Cancellation failed: no active response found.');
    target.abort.abort('client_cancelled');
  }

  /** The user has begun to speak over the conversation's response. */
  interrupt(): void {
    this.#active?.abort.abort('turn_detected');
  }

  close(): void {
    for (const response of this.#running) response.abort.abort('closed');
  }

  async #run(
    response: Running,
    overrides: Wire,
    input: readonly StoredItem[] | null,
    ready: Promise<unknown>,
  ): Promise<void> {
    const { context, send, conversation, onDone } = this.#options;
    const config = { ...this.#options.readConfig(), ...overrides };
    const describe = (fields: Wire) => this.#describe(response, config, fields);
    const { signal } = response.abort;
    send({
      type: 'response.created',
      response: describe({ status: 'in_progress', status_details: null, output: [], usage: null }),
    });
    const run = this.#createRun(response, config, signal);
    let failure: unknown = null;
    try {
      await Promise.all([ready, wait(context.clock, context.timing.latencyMs, signal)]);
      const items = input ?? conversation.items;
      for await (const output of context.agent.respond(readTurn(config, items), signal)) {
        if (signal.aborted) break;
        await run.perform(output);
      }
    } catch (error) {
      if (!signal.aborted) failure = error;
    }
    this.#running.delete(response);
    if (signal.reason === 'closed') return;
    const items = [...(input ?? conversation.items)];
    const usage = measureUsage(
      items.slice(0, items.length - (input ? 0 : run.output.length)),
      String(config['instructions']),
      this.#cachedItems,
      {
        text: run.text,
        audioMs: run.audioMs,
        reasoningTokens: isReasoningModel(config) ? 8 : 0,
      },
    );
    if (!response.isOutOfBand) this.#cachedItems = items.length;
    send({
      type: 'response.done',
      response: describe({ ...outcomeOf(signal, failure), output: run.output, usage }),
    });
    send({
      type: 'rate_limits.updated',
      rate_limits: [
        {
          name: 'tokens',
          limit: 40_000,
          remaining: 40_000 - Number(usage['total_tokens']),
          reset_seconds: 0.6,
        },
      ],
    });
    onDone(run.audioMs);
  }

  #createRun(response: Running, config: Wire, signal: AbortSignal): ResponseRun {
    const { context, conversation, send, onSpoken } = this.#options;
    const output = outputOf(config);
    return new ResponseRun({
      context,
      responseId: response.id,
      conversation: response.isOutOfBand ? null : conversation,
      config: {
        modality: (config['output_modalities'] as readonly ('audio' | 'text')[])[0] ?? 'audio',
        format: output['format'] as Wire,
        voice: voiceName(output['voice']),
        speed: Number(output['speed'] ?? 1),
      },
      isReasoning: isReasoningModel(config),
      send,
      signal,
      onAudio: onSpoken,
    });
  }

  #describe(response: Running, config: Wire, fields: Wire): Wire {
    const output = outputOf(config);
    return {
      object: 'realtime.response',
      id: response.id,
      conversation_id: response.isOutOfBand ? null : this.#options.conversationId,
      output_modalities: config['output_modalities'],
      max_output_tokens: config['max_output_tokens'],
      audio: { output: { format: output['format'], voice: output['voice'] } },
      metadata: config['metadata'] ?? null,
      ...fields,
    };
  }
}

/** The output side of a configuration, the response's own laid over the session's. */
function outputOf(config: Wire): Wire {
  return {
    speed: 1,
    format: { type: 'audio/pcm', rate: 24_000 },
    voice: 'marin',
    ...((config['audio'] as Wire | undefined)?.['output'] as Wire),
  };
}

function voiceName(voice: unknown): string {
  return typeof voice === 'string' ? voice : String((voice as Wire | null)?.['id'] ?? 'marin');
}

function isReasoningModel(config: Wire): boolean {
  return /^gpt-realtime-2/.test(String(config['model']));
}

function outcomeOf(signal: AbortSignal, failure: unknown): Wire {
  if (failure !== null) {
    const error = { type: 'server_error', code: 'server_error', message: String(failure) };
    return { status: 'failed', status_details: { type: 'failed', error } };
  }
  if (!signal.aborted) return { status: 'completed', status_details: null };
  return { status: 'cancelled', status_details: { type: 'cancelled', reason: signal.reason as string } };
}

function readTurn(config: Wire, items: readonly StoredItem[]): AgentTurn {
  const tools = (config['tools'] as readonly Wire[])
    .filter((tool) => tool['type'] === 'function')
    .map((tool): DeclaredTool => ({
      name: String(tool['name']),
      description: String(tool['description'] ?? ''),
      parameters: (tool['parameters'] ?? {}) as Wire,
    }));
  const choice = config['tool_choice'];
  const toolChoice =
    typeof choice === 'object' && choice ? { name: String((choice as Wire)['name']) } : choice;
  return {
    memory: items.map(memoryOf),
    instructions: String(config['instructions']),
    tools,
    toolChoice: toolChoice as AgentTurn['toolChoice'],
  };
}
