import type { ServerEvent } from '../../protocol/server-event.ts';
import type { ReadFixture } from './fixture.ts';

/*
 * Server frames, written by hand from ElevenLabs' contract package of autumn 2026. No frame is a recording. They contain fields
 * that the codec does not read, where ElevenLabs sends them.
 */

function read(name: string, frame: object, ...events: ServerEvent[]): ReadFixture {
  return { name, frame: JSON.stringify(frame), events };
}

/** A frame that goes to the app unchanged. */
function vendorEvent(type: string, key: string | null, data: object | null): ReadFixture {
  return read(
    type,
    { type, ...(key ? { [key]: data } : {}) },
    { type: 'vendor-event-received', name: type, data },
  );
}

const position = { responseId: 'agent_1_1', itemId: 'agent_1_1', contentIndex: 0 };
const started: ServerEvent = {
  type: 'response-started',
  responseId: 'agent_1_1',
  isOutOfBand: false,
  metadata: null,
};

/** The event that ends a message. */
export function done(responseId: string, outcome: 'completed' | 'cancelled' = 'completed'): ServerEvent {
  return {
    type: 'response-done',
    responseId,
    outcome,
    reason: null,
    error: null,
    usage: null,
    metadata: null,
    items: [],
  };
}

const speech: ServerEvent = {
  type: 'speech-started',
  itemId: 'user_1_1',
  audioStartMs: null,
  interruptsOutput: false,
};

const configured = (sessionId: string | null): ServerEvent => ({
  type: 'session-configured',
  sessionId,
  expiresAtMs: null,
  turnDetection: null,
  model: null,
  voice: null,
});

type Code = Extract<ServerEvent, { type: 'error-received' }>['error']['code'];

function error(error_type: string, code: number | undefined, meaning: Code, isFatal: boolean): ReadFixture {
  const wire = { type: 'error', error_event: { code, message: 'Something went wrong.', error_type } };
  return read(`error: ${error_type}`, wire, {
    type: 'error-received',
    error: {
      code: meaning,
      message: 'Something went wrong.',
      vendorCode: error_type,
      commandId: null,
      effect: isFatal ? 'fatal' : 'reported',
      wire: JSON.parse(JSON.stringify(wire)) as unknown,
    },
  });
}

const call = {
  service_id: 'shop',
  tool_call_id: 'm1',
  tool_name: 'find_order',
  tool_description: 'Finds an order.',
  parameters: { id: 7 },
  timestamp: '2026-11-01T00:00:00Z',
};
const remote = {
  type: 'remote-tool-call',
  id: 'm1',
  serverLabel: 'shop',
  name: 'find_order',
  argumentsText: '{"id":7}',
  output: null,
  errorMessage: null,
  approvalRequestId: null,
} as const;

const MESSAGES: readonly ReadFixture[] = [
  read(
    'conversation_initiation_metadata',
    {
      type: 'conversation_initiation_metadata',
      conversation_initiation_metadata_event: {
        conversation_id: 'conv_1',
        agent_output_audio_format: 'pcm_16000',
        user_input_audio_format: 'pcm_16000',
      },
    },
    configured('conv_1'),
  ),
  read(
    'conversation_initiation_metadata without a format of the input, which has a default',
    {
      type: 'conversation_initiation_metadata',
      conversation_initiation_metadata_event: {
        conversation_id: 'conv_1',
        agent_output_audio_format: 'pcm_16000',
      },
    },
    configured('conv_1'),
  ),
  read(
    'ping',
    { type: 'ping', ping_event: { event_id: 9, ping_ms: 42 } },
    { type: 'reply-requested', frames: ['{"type":"pong","event_id":9}'] },
    { type: 'vendor-event-received', name: 'ping', data: { ping_ms: 42 } },
  ),
  read(
    'ping that has measured nothing yet',
    { type: 'ping', ping_event: { event_id: 1, ping_ms: null } },
    { type: 'reply-requested', frames: ['{"type":"pong","event_id":1}'] },
  ),
  read('audio', { type: 'audio', audio_event: { audio_base_64: 'AAECAw==', event_id: 3 } }, started, {
    type: 'audio-delta',
    ...position,
    audio: Uint8Array.from([0, 1, 2, 3]),
  }),
  read(
    'audio with the times of its letters',
    {
      type: 'audio',
      audio_event: {
        audio_base_64: 'AAECAw==',
        event_id: 3,
        alignment: {
          chars: ['H', 'i', ' ', 'y', 'o', 'u'],
          char_start_times_ms: [0, 80, 150, 200, 260, 300],
          char_durations_ms: [80, 70, 50, 60, 40, 90],
        },
      },
    },
    started,
    { type: 'audio-delta', ...position, audio: Uint8Array.from([0, 1, 2, 3]) },
    {
      type: 'word-times-received',
      ...position,
      words: [
        { text: 'Hi', startMs: 0, endMs: 150 },
        { text: 'you', startMs: 200, endMs: 390 },
      ],
    },
  ),
  read(
    'user_transcript',
    { type: 'user_transcript', user_transcription_event: { user_transcript: 'Hi there.', event_id: 2 } },
    speech,
    { type: 'turn-committed', itemId: 'user_1_1' },
    { type: 'input-transcript-done', itemId: 'user_1_1', transcript: 'Hi there.', usage: null },
  ),
  read(
    'tentative_user_transcript',
    {
      type: 'tentative_user_transcript',
      tentative_user_transcription_event: { user_transcript: 'Hi', event_id: 2 },
    },
    speech,
    { type: 'input-transcript-delta', itemId: 'user_1_1', delta: 'Hi' },
  ),
  read(
    'agent_response',
    { type: 'agent_response', agent_response_event: { agent_response: 'Hello.', event_id: 3 } },
    started,
    { type: 'output-transcript-done', ...position, transcript: 'Hello.' },
  ),
  read(
    'agent_response with attachments',
    {
      type: 'agent_response',
      agent_response_event: {
        agent_response: 'Here.',
        event_id: 3,
        attachments: [{ url: 'https://example.com/a.pdf', name: 'a.pdf' }],
      },
    },
    started,
    { type: 'output-transcript-done', ...position, transcript: 'Here.' },
    {
      type: 'vendor-event-received',
      name: 'attachments',
      data: [{ url: 'https://example.com/a.pdf', name: 'a.pdf' }],
    },
  ),
  read(
    'agent_chat_response_part: start',
    { type: 'agent_chat_response_part', text_response_part: { text: '', type: 'start', event_id: 3 } },
    started,
  ),
  read(
    'agent_chat_response_part: delta',
    { type: 'agent_chat_response_part', text_response_part: { text: 'Hel', type: 'delta', event_id: 3 } },
    started,
    { type: 'output-transcript-delta', ...position, delta: 'Hel' },
  ),
  read('agent_chat_response_part: stop', {
    type: 'agent_chat_response_part',
    text_response_part: { text: '', type: 'stop', event_id: 3 },
  }),
  // Without a message before it there is nothing to correct. decode.test.ts has one with a message.
  read('agent_response_correction of nothing', {
    type: 'agent_response_correction',
    agent_response_correction_event: {
      original_agent_response: 'Hello you.',
      corrected_agent_response: 'Hello',
      event_id: 3,
    },
  }),
  read(
    'interruption',
    { type: 'interruption', interruption_event: { event_id: 4 } },
    { type: 'output-interrupted', responseId: null, by: 'user' },
    speech,
  ),
];

const TOOLS: readonly ReadFixture[] = [
  read(
    'client_tool_call',
    {
      type: 'client_tool_call',
      client_tool_call: {
        tool_name: 'get_weather',
        tool_call_id: 'c1',
        parameters: { place: 'Paris' },
        event_id: 5,
      },
    },
    {
      type: 'tool-call-requested',
      responseId: null,
      itemId: 'c1',
      callId: 'c1',
      name: 'get_weather',
      argumentsText: '{"place":"Paris"}',
    },
  ),
  read(
    'mcp_tool_call: loading',
    { type: 'mcp_tool_call', mcp_tool_call: { ...call, state: 'loading' } },
    { type: 'item-added', item: remote },
  ),
  read(
    'mcp_tool_call: awaiting_approval',
    {
      type: 'mcp_tool_call',
      mcp_tool_call: { ...call, state: 'awaiting_approval', approval_timeout_secs: 30 },
    },
    {
      type: 'item-added',
      item: {
        type: 'approval-request',
        id: 'approval_m1',
        serverLabel: 'shop',
        name: 'find_order',
        argumentsText: '{"id":7}',
      },
    },
  ),
  read(
    'mcp_tool_call: success',
    { type: 'mcp_tool_call', mcp_tool_call: { ...call, state: 'success', result: [{ text: 'sent' }] } },
    { type: 'item-done', item: { ...remote, output: '[{"text":"sent"}]' } },
  ),
  read(
    'mcp_tool_call: failure',
    { type: 'mcp_tool_call', mcp_tool_call: { ...call, state: 'failure', error_message: 'No such order.' } },
    { type: 'item-done', item: { ...remote, errorMessage: 'No such order.' } },
  ),
];

const tool = { tool_name: 'end_call', tool_call_id: 't1', tool_type: 'system', event_id: 6 };

const VENDOR_EVENTS: readonly ReadFixture[] = [
  vendorEvent('agent_tool_request', 'agent_tool_request', tool),
  vendorEvent('agent_tool_response', 'agent_tool_response', { ...tool, is_error: false, is_called: true }),
  vendorEvent('agent_tool_response_full_payload', 'agent_tool_response_full_payload', {
    ...tool,
    full_tool_result: '{}',
    truncated: false,
  }),
  vendorEvent('agent_reasoning_response_part', 'reasoning_response_part', {
    text: 'Hm.',
    type: 'delta',
    event_id: '3',
  }),
  vendorEvent('mcp_connection_status', 'mcp_connection_status', { integrations: [] }),
  vendorEvent('vad_score', 'vad_score_event', { vad_score: 0.9 }),
  vendorEvent('context_usage', 'context_usage_event', {
    event_id: 3,
    model: 'm',
    context_tokens: 900,
    context_limit_tokens: 32_000,
  }),
  vendorEvent('asr_initiation_metadata', 'asr_initiation_metadata_event', { model: 'x' }),
  vendorEvent('guardrail_triggered', null, null),
  vendorEvent('rich_content', 'rich_content', {
    rich_content_id: 'r1',
    component: 'Card',
    props: {},
    event_id: 3,
  }),
  vendorEvent('agent_typing', 'agent_typing_event', { is_typing: true }),
  vendorEvent('external_agent_connected', null, null),
  vendorEvent('external_agent_disconnected', 'external_agent_disconnected_event', {}),
  vendorEvent('internal_turn_probability', 'turn_probability_internal_event', { turn_probability: 0.5 }),
  vendorEvent('internal_tentative_agent_response', 'tentative_agent_response_internal_event', {
    tentative_agent_response: 'Hel',
  }),
  // The content of these is not published.
  vendorEvent('agent_response_complete', null, null),
  vendorEvent('agent_response_metadata', 'agent_response_metadata_event', { anything: 1 }),
  vendorEvent('client_error', null, null),
  vendorEvent('dtmf_request', 'dtmf_request', { digits: '1#' }),
];

const ERRORS: readonly ReadFixture[] = [
  error('override_error', 1008, 'invalid-config', true),
  error('missing_dynamic_variable', 1008, 'invalid-config', true),
  error('invalid_message', 1008, 'invalid-config', true),
  error('safety_violation', 1002, 'content-refused', false),
  error('llm_timeout', 1002, 'vendor-failed', false),
  error('unknown_websocket_crash', 1011, 'vendor-failed', false),
  error('max_duration_exceeded', 1000, 'session-expired', true),
  error('something_new', undefined, 'vendor-failed', false),
  read(
    'error without its payload',
    { type: 'error' },
    {
      type: 'error-received',
      error: {
        code: 'vendor-failed',
        message: 'no reason given',
        vendorCode: null,
        commandId: null,
        effect: 'reported',
        wire: { type: 'error' },
      },
    },
  ),
];

/** Every server frame. */
export const READS: readonly ReadFixture[] = [...MESSAGES, ...TOOLS, ...VENDOR_EVENTS, ...ERRORS];
