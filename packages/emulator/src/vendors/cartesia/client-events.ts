import * as v from 'valibot';
import { Refusal } from './frames.ts';
import type { FormatName, Wire } from './frames.ts';

/** Limits of the vendor's (AsyncAPI of API version 2026-08-14). */
const MAX_VARIABLES = 64;
const MAX_NAME = 64;
const MAX_CALL_ID = 256;
const MAX_ERROR_TYPE_BYTES = 256;

/** The largest event, in bytes: what clients keep to (autumn 2026); the vendor states none. */
const MAX_EVENT_BYTES = 32 * 1024;

/** A client's message in either of the two protocols. */
export type ClientMessage =
  | {
      readonly kind: 'start';
      readonly format: FormatName;
      readonly delivery: 'as_available' | 'speaking_pace';
      readonly variables: Wire;
      readonly streamId: string | null;
      readonly agent: { readonly system_prompt?: string; readonly introduction?: string };
      readonly voiceId: string | null;
    }
  | { readonly kind: 'audio'; readonly bytes: Uint8Array }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'custom'; readonly metadata: Wire }
  | {
      readonly kind: 'tool-result';
      readonly callId: string;
      readonly result: string;
      readonly isError: boolean;
    };

const inputFormat = v.picklist(['mulaw_8000', 'pcm_16000', 'pcm_24000', 'pcm_44100']);
const delivery = v.optional(v.picklist(['speaking_pace', 'as_available']), 'speaking_pace');
const digit = v.pipe(v.string(), v.regex(/^[0-9*#]$/, 'one of 0-9, * and #'));
const base64 = v.pipe(v.string(), v.base64());
const value = v.union([v.string(), v.number(), v.boolean()]);
const record = v.record(v.string(), v.unknown());
const streamId = v.optional(v.string());

const managed = v.variant('type', [
  v.strictObject({
    type: v.literal('session_create'),
    audio: v.strictObject({ input_format: inputFormat, output_delivery: delivery }),
    dynamic_variables: v.optional(v.record(v.string(), value), {}),
  }),
  v.strictObject({ type: v.literal('audio_input'), audio: base64 }),
  v.strictObject({ type: v.literal('dtmf_input'), digit }),
  v.strictObject({
    type: v.literal('client_tool_result'),
    tool_call_id: v.pipe(v.string(), v.maxLength(MAX_CALL_ID)),
    result: v.string(),
    is_error: v.optional(v.boolean(), false),
    error_type: v.optional(v.pipe(v.string(), v.maxBytes(MAX_ERROR_TYPE_BYTES))),
  }),
]);

/** Cartesia does not document how Line's stream treats unknown fields. The emulator accepts them. */
const line = v.variant('event', [
  v.object({
    event: v.literal('start'),
    stream_id: streamId,
    config: v.object({
      input_format: inputFormat,
      voice_id: v.optional(v.string()),
      output_audio_delivery: delivery,
    }),
    agent: v.optional(
      v.object({ system_prompt: v.optional(v.string()), introduction: v.optional(v.string()) }),
      {},
    ),
    metadata: v.optional(record, {}),
  }),
  v.object({ event: v.literal('media_input'), stream_id: streamId, media: v.object({ payload: base64 }) }),
  v.object({ event: v.literal('dtmf'), stream_id: streamId, dtmf: digit }),
  v.object({ event: v.literal('custom'), stream_id: streamId, metadata: record }),
]);

/** Reads a frame as JSON. @throws Refusal */
export function readJson(text: string): Wire {
  if (Buffer.byteLength(text) > MAX_EVENT_BYTES)
    throw new Refusal('invalid_event', `An event has at most ${MAX_EVENT_BYTES} bytes.`);
  try {
    const wire: unknown = JSON.parse(text);
    if (typeof wire === 'object' && wire !== null && !Array.isArray(wire)) return wire as Wire;
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw new Refusal('invalid_event', 'An event must be a JSON object.');
}

function check<Schema extends v.GenericSchema>(schema: Schema, wire: Wire): v.InferOutput<Schema> {
  const result = v.safeParse(schema, wire);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Refusal('invalid_event', `${v.getDotPath(issue) ?? 'event'}: ${issue.message}`);
}

/** Checks an event of Managed Agents. @throws Refusal */
export function readManaged(wire: Wire): ClientMessage {
  const event = check(managed, wire);
  switch (event.type) {
    case 'session_create':
      return {
        kind: 'start',
        format: event.audio.input_format,
        delivery: event.audio.output_delivery,
        variables: event.dynamic_variables,
        streamId: null,
        agent: {},
        voiceId: null,
      };
    case 'audio_input':
      return { kind: 'audio', bytes: Buffer.from(event.audio, 'base64') };
    case 'dtmf_input':
      return { kind: 'key', key: event.digit };
    case 'client_tool_result':
      return {
        kind: 'tool-result',
        callId: event.tool_call_id,
        result: event.result,
        isError: event.is_error,
      };
  }
}

/** Checks an event of Line's stream. @throws Refusal */
export function readLine(wire: Wire): ClientMessage {
  const event = check(line, wire);
  switch (event.event) {
    case 'start': {
      const { introduction, system_prompt } = event.agent;
      return {
        kind: 'start',
        format: event.config.input_format,
        delivery: event.config.output_audio_delivery,
        variables: {},
        streamId: event.stream_id ?? null,
        agent: {
          ...(introduction === undefined ? {} : { introduction }),
          ...(system_prompt === undefined ? {} : { system_prompt }),
        },
        voiceId: event.config.voice_id ?? null,
      };
    }
    case 'media_input':
      return { kind: 'audio', bytes: Buffer.from(event.media.payload, 'base64') };
    case 'dtmf':
      return { kind: 'key', key: event.dtmf };
    case 'custom':
      return { kind: 'custom', metadata: event.metadata };
  }
}

/** Checks the names of variables. @throws Refusal */
export function checkVariables(variables: Wire): void {
  const names = Object.keys(variables);
  const wrong = names.find(
    (name) => name.length > MAX_NAME || !/^[A-Za-z0-9_]+$/.test(name) || /^(system|secret)__/.test(name),
  );
  if (wrong === undefined && names.length <= MAX_VARIABLES) return;
  const what =
    wrong === undefined ? `There are more than ${MAX_VARIABLES}` : `The name '${wrong}' is not allowed`;
  throw new Refusal('invalid_dynamic_variables', `${what}.`, true);
}
