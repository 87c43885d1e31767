import * as v from 'valibot';
import { Fault } from './frames.ts';
import type { Wire } from './frames.ts';

const number01 = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.string();
const texts = v.array(v.string());

/** The overrides of one conversation: the contract's fields, and those that only the REST model names. */
const overrideSchema = v.strictObject({
  agent: v.optional(
    v.strictObject({
      prompt: v.optional(
        v.strictObject({
          prompt: v.optional(text),
          llm: v.optional(text),
          native_mcp_server_ids: v.optional(texts),
        }),
      ),
      first_message: v.optional(text),
      language: v.optional(v.pipe(text, v.regex(/^[a-z]{2,3}(-[a-z]{2})?$/, 'a code of a language'))),
      native_mcp_server_ids: v.optional(texts),
      max_conversation_duration_message: v.optional(text),
    }),
  ),
  tts: v.optional(
    v.strictObject({
      voice_id: v.optional(text),
      model_id: v.optional(text),
      stability: v.optional(number01),
      similarity_boost: v.optional(number01),
      speed: v.optional(v.pipe(v.number(), v.minValue(0.7), v.maxValue(5))),
    }),
  ),
  asr: v.optional(v.strictObject({ keywords: v.optional(texts) })),
  turn: v.optional(v.record(text, v.unknown())),
  conversation: v.optional(
    v.strictObject({
      text_only: v.optional(v.boolean()),
      client_events: v.optional(v.pipe(texts, v.minLength(1))),
      max_duration_seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    }),
  ),
});

const file = v.strictObject({ type: v.literal('file_input'), file_id: text });
const eventId = v.pipe(v.number(), v.integer());

const message = v.variant('type', [
  v.strictObject({
    type: v.literal('conversation_initiation_client_data'),
    conversation_config_override: v.optional(v.nullable(overrideSchema)),
    custom_llm_extra_body: v.optional(v.record(text, v.unknown())),
    dynamic_variables: v.optional(v.record(text, v.union([v.string(), v.number(), v.boolean()]))),
    user_id: v.optional(v.nullable(text)),
    source_info: v.optional(v.strictObject({ source: v.optional(text), version: v.optional(text) })),
    tool_mock_config: v.optional(v.record(text, v.unknown())),
    branch_id: v.optional(text),
    environment: v.optional(text),
  }),
  v.strictObject({ type: v.literal('pong'), event_id: eventId }),
  v.strictObject({
    type: v.literal('user_message'),
    text: v.optional(v.nullable(text)),
    rich_content_id: v.optional(text),
  }),
  v.strictObject({ type: v.literal('user_activity') }),
  v.strictObject({ type: v.literal('contextual_update'), text, context_id: v.optional(text) }),
  v.strictObject({
    type: v.literal('client_tool_result'),
    tool_call_id: text,
    result: text,
    is_error: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('mcp_tool_approval_result'),
    tool_call_id: text,
    is_approved: v.boolean(),
  }),
  v.strictObject({
    type: v.literal('feedback'),
    event_id: eventId,
    score: v.nullable(v.picklist(['like', 'dislike'])),
  }),
  v.strictObject({
    type: v.literal('multimodal_message'),
    text: v.optional(
      v.strictObject({
        type: v.literal('user_message'),
        text: v.optional(text),
        rich_content_id: v.optional(text),
      }),
    ),
    file: v.optional(file),
    files: v.optional(v.array(file)),
  }),
]);

const audio = v.strictObject({ user_audio_chunk: v.pipe(text, v.base64()) });

/** A client's message. Audio is the one message without a type. */
export type ClientMessage =
  | v.InferOutput<typeof message>
  | { readonly type: 'audio'; readonly bytes: Uint8Array };

/** Reads a frame as JSON. @throws Fault */
export function readJson(words: string | null): Wire {
  try {
    const wire: unknown = JSON.parse(words ?? '');
    if (typeof wire === 'object' && wire !== null && !Array.isArray(wire)) return wire as Wire;
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new Fault('invalid_message', 'A message must be a JSON object in a text frame.');
}

/** Checks a message. @throws Fault */
export function readMessage(wire: Wire): ClientMessage {
  if ('user_audio_chunk' in wire) {
    const { user_audio_chunk } = check(audio, wire);
    return { type: 'audio', bytes: Buffer.from(user_audio_chunk, 'base64') };
  }
  return check(message, wire);
}

function check<Schema extends v.GenericSchema>(schema: Schema, wire: Wire): v.InferOutput<Schema> {
  const result = v.safeParse(schema, wire);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const isMissing = issue.received === 'undefined';
  throw new Fault(
    isMissing ? 'missing_fields' : 'invalid_message',
    `${v.getDotPath(issue) ?? 'message'}: ${issue.message}`,
  );
}
