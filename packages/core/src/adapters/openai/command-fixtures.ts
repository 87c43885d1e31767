import type { CommandFixture } from './fixture.ts';
import { CONFIGURE_FIXTURES } from './configure-fixtures.ts';

/*
 * Commands and the frames that they become, written by hand from the same description as the server's frames (GA
 * protocol, openai 7.57.0 of 13 November 2026).
 */

const commandId = 'cmd_1';
const event_id = commandId;
const pcm = { type: 'audio/pcm', rate: 24_000 };

const TURN_FIXTURES: readonly CommandFixture[] = [
  {
    name: 'append-audio',
    command: { type: 'append-audio', audio: new Uint8Array([0, 1, 2, 255]) },
    frames: [{ type: 'input_audio_buffer.append', audio: 'AAEC/w==' }],
  },
  {
    name: 'begin-turn',
    command: { type: 'begin-turn', commandId },
    frames: [{ type: 'input_audio_buffer.clear', event_id }],
  },
  {
    name: 'commit-turn',
    command: { type: 'commit-turn', commandId },
    frames: [{ type: 'input_audio_buffer.commit', event_id }],
  },
  {
    name: 'clear-input',
    command: { type: 'clear-input', commandId },
    frames: [{ type: 'input_audio_buffer.clear', event_id }],
  },
  { name: 'clear-output', command: { type: 'clear-output', commandId }, frames: [] },
];

const message = { type: 'message', id: 'item_1', status: 'completed' } as const;

const ITEM_COMMAND_FIXTURES: readonly CommandFixture[] = [
  {
    name: 'seed-history with a call and its output under ids that are too long',
    command: {
      type: 'seed-history',
      commandId,
      items: [
        { ...message, role: 'system', content: [{ type: 'text', text: 'Renewed.' }] },
        { ...message, id: 'item_2', role: 'agent', content: [{ type: 'text', text: 'Hi.' }] },
        {
          type: 'tool-call',
          id: 'an_item_of_another_vendor_with_a_long_id_1',
          status: 'completed',
          callId: 'a_call_of_another_vendor_with_a_long_id_1',
          name: 'get_weather',
          argumentsText: '{}',
        },
        {
          type: 'tool-output',
          id: 'tool_1',
          callId: 'a_call_of_another_vendor_with_a_long_id_1',
          output: 'Sunny.',
        },
      ],
    },
    frames: [
      {
        type: 'message',
        id: 'item_1',
        role: 'system',
        content: [{ type: 'input_text', text: 'Renewed.' }],
      },
      { type: 'message', id: 'item_2', role: 'assistant', content: [{ type: 'output_text', text: 'Hi.' }] },
      {
        type: 'function_call',
        id: '_another_vendor_with_a_long_id_1',
        call_id: '1_nother_vendor_with_a_long_id_1',
        name: 'get_weather',
        arguments: '{}',
      },
      {
        type: 'function_call_output',
        id: 'tool_1',
        call_id: '1_nother_vendor_with_a_long_id_1',
        output: 'Sunny.',
      },
    ].map((item) => ({ type: 'conversation.item.create', event_id, item })),
  },
  {
    name: 'create-item with words and a picture at the front',
    command: {
      type: 'create-item',
      commandId,
      previousItemId: null,
      item: {
        ...message,
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', url: 'data:image/png;base64,AA==', detail: 'low' },
        ],
      },
    },
    frames: [
      {
        type: 'conversation.item.create',
        event_id,
        previous_item_id: 'root',
        item: {
          type: 'message',
          id: 'item_1',
          role: 'user',
          content: [
            { type: 'input_text', text: 'What is this?' },
            { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'low' },
          ],
        },
      },
    ],
  },
  {
    name: 'create-item with speech of the agent, which goes as text',
    command: {
      type: 'create-item',
      commandId,
      previousItemId: 'item_0',
      item: { ...message, role: 'agent', content: [{ type: 'audio', transcript: 'A fjord.' }] },
    },
    frames: [
      {
        type: 'conversation.item.create',
        event_id,
        previous_item_id: 'item_0',
        item: {
          type: 'message',
          id: 'item_1',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'A fjord.' }],
        },
      },
    ],
  },
  {
    name: 'create-item with an instruction at the end',
    command: {
      type: 'create-item',
      commandId,
      item: { ...message, role: 'system', content: [{ type: 'text', text: 'Hurry.' }] },
    },
    frames: [
      {
        type: 'conversation.item.create',
        event_id,
        item: {
          type: 'message',
          id: 'item_1',
          role: 'system',
          content: [{ type: 'input_text', text: 'Hurry.' }],
        },
      },
    ],
  },
  {
    name: 'create-item with an earlier call',
    command: {
      type: 'create-item',
      commandId,
      item: {
        type: 'tool-call',
        id: 'item_3',
        status: 'completed',
        callId: 'call_1',
        name: 'f',
        argumentsText: '{}',
      },
    },
    frames: [
      {
        type: 'conversation.item.create',
        event_id,
        item: { type: 'function_call', id: 'item_3', call_id: 'call_1', name: 'f', arguments: '{}' },
      },
    ],
  },
  {
    name: 'create-item with an earlier output',
    command: {
      type: 'create-item',
      commandId,
      item: { type: 'tool-output', id: 'item_5', callId: 'call_1', output: '{}' },
    },
    frames: [
      {
        type: 'conversation.item.create',
        event_id,
        item: { type: 'function_call_output', id: 'item_5', call_id: 'call_1', output: '{}' },
      },
    ],
  },
  {
    name: 'remove-item',
    command: { type: 'remove-item', commandId, itemId: 'item_1' },
    frames: [{ type: 'conversation.item.delete', event_id, item_id: 'item_1' }],
  },
  {
    name: 'retrieve-item',
    command: { type: 'retrieve-item', commandId, itemId: 'item_1' },
    frames: [{ type: 'conversation.item.retrieve', event_id, item_id: 'item_1' }],
  },
  {
    name: 'truncate-item, in whole milliseconds',
    command: { type: 'truncate-item', commandId, itemId: 'item_2', contentIndex: 0, audioEndMs: 1480.9 },
    frames: [
      {
        type: 'conversation.item.truncate',
        event_id,
        item_id: 'item_2',
        content_index: 0,
        audio_end_ms: 1480,
      },
    ],
  },
];

const RESPONSE_FIXTURES: readonly CommandFixture[] = [
  {
    name: 'create-response',
    command: { type: 'create-response', commandId, options: {} },
    frames: [{ type: 'response.create', event_id }],
  },
  {
    name: 'create-response out of band',
    command: {
      type: 'create-response',
      commandId,
      options: {
        outOfBand: true,
        input: [
          { type: 'item-reference', id: 'item_1' },
          { ...message, role: 'user', content: [{ type: 'text', text: 'Give it a title.' }] },
        ],
        metadata: { purpose: 'title' },
        outputModality: 'text',
        instructions: 'Four words.',
        maxOutputTokens: 20,
      },
    },
    frames: [
      {
        type: 'response.create',
        event_id,
        response: {
          conversation: 'none',
          input: [
            { type: 'item_reference', id: 'item_1' },
            {
              type: 'message',
              id: 'item_1',
              role: 'user',
              content: [{ type: 'input_text', text: 'Give it a title.' }],
            },
          ],
          metadata: { purpose: 'title' },
          output_modalities: ['text'],
          instructions: 'Four words.',
          max_output_tokens: 20,
        },
      },
    ],
  },
  {
    name: 'create-response in another voice, with nothing as context and fields of the vendor',
    command: {
      type: 'create-response',
      commandId,
      options: { voice: 'ash', input: [], toolChoice: 'required', vendorOptions: { prompt: null } },
    },
    frames: [
      {
        type: 'response.create',
        event_id,
        response: {
          audio: { output: { format: pcm, voice: 'ash' } },
          input: [],
          tool_choice: 'required',
          prompt: null,
        },
      },
    ],
  },
  {
    name: 'cancel-response',
    command: { type: 'cancel-response', commandId, responseId: null },
    frames: [{ type: 'response.cancel', event_id }],
  },
  {
    name: 'cancel-response by name',
    command: { type: 'cancel-response', commandId, responseId: 'resp_1' },
    frames: [{ type: 'response.cancel', event_id, response_id: 'resp_1' }],
  },
  {
    name: 'send-tool-output',
    command: {
      type: 'send-tool-output',
      commandId,
      itemId: 'tool_call_which_is_longer_than_the_limit',
      callId: 'call_1',
      name: 'get_weather',
      output: '{"celsius":3}',
      isError: false,
    },
    frames: [
      {
        type: 'conversation.item.create',
        event_id,
        item: {
          type: 'function_call_output',
          id: 'l_which_is_longer_than_the_limit',
          call_id: 'call_1',
          output: '{"celsius":3}',
        },
      },
    ],
  },
  {
    name: 'answer-approval',
    command: {
      type: 'answer-approval',
      commandId,
      approvalRequestId: 'item_8',
      isApproved: false,
      reason: 'Too dear.',
    },
    frames: [
      {
        type: 'conversation.item.create',
        event_id,
        item: {
          type: 'mcp_approval_response',
          id: 'approval_item_8',
          approval_request_id: 'item_8',
          approve: false,
          reason: 'Too dear.',
        },
      },
    ],
  },
];

/** Every command at least once. */
export const COMMAND_FIXTURES: readonly CommandFixture[] = [
  ...CONFIGURE_FIXTURES,
  ...TURN_FIXTURES,
  ...ITEM_COMMAND_FIXTURES,
  ...RESPONSE_FIXTURES,
];
