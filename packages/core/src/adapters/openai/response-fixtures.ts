import type { ConversationItem } from '../../protocol/conversation-item.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { ITEMS } from './item-fixtures.ts';
import type { ServerFixture } from './fixture.ts';

/*
 * The part of the fixtures that is about items and responses; written from the same description as the others.
 */

const usage = {
  total_tokens: 218,
  input_tokens: 158,
  output_tokens: 60,
  input_token_details: {
    text_tokens: 98,
    audio_tokens: 58,
    image_tokens: 2,
    cached_tokens: 64,
    cached_tokens_details: { text_tokens: 64, audio_tokens: 0, image_tokens: 0 },
  },
  output_token_details: { text_tokens: 14, audio_tokens: 46, reasoning_tokens: 5 },
};

const counted = {
  unit: 'tokens',
  input: { text: 98, audio: 58, image: 2 },
  cachedInput: { text: 64, audio: 0, image: 0 },
  output: { text: 14, audio: 46, image: 0 },
  reasoning: 5,
  total: 218,
} as const;

const ended = {
  type: 'response-done',
  responseId: 'resp_1',
  metadata: null,
  usage: counted,
  error: null,
  items: [],
} as const;

function frame(type: string, fields: object, events: readonly ServerEvent[], name = type): ServerFixture {
  return { name, frame: { type, event_id: 'event_1', ...fields }, events };
}

function responseDone(
  name: string,
  fields: object,
  event: Partial<Extract<ServerEvent, { type: 'response-done' }>>,
) {
  const response = {
    object: 'realtime.response',
    id: 'resp_1',
    conversation_id: 'conv_1',
    output: [],
    usage,
    metadata: null,
  };
  return frame(
    'response.done',
    { response: { ...response, ...fields } },
    [{ ...ended, outcome: 'completed', reason: null, ...event }],
    `response.done, ${name}`,
  );
}

const [, userWire, userItem] = ITEMS[0] as (typeof ITEMS)[number];
const [, openCallWire, openCall] = ITEMS[5] as (typeof ITEMS)[number];
const callWire = { ...openCallWire, status: 'completed', arguments: '{"city":"Oslo"}' };
const callItem = { ...openCall, status: 'completed', argumentsText: '{"city":"Oslo"}' } as ConversationItem;

/** The finished output item of a call, which requests the call. */
export const FINISHED_CALL: ServerFixture = frame(
  'response.output_item.done',
  { response_id: 'resp_1', output_index: 1, item: callWire },
  [
    { type: 'output-item-done', responseId: 'resp_1', outputIndex: 1, item: callItem },
    {
      type: 'tool-call-requested',
      responseId: 'resp_1',
      itemId: 'item_3',
      callId: 'call_1',
      name: 'get_weather',
      argumentsText: '{"city":"Oslo"}',
    },
  ],
  'response.output_item.done of a call',
);

export const RESPONSE_FIXTURES: readonly ServerFixture[] = [
  frame('conversation.item.added', { item: userWire, previous_item_id: 'item_0' }, [
    { type: 'item-added', item: userItem, previousItemId: 'item_0' },
  ]),
  frame('conversation.item.done', { item: userWire, previous_item_id: null }, [
    { type: 'item-done', item: userItem, previousItemId: null },
  ]),
  ...ITEMS.map(([name, item, read]) =>
    frame(
      'conversation.item.retrieved',
      { item },
      [{ type: 'item-received', item: read }],
      `conversation.item.retrieved: ${name}`,
    ),
  ),
  frame('conversation.item.deleted', { item_id: 'item_1' }, [{ type: 'item-removed', itemId: 'item_1' }]),
  frame('conversation.item.truncated', { item_id: 'item_2', content_index: 0, audio_end_ms: 1480 }, [
    { type: 'item-truncated', itemId: 'item_2', contentIndex: 0, audioEndMs: 1480 },
  ]),
  frame('response.output_item.added', { response_id: 'resp_1', output_index: 1, item: openCallWire }, [
    { type: 'output-item-added', responseId: 'resp_1', outputIndex: 1, item: openCall },
  ]),
  FINISHED_CALL,
  frame(
    'response.output_item.done',
    {
      response_id: 'resp_1',
      output_index: 1,
      item: { ...callWire, status: 'incomplete', call_id: 'call_9' },
    },
    [
      {
        type: 'output-item-done',
        responseId: 'resp_1',
        outputIndex: 1,
        item: { ...callItem, status: 'incomplete', callId: 'call_9' } as ConversationItem,
      },
    ],
    'response.output_item.done of a call that was cut',
  ),
  frame(
    'response.created',
    {
      response: {
        object: 'realtime.response',
        id: 'resp_1',
        status: 'in_progress',
        conversation_id: 'conv_1',
        metadata: null,
      },
    },
    [{ type: 'response-started', responseId: 'resp_1', isOutOfBand: false, metadata: null }],
  ),
  frame(
    'response.created',
    {
      response: {
        id: 'resp_2',
        status: 'in_progress',
        conversation_id: null,
        metadata: { purpose: 'title' },
      },
    },
    [{ type: 'response-started', responseId: 'resp_2', isOutOfBand: true, metadata: { purpose: 'title' } }],
    'response.created out of band',
  ),
  responseDone(
    'completed',
    { status: 'completed', status_details: null, output: [userWire] },
    { items: [userItem] },
  ),
  responseDone(
    'cancelled',
    { status: 'cancelled', status_details: { type: 'cancelled', reason: 'turn_detected' } },
    { outcome: 'cancelled', reason: 'turn_detected' },
  ),
  responseDone(
    'incomplete',
    {
      status: 'incomplete',
      status_details: { type: 'incomplete', reason: 'max_output_tokens' },
      usage: null,
    },
    { outcome: 'incomplete', reason: 'max_output_tokens', usage: null },
  ),
  responseDone(
    'failed',
    {
      status: 'failed',
      status_details: {
        type: 'failed',
        error: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'No credit.' },
      },
    },
    {
      outcome: 'failed',
      error: {
        code: 'quota-exhausted',
        message: 'No credit.',
        vendorCode: 'insufficient_quota',
        commandId: null,
        effect: 'reported',
        wire: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'No credit.' },
      },
    },
  ),
  frame(
    'error',
    {
      error: {
        type: 'invalid_request_error',
        code: 'invalid_value',
        message: 'Bad.',
        param: 'session.speed',
        event_id: 'cmd_1',
      },
    },
    [
      {
        type: 'error-received',
        error: {
          code: 'invalid-config',
          message: 'Bad. (session.speed)',
          vendorCode: 'invalid_value',
          commandId: 'cmd_1',
          effect: 'reported',
          wire: {
            type: 'invalid_request_error',
            code: 'invalid_value',
            message: 'Bad.',
            param: 'session.speed',
            event_id: 'cmd_1',
          },
        },
      },
    ],
  ),
];
