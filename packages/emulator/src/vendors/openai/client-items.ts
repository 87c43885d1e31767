import * as v from 'valibot';
import { seeImage } from '../../vision/see-image.ts';
import type { SeenImage } from '../../vision/see-image.ts';
import { check } from './check.ts';
import { createItem } from './conversation.ts';
import type { StoredItem } from './conversation.ts';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

const id = v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64)));
const status = v.optional(v.picklist(['in_progress', 'completed', 'incomplete']));
const base = { id, status, object: v.optional(v.literal('realtime.item')) };

const userPart = v.variant('type', [
  v.strictObject({ type: v.literal('input_text'), text: v.string() }),
  v.strictObject({
    type: v.literal('input_audio'),
    audio: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'Expected base64-encoded audio bytes.')),
    transcript: v.nullish(v.string()),
  }),
  v.strictObject({
    type: v.literal('input_image'),
    image_url: v.pipe(v.string(), v.regex(/^data:image\/(png|jpeg);base64,/)),
    detail: v.optional(v.picklist(['auto', 'low', 'high'])),
  }),
]);

const message = v.variant('role', [
  v.strictObject({
    ...base,
    type: v.literal('message'),
    role: v.literal('user'),
    content: v.array(userPart),
  }),
  v.strictObject({
    ...base,
    type: v.literal('message'),
    role: v.literal('system'),
    content: v.array(v.strictObject({ type: v.literal('input_text'), text: v.string() })),
  }),
  // Text only: the agent's audio cannot be put in from outside.
  v.strictObject({
    ...base,
    type: v.literal('message'),
    role: v.literal('assistant'),
    content: v.array(v.strictObject({ type: v.literal('output_text'), text: v.string() })),
  }),
]);

const others = v.variant('type', [
  v.strictObject({
    ...base,
    type: v.literal('function_call'),
    name: v.string(),
    arguments: v.string(),
    call_id: v.optional(v.string()),
  }),
  v.strictObject({
    ...base,
    type: v.literal('function_call_output'),
    call_id: v.string(),
    output: v.string(),
  }),
  v.strictObject({
    ...base,
    type: v.literal('mcp_approval_response'),
    approval_request_id: v.string(),
    approve: v.boolean(),
    reason: v.nullish(v.string()),
  }),
]);

/** Checks an item that a client wants to add. @throws Refusal naming what is wrong. */
export function readClientItem(value: unknown, newId: () => string, root = 'item'): StoredItem {
  if (value === undefined)
    throw new Refusal('missing_required_parameter', `Missing required parameter: '${root}'.`, root);
  const isMessage = (value as Wire | null)?.['type'] === 'message';
  const { id: givenId, object, ...fields } = check(isMessage ? message : others, value, root);
  void object;
  const { type, status: givenStatus, ...rest } = fields;
  const status = isMessage || type === 'function_call' ? { status: givenStatus ?? 'completed' } : {};
  const wire: Wire = { id: givenId ?? newId(), type, ...status, ...rest };
  return createItem({ wire, words: wordsOf(wire), images: imagesOf(wire, root) });
}

/** Looks at the images of a message. @throws Refusal for bytes that are no image, or not of the type that the URL says. */
function imagesOf(wire: Wire, root: string): readonly SeenImage[] {
  const content = wire['type'] === 'message' ? ((wire['content'] ?? []) as readonly Wire[]) : [];
  return content.flatMap(({ image_url }, index) => {
    if (typeof image_url !== 'string') return [];
    const [head = '', data = ''] = image_url.split(';base64,');
    const image = seeImage(Buffer.from(data, 'base64'));
    if (image && `data:${image.mimeType}` === head) return [image];
    const param = `${root}.content[${index}].image_url`;
    throw new Refusal(
      'invalid_value',
      `Invalid '${param}'. Expected a valid image of the given type.`,
      param,
    );
  });
}

function wordsOf(wire: Wire): string {
  if (typeof wire['output'] === 'string') return wire['output'];
  const content = (wire['content'] ?? []) as readonly Wire[];
  return content
    .map((part) => String(part['text'] ?? part['transcript'] ?? ''))
    .filter((text) => text !== '')
    .join(' ');
}
