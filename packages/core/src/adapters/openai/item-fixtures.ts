import type { ConversationItem } from '../../protocol/conversation-item.ts';

/*
 * The items of the fixtures; written from the same description as the others.
 */

const status = { object: 'realtime.item', status: 'completed' };

/** Items on the wire and in the kit's form. */
export const ITEMS: readonly (readonly [
  name: string,
  wire: { readonly [field: string]: unknown },
  item: ConversationItem,
])[] = [
  [
    'words of the user',
    {
      ...status,
      id: 'item_1',
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: 'Hello.' }],
    },
    {
      type: 'message',
      id: 'item_1',
      role: 'user',
      status: 'completed',
      content: [{ type: 'text', text: 'Hello.' }],
    },
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
    {
      ...status,
      id: 'item_1',
      type: 'message',
      role: 'system',
      content: [{ type: 'input_text', text: 'Hurry.' }],
    },
    {
      type: 'message',
      id: 'item_1',
      role: 'system',
      status: 'completed',
      content: [{ type: 'text', text: 'Hurry.' }],
    },
  ],
  [
    'a remark of the agent that has just begun',
    {
      id: 'item_2',
      type: 'message',
      status: 'in_progress',
      role: 'assistant',
      phase: 'commentary',
      content: [],
    },
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
    {
      id: 'item_3',
      type: 'function_call',
      status: 'in_progress',
      call_id: 'call_1',
      name: 'get_weather',
      arguments: '',
    },
    {
      type: 'tool-call',
      id: 'item_3',
      status: 'in-progress',
      callId: 'call_1',
      name: 'get_weather',
      argumentsText: '',
    },
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
      tools: [
        { name: 'search', description: 'Finds pages.', input_schema: {} },
        { name: 'open', input_schema: {} },
      ],
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
    {
      id: 'item_7',
      type: 'mcp_call',
      server_label: 'docs',
      name: 'search',
      arguments: '{}',
      output: '[]',
      error: null,
    },
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
    {
      id: 'item_8',
      type: 'mcp_approval_request',
      server_label: 'docs',
      name: 'open',
      arguments: '{"page":1}',
    },
    {
      type: 'approval-request',
      id: 'item_8',
      serverLabel: 'docs',
      name: 'open',
      argumentsText: '{"page":1}',
    },
  ],
  [
    'a consent',
    {
      id: 'item_9',
      type: 'mcp_approval_response',
      approval_request_id: 'item_8',
      approve: true,
      reason: null,
    },
    { type: 'approval-response', id: 'item_9', approvalRequestId: 'item_8', isApproved: true, reason: null },
  ],
  [
    'an item of a kind that is newer than this code',
    { id: 'item_10', type: 'hologram' },
    { type: 'unknown', id: 'item_10', wireType: 'hologram' },
  ],
];
