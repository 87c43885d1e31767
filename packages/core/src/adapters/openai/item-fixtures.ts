import type { ConversationItem } from '../../protocol/conversation-item.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import type { ServerFixture } from './server-fixture.ts';

/*
 * The part of the fixtures that is about items and responses; written from the same description as the others.
 */

const status = { object: 'realtime.item', status: 'completed' };

/** Items as they stand on the wire, and here. */
export const ITEMS: readonly (readonly [name: string, wire: { readonly [field: string]: unknown }, item: ConversationItem])[] = [
  [
    'words of the user',
    { ...status, id: 'item_1', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello.' }] },
    { type: 'message', id: 'item_1', role: 'user', status: 'completed', content: [{ type: 'text', text: 'Hello.' }] },
  ],
  [
    'speech and a picture of the user',
    {
      ...status,
      id: 'item_1',
      type: 'message',
      role: 'user',
      content: [
        { type: 'input_audio', transcript: null },
        { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'low' },
      ],
    },
    {
      type: 'message',
      id: 'item_1',
      role: 'user',
      status: 'completed',
      content: [
        { type: 'audio', transcript: null },
        { type: 'image', url: 'data:image/png;base64,AA==' },
      ],
    },
  ],
  [
    'an instruction between',
    { ...status, id: 'item_1', type: 'message', role: 'system', content: [{ type: 'input_text', text: 'Hurry.' }] },
    { type: 'message', id: 'item_1', role: 'system', status: 'completed', content: [{ type: 'text', text: 'Hurry.' }] },
  ],
  [
    'a remark of the agent that has just begun',
    { id: 'item_2', type: 'message', status: 'in_progress', role: 'assistant', phase: 'commentary', content: [] },
    { type: 'message', id: 'item_2', role: 'agent', status: 'in-progress', content: [], stage: 'commentary' },
  ],
  [
    'an answer of the agent that was cut',
    {
      id: 'item_2',
      type: 'message',
      status: 'incomplete',
      role: 'assistant',
      phase: 'final_answer',
      content: [{ type: 'output_audio', transcript: 'Well' }],
    },
    {
      type: 'message',
      id: 'item_2',
      role: 'agent',
      status: 'incomplete',
      content: [{ type: 'audio', transcript: 'Well' }],
      stage: 'final-answer',
    },
  ],
  [
    'a call in the making',
    { id: 'item_3', type: 'function_call', status: 'in_progress', call_id: 'call_1', name: 'get_weather', arguments: '' },
    { type: 'tool-call', id: 'item_3', status: 'in-progress', callId: 'call_1', name: 'get_weather', argumentsText: '' },
  ],
  [
    'the output of a tool',
    { ...status, id: 'item_5', type: 'function_call_output', call_id: 'call_1', output: '{"celsius":3}' },
    { type: 'tool-output', id: 'item_5', callId: 'call_1', output: '{"celsius":3}' },
  ],
  [
    'a list of remote tools',
    {
      id: 'item_6',
      type: 'mcp_list_tools',
      server_label: 'docs',
      tools: [{ name: 'search', description: 'Finds pages.', input_schema: {} }, { name: 'open', input_schema: {} }],
    },
    {
      type: 'remote-tool-list',
      id: 'item_6',
      serverLabel: 'docs',
      tools: [
        { name: 'search', description: 'Finds pages.' },
        { name: 'open', description: null },
      ],
    },
  ],
  [
    'a remote call that went well',
    { id: 'item_7', type: 'mcp_call', server_label: 'docs', name: 'search', arguments: '{}', output: '[]', error: null },
    {
      type: 'remote-tool-call',
      id: 'item_7',
      serverLabel: 'docs',
      name: 'search',
      argumentsText: '{}',
      output: '[]',
      errorMessage: null,
      approvalRequestId: null,
    },
  ],
  [
    'a remote call that failed',
    {
      id: 'item_7',
      type: 'mcp_call',
      server_label: 'docs',
      name: 'search',
      arguments: '{}',
      approval_request_id: 'item_8',
      error: { type: 'http_error', code: 500, message: 'Down.' },
    },
    {
      type: 'remote-tool-call',
      id: 'item_7',
      serverLabel: 'docs',
      name: 'search',
      argumentsText: '{}',
      output: null,
      errorMessage: 'Down.',
      approvalRequestId: 'item_8',
    },
  ],
  [
    'a request for consent',
    { id: 'item_8', type: 'mcp_approval_request', server_label: 'docs', name: 'open', arguments: '{"page":1}' },
    { type: 'approval-request', id: 'item_8', serverLabel: 'docs', name: 'open', argumentsText: '{"page":1}' },
  ],
  [
    'a consent',
    { id: 'item_9', type: 'mcp_approval_response', approval_request_id: 'item_8', approve: true, reason: null },
    { type: 'approval-response', id: 'item_9', approvalRequestId: 'item_8', isApproved: true, reason: null },
  ],
  [
    'an item of a kind that is newer than this code',
    { id: 'item_10', type: 'hologram' },
    { type: 'unknown', id: 'item_10', wireType: 'hologram' },
  ],
];

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

const ended = { type: 'response-done', responseId: 'resp_1', metadata: null, usage: counted, error: null, items: [] } as const;

function frame(type: string, fields: object, events: readonly ServerEvent[], name = type): ServerFixture {
  return { name, frame: { type, event_id: 'event_1', ...fields }, events };
}

function responseDone(name: string, fields: object, event: Partial<Extract<ServerEvent, { type: 'response-done' }>>) {
  const response = { object: 'realtime.response', id: 'resp_1', conversation_id: 'conv_1', output: [], usage, metadata: null };
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

/** The finished output item of a call: the one frame that a tool is called from. */
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

export const ITEM_FIXTURES: readonly ServerFixture[] = [
  frame('conversation.item.added', { item: userWire, previous_item_id: 'item_0' }, [
    { type: 'item-added', item: userItem, previousItemId: 'item_0' },
  ]),
  frame('conversation.item.done', { item: userWire, previous_item_id: null }, [
    { type: 'item-done', item: userItem, previousItemId: null },
  ]),
  ...ITEMS.map(([name, item, read]) =>
    frame('conversation.item.retrieved', { item }, [{ type: 'item-retrieved', item: read }], `conversation.item.retrieved: ${name}`),
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
    { response_id: 'resp_1', output_index: 1, item: { ...callWire, status: 'incomplete', call_id: 'call_9' } },
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
    { response: { object: 'realtime.response', id: 'resp_1', status: 'in_progress', conversation_id: 'conv_1', metadata: null } },
    [{ type: 'response-started', responseId: 'resp_1', isOutOfBand: false, metadata: null }],
  ),
  frame(
    'response.created',
    { response: { id: 'resp_2', status: 'in_progress', conversation_id: null, metadata: { purpose: 'title' } } },
    [{ type: 'response-started', responseId: 'resp_2', isOutOfBand: true, metadata: { purpose: 'title' } }],
    'response.created out of band',
  ),
  responseDone('completed', { status: 'completed', status_details: null, output: [userWire] }, { items: [userItem] }),
  responseDone(
    'cancelled',
    { status: 'cancelled', status_details: { type: 'cancelled', reason: 'turn_detected' } },
    { outcome: 'cancelled', reason: 'turn_detected' },
  ),
  responseDone(
    'incomplete',
    { status: 'incomplete', status_details: { type: 'incomplete', reason: 'max_output_tokens' }, usage: null },
    { outcome: 'incomplete', reason: 'max_output_tokens', usage: null },
  ),
  responseDone(
    'failed',
    {
      status: 'failed',
      status_details: { type: 'failed', error: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'No credit.' } },
    },
    {
      outcome: 'failed',
      error: {
        code: 'quota-exhausted',
        message: 'No credit.',
        vendorCode: 'insufficient_quota',
        commandId: null,
        isFatal: false,
        isBenign: false,
        wire: { type: 'insufficient_quota', code: 'insufficient_quota', message: 'No credit.' },
      },
    },
  ),
  frame(
    'error',
    {
      error: { type: 'invalid_request_error', code: 'invalid_value', message: 'Bad.', param: 'session.speed', event_id: 'cmd_1' },
    },
    [
      {
        type: 'error-reported',
        error: {
          code: 'invalid-config',
          message: 'Bad. (session.speed)',
          vendorCode: 'invalid_value',
          commandId: 'cmd_1',
          isFatal: false,
          isBenign: false,
          wire: { type: 'invalid_request_error', code: 'invalid_value', message: 'Bad.', param: 'session.speed', event_id: 'cmd_1' },
        },
      },
    ],
  ),
];
