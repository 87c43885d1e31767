import * as v from 'valibot';
import type { DeclaredTool } from '../../agent/agent.ts';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The default timeout of a tool, in seconds: the emulator's own choice. */
const DEFAULT_TIMEOUT_SECONDS = 20;

/** A tool of the client. */
export interface ClientTool extends DeclaredTool {
  readonly id: string;
  readonly expectsResponse: boolean;
  readonly timeoutMs: number;
}

const simple = v.looseObject({ type: v.picklist(['string', 'integer', 'number', 'boolean']) });

const request = v.strictObject({
  type: v.optional(v.literal('client')),
  name: v.pipe(v.string(), v.regex(/^\w{1,64}$/, 'letters, digits and underscores')),
  description: v.optional(v.string(), ''),
  parameters: v.optional(
    v.looseObject({
      type: v.literal('object'),
      properties: v.optional(
        v.record(v.string(), v.union([simple, v.looseObject({ type: v.literal('array'), items: simple })])),
        {},
      ),
    }),
    { type: 'object', properties: {} },
  ),
  expects_response: v.optional(v.boolean(), true),
  response_timeout_secs: v.optional(v.pipe(v.number(), v.minValue(1))),
});

/** The default tools: those of the kit's demo and examples. */
const BUILT_IN: readonly v.InferInput<typeof request>[] = [
  {
    name: 'get_weather',
    description: 'Tells the weather in a place.',
    parameters: {
      type: 'object',
      properties: { place: { type: 'string' } },
      required: ['place'],
    },
  },
  { name: 'get_time', description: 'Tells what time it is where the user is, on the clock.' },
  {
    name: 'set_theme',
    description: 'Switches the page to the light or the dark theme mode.',
    parameters: {
      type: 'object',
      properties: { theme: { type: 'string', enum: ['light', 'dark'] } },
      required: ['theme'],
    },
  },
];

/** The tools of the account. In the emulator every agent has all of them; the vendor's console assigns them. */
export class ToolCatalog {
  readonly #random: Random;
  readonly #tools = new Map<string, ClientTool>();

  constructor(random: Random) {
    this.#random = random;
    for (const tool of BUILT_IN) this.create(tool);
  }

  get all(): readonly ClientTool[] {
    return [...this.#tools.values()];
  }

  /** Answers `POST /v1/agents/tools`; a tool of the same name is replaced. @throws Refusal */
  create(body: unknown): Wire {
    const result = v.safeParse(request, body);
    if (!result.success) {
      const [issue] = result.issues;
      throw new Refusal('invalid_request', `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
    }
    const { name, description, parameters, expects_response, response_timeout_secs } = result.output;
    if (response_timeout_secs !== undefined && !expects_response)
      throw new Refusal('invalid_request', 'response_timeout_secs needs expects_response.');
    const id = createId(this.#random, 'tool');
    const timeoutMs = (response_timeout_secs ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
    this.#tools.set(name, {
      id,
      name,
      description,
      parameters,
      expectsResponse: expects_response,
      timeoutMs,
    });
    return { id, ...result.output };
  }
}
