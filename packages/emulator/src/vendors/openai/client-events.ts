import * as v from 'valibot';
import { check } from './check.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** The largest piece of audio in one event, in bytes (API reference). */
const MAX_APPEND_BYTES = 15 * 1024 * 1024;

const base = { type: v.string(), event_id: v.optional(v.pipe(v.string(), v.maxLength(512))) };
const itemId = v.pipe(v.string(), v.minLength(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The schema of each client event. Its parts have their own checks. */
const SCHEMAS = {
  'session.update': v.strictObject({ ...base, session: v.unknown() }),
  'input_audio_buffer.append': v.strictObject({ ...base, audio: v.string() }),
  'input_audio_buffer.commit': v.strictObject(base),
  'input_audio_buffer.clear': v.strictObject(base),
  'conversation.item.create': v.strictObject({
    ...base,
    item: v.unknown(),
    previous_item_id: v.nullish(v.string()),
  }),
  'conversation.item.retrieve': v.strictObject({ ...base, item_id: itemId }),
  'conversation.item.truncate': v.strictObject({
    ...base,
    item_id: itemId,
    content_index: whole,
    audio_end_ms: whole,
  }),
  'conversation.item.delete': v.strictObject({ ...base, item_id: itemId }),
  'response.create': v.strictObject({ ...base, response: v.optional(v.unknown()) }),
  'response.cancel': v.strictObject({ ...base, response_id: v.nullish(v.string()) }),
  'output_audio_buffer.clear': v.strictObject(base),
} as const;

/** The types of the events that a client may send. */
export type ClientEventType = keyof typeof SCHEMAS;

/** A checked event of the client. */
export interface ClientEvent {
  readonly type: ClientEventType;
  readonly fields: Wire;
}

/** Reads a text frame as JSON. @throws Refusal when it is none, or no object. */
export function readJson(text: string): Wire {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal('invalid_json', 'We could not parse the JSON body of your message.');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Wire;
  throw new Refusal('invalid_json', 'We expected a JSON object with a type in your message.');
}

/** Checks an event's own fields. @throws Refusal naming the parameter that is wrong. */
export function readClientEvent(wire: Wire): ClientEvent {
  const { type } = wire;
  if (type === undefined)
    throw new Refusal('missing_required_parameter', "Missing required parameter: 'type'.", 'type');
  if (typeof type !== 'string' || !Object.hasOwn(SCHEMAS, type)) {
    const known = Object.keys(SCHEMAS).map((name) => `'${name}'`);
    throw new Refusal(
      'invalid_value',
      `Invalid value: '${String(type)}'. Supported values are: ${known.join(', ')}.`,
      'type',
    );
  }
  const known = type as ClientEventType;
  return { type: known, fields: check(SCHEMAS[known], wire, '') };
}

/** Decodes the audio of an append. @throws Refusal for what is not base64, and for too much of it. */
export function readAudio(text: string, param = 'audio'): Uint8Array {
  if (text.length > Math.ceil((MAX_APPEND_BYTES * 4) / 3) + 4) {
    const message = `Invalid '${param}': string too long. Expected at most ${MAX_APPEND_BYTES} bytes of audio.`;
    throw new Refusal('string_above_max_length', message, param);
  }
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new Refusal('invalid_value', `Invalid '${param}'. Expected base64-encoded audio bytes.`, param);
  }
  return Buffer.from(text, 'base64');
}
