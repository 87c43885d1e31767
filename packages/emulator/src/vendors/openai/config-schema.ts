import * as v from 'valibot';
import { check } from './check.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The voices of the realtime models (openai 7.57.0, November 2026). */
const VOICES = [
  'alloy',
  'ash',
  'ballad',
  'coral',
  'echo',
  'sage',
  'shimmer',
  'verse',
  'marin',
  'cedar',
] as const;

const voice = v.union([v.picklist(VOICES), v.strictObject({ id: v.string() })]);

const format = v.variant('type', [
  v.strictObject({ type: v.literal('audio/pcm'), rate: v.optional(v.literal(24_000)) }),
  v.strictObject({ type: v.literal('audio/pcmu') }),
  v.strictObject({ type: v.literal('audio/pcma') }),
]);

const milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0));

const turnDetection = v.variant('type', [
  v.strictObject({
    type: v.literal('server_vad'),
    threshold: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
    prefix_padding_ms: v.optional(milliseconds),
    silence_duration_ms: v.optional(milliseconds),
    idle_timeout_ms: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(5_000), v.maxValue(30_000))),
    create_response: v.optional(v.boolean()),
    interrupt_response: v.optional(v.boolean()),
  }),
  v.strictObject({
    type: v.literal('semantic_vad'),
    eagerness: v.optional(v.picklist(['low', 'medium', 'high', 'auto'])),
    create_response: v.optional(v.boolean()),
    interrupt_response: v.optional(v.boolean()),
  }),
]);

const transcription = v.strictObject({
  model: v.optional(v.string()),
  language: v.nullish(v.string()),
  languages: v.optional(v.array(v.string())),
  keywords: v.optional(v.array(v.string())),
  prompt: v.nullish(v.string()),
  delay: v.optional(v.picklist(['minimal', 'low', 'medium', 'high', 'xhigh'])),
});

const noiseReduction = v.strictObject({
  type: v.picklist(['near_field', 'far_field']),
  strength: v.optional(v.number()),
});

const functionTool = v.strictObject({
  type: v.literal('function'),
  name: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  description: v.optional(v.string()),
  parameters: v.optional(v.record(v.string(), v.unknown())),
});

const mcpTool = v.strictObject({
  type: v.literal('mcp'),
  server_label: v.string(),
  server_url: v.optional(v.string()),
  tunnel_id: v.optional(v.string()),
  connector_id: v.optional(v.string()),
  authorization: v.optional(v.string()),
  headers: v.nullish(v.record(v.string(), v.string())),
  allowed_tools: v.nullish(v.unknown()),
  require_approval: v.nullish(v.unknown()),
  server_description: v.optional(v.string()),
  defer_loading: v.optional(v.boolean()),
  allowed_callers: v.optional(v.unknown()),
});

const toolChoice = v.union([
  v.picklist(['auto', 'none', 'required']),
  v.strictObject({ type: v.literal('function'), name: v.string() }),
  v.strictObject({ type: v.literal('mcp'), server_label: v.string(), name: v.nullish(v.string()) }),
]);

const prompt = v.strictObject({
  id: v.string(),
  version: v.nullish(v.string()),
  variables: v.nullish(v.record(v.string(), v.unknown())),
});

const modalities = v.pipe(
  v.array(v.picklist(['audio', 'text'])),
  v.length(1, 'Invalid modalities: the supported combinations are ["text"] and ["audio"].'),
);

const shared = {
  instructions: v.optional(v.string()),
  output_modalities: v.optional(modalities),
  tools: v.optional(v.array(v.variant('type', [functionTool, mcpTool]))),
  tool_choice: v.optional(toolChoice),
  parallel_tool_calls: v.optional(v.boolean()),
  reasoning: v.optional(
    v.strictObject({ effort: v.picklist(['minimal', 'low', 'medium', 'high', 'xhigh']) }),
  ),
  max_output_tokens: v.optional(
    v.union([v.literal('inf'), v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4_096))]),
  ),
  prompt: v.nullish(prompt),
};

/** `session` of `session.update` and of a client secret. */
const session = v.strictObject({
  type: v.literal('realtime'),
  model: v.optional(v.string()),
  ...shared,
  audio: v.optional(
    v.strictObject({
      input: v.optional(
        v.strictObject({
          format: v.optional(format),
          noise_reduction: v.nullish(noiseReduction),
          transcription: v.nullish(transcription),
          turn_detection: v.nullish(turnDetection),
        }),
      ),
      output: v.optional(
        v.strictObject({
          format: v.optional(format),
          voice: v.optional(voice),
          speed: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(1.5))),
        }),
      ),
    }),
  ),
  truncation: v.optional(
    v.union([
      v.picklist(['auto', 'disabled']),
      v.strictObject({
        type: v.literal('retention_ratio'),
        retention_ratio: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
        token_limits: v.optional(v.strictObject({ post_instructions: v.optional(v.number()) })),
      }),
    ]),
  ),
  tracing: v.nullish(v.union([v.literal('auto'), v.record(v.string(), v.unknown())])),
  include: v.nullish(v.array(v.literal('item.input_audio_transcription.logprobs'))),
});

/** `response` of `response.create`. */
const response = v.strictObject({
  ...shared,
  audio: v.optional(
    v.strictObject({
      output: v.optional(v.strictObject({ format: v.optional(format), voice: v.optional(voice) })),
    }),
  ),
  conversation: v.optional(v.picklist(['auto', 'none'])),
  input: v.optional(v.array(v.record(v.string(), v.unknown()))),
  metadata: v.nullish(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(64)), v.pipe(v.string(), v.maxLength(512))),
      v.check(
        (pairs) => Object.keys(pairs).length <= 16,
        'Too many metadata pairs: at most 16 are supported.',
      ),
    ),
  ),
});

/** Checks a session's configuration. @throws Refusal naming the parameter that is wrong. */
export function checkSession(value: unknown): Wire {
  if (typeof value !== 'object' || value === null) {
    throw new Refusal('missing_required_parameter', "Missing required parameter: 'session'.", 'session');
  }
  if (!('type' in value)) {
    throw new Refusal(
      'missing_required_parameter',
      "Missing required parameter: 'session.type'.",
      'session.type',
    );
  }
  if (value.type === 'transcription') {
    throw new Refusal(
      'invalid_value',
      'The emulator speaks conversations only, no transcription sessions.',
      'session.type',
    );
  }
  return check(session, value, 'session');
}

/** Checks what a response does differently. @throws Refusal naming the parameter that is wrong. */
export function checkResponse(value: unknown): Wire {
  return check(response, value ?? {}, 'response');
}
