import { CONVERSATION_VERSION } from './serialized-conversation.ts';

const text = { type: 'string' };
const number = { type: 'number' };
const maybe = (type: string) => ({ type: [type, 'null'] });
const oneOf = (...values: readonly string[]) => ({ enum: values });

/** Fields of every row. */
const BASE = {
  id: { type: 'string', minLength: 1 },
  connection: { type: 'integer', minimum: 0 },
  createdAtMs: number,
  audioStartMs: maybe('number'),
};

const object = (properties: object, optional: readonly string[] = []) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const CUT = object(
  {
    by: oneOf('user', 'app', 'vendor', 'disconnect'),
    heardMs: number,
    atMs: number,
    reason: text,
    heardText: text,
    speechRate: { type: 'number', exclusiveMinimum: 0 },
  },
  ['atMs', 'reason', 'heardText', 'speechRate'],
);

/** The rows by their kind. */
const ROWS = {
  message: object(
    {
      ...BASE,
      role: oneOf('user', 'agent', 'system'),
      modality: oneOf('audio', 'text'),
      text,
      images: { type: 'array', items: text },
      state: oneOf('done', 'interrupted', 'failed'),
      stage: { enum: ['commentary', 'final-answer', null] },
      responseId: maybe('string'),
      receivedMs: number,
      heardMs: number,
      cut: { anyOf: [CUT, { type: 'null' }] },
      isFromApp: { const: true },
      wordTimes: { type: 'array', items: object({ text, startMs: number, endMs: number }) },
    },
    ['isFromApp', 'wordTimes'],
  ),
  tool: object({
    ...BASE,
    callId: text,
    name: text,
    argumentsText: text,
    state: oneOf('succeeded', 'failed', 'declined', 'cancelled'),
    output: maybe('string'),
    error: { anyOf: [object({ code: text, message: text }), { type: 'null' }] },
    responseId: maybe('string'),
  }),
  'remote-tool': object({
    ...BASE,
    serverLabel: text,
    name: text,
    argumentsText: text,
    state: oneOf('succeeded', 'failed'),
    output: maybe('string'),
    errorMessage: maybe('string'),
  }),
  approval: object({
    ...BASE,
    serverLabel: text,
    name: text,
    argumentsText: text,
    state: oneOf('approved', 'declined'),
  }),
  continuity: object({
    ...BASE,
    state: oneOf('done'),
    memory: oneOf('resumed', 'reseeded', 'fresh'),
    cause: text,
    lost: { type: 'array', items: object({ what: text }) },
    gapMs: number,
  }),
};

/** The JSON Schema (2020-12) of a serialized conversation. Fields that it does not name are ignored. */
export const conversationSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A conversation of Repartee',
  ...object({
    format: { const: 'repartee-conversation' },
    version: { const: CONVERSATION_VERSION },
    savedAtMs: number,
    connections: { type: 'integer', minimum: 0 },
    entries: {
      type: 'array',
      items: {
        ...object({ kind: { enum: Object.keys(ROWS) } }),
        allOf: Object.entries(ROWS).map(([kind, then]) => ({
          if: { properties: { kind: { const: kind } }, required: ['kind'] },
          // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
          then,
        })),
      },
    },
  }),
} as const;

/** The JSON Schema of plain messages. */
export const messagesSchema = {
  type: 'array',
  items: object({ role: oneOf('user', 'agent', 'system'), text }),
} as const;
