import * as v from 'valibot';
import { check } from './check.ts';
import { invalid, readNames } from './frames.ts';
import type { Wire } from './frames.ts';
import { contentSchema, toolsSchema } from './setup-schema.ts';

const blob = v.strictObject({ mimeType: v.string(), data: v.string() });
const mark = v.strictObject({});
const record = v.record(v.string(), v.unknown());

/** The schema of each client message. The setup has its own. */
const SCHEMAS = {
  setup: record,
  clientContent: v.strictObject({
    turns: v.optional(v.array(contentSchema)),
    turnComplete: v.optional(v.boolean()),
  }),
  realtimeInput: v.strictObject({
    audio: v.optional(blob),
    video: v.optional(blob),
    text: v.optional(v.string()),
    audioStreamEnd: v.optional(v.boolean()),
    activityStart: v.optional(mark),
    activityEnd: v.optional(mark),
    mediaChunks: v.optional(v.array(blob)),
  }),
  toolResponse: v.strictObject({
    functionResponses: v.array(
      v.strictObject({
        id: v.pipe(v.string(), v.minLength(1)),
        name: v.string(),
        response: record,
        // Beside the result as the types have it, or inside as a guide of the vendor's shows it.
        scheduling: v.optional(v.picklist(['SCHEDULING_UNSPECIFIED', 'WHEN_IDLE', 'INTERRUPT', 'SILENT'])),
        willContinue: v.optional(v.boolean()),
      }),
    ),
  }),
  contextUpdate: v.strictObject({
    systemInstruction: v.optional(contentSchema),
    tools: v.optional(v.strictObject({ tools: v.optional(toolsSchema) })),
  }),
} as const;

/** The messages that a client may send. */
export type ClientMessageType = keyof typeof SCHEMAS;

/** A checked message of the client. */
export interface ClientMessage {
  readonly type: ClientMessageType;
  readonly fields: Wire;
}

/** Reads a message as JSON, with its names as this emulator writes them. @throws Closing when it is not an object. */
export function readMessage(text: string): Wire {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('Invalid JSON payload received. Unexpected token.');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return readNames(value) as Wire;
  throw invalid('Invalid JSON payload received. Expected an object.');
}

/** Checks a message: exactly one of its kinds, and that as it must be. @throws Closing */
export function readClientMessage(wire: Wire): ClientMessage {
  const [type, ...others] = Object.keys(wire);
  if (type === undefined || others.length > 0) throw invalid();
  if (!Object.hasOwn(SCHEMAS, type))
    throw invalid(`Invalid JSON payload received. Unknown name "${type}": Cannot find field.`);
  const known = type as ClientMessageType;
  return { type: known, fields: check(SCHEMAS[known], wire[known], known) };
}

/** Decodes bytes of either alphabet. @throws Closing for what is not base64. */
export function readBytes(data: unknown): Uint8Array {
  const text = String(data);
  if (!/^[\w+/-]*={0,2}$/.test(text)) throw invalid('Invalid value: Base64 decoding failed.');
  return Buffer.from(text, 'base64');
}
