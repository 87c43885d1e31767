import type { ServerEvent } from '../../protocol/server-event.ts';

/** Frames of one connection to another server of the protocol, in order, and the events that they become. */
export interface CompatibleFixture {
  readonly server: string;
  readonly frames: readonly object[];
  readonly events: readonly ServerEvent[];
}

/*
 * Written by hand after frames that the recorders of pydantic-ai saw in summer 2026. No frame is a recording. xAI puts
 * `previous_item_id: null` into every event, keeps turn detection and voice at the top of the session, sends
 * transcripts that are not final as `completed`, leaves content out of items, and puts the usage beside the response.
 */

const place = { response_id: 'r1', item_id: 'a1', output_index: 0, content_index: 0 };
const at = { responseId: 'r1', itemId: 'a1', contentIndex: 0 };
const none = { text: 0, audio: 0, image: 0 };

const xaiCall = {
  id: 'c1',
  object: 'realtime.item',
  type: 'function_call',
  role: 'user',
  name: 'get_weather',
};
const call = { type: 'tool-call', id: 'c1', callId: 'call-1', name: 'get_weather' } as const;
const doneCall = { ...xaiCall, status: 'completed', call_id: 'call-1', arguments: '{}' };
const calledItem = { ...call, status: 'completed', argumentsText: '{}' } as const;

const XAI_FRAMES: readonly object[] = [
  {
    type: 'session.created',
    session: {
      id: 's1',
      object: 'realtime.session',
      voice: 'ara',
      modalities: ['audio'],
      turn_detection: { type: null },
    },
  },
  { type: 'conversation.created', conversation: { id: 'v1', object: 'realtime.conversation' } },
  { type: 'ping', timestamp: 1_785_214_081_855 },
  {
    type: 'session.updated',
    session: {
      model: 'grok-voice-latest',
      modalities: ['audio'],
      turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true },
      input_audio_transcription: { model: 'grok-transcribe' },
      audio: { input: { format: { type: 'audio/pcm', rate: 24_000 }, transport: 'json' } },
    },
  },
  { type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 227 },
  {
    type: 'conversation.item.added',
    item: {
      id: 'u1',
      type: 'message',
      status: 'in_progress',
      role: 'user',
      content: [{ type: 'input_audio', transcript: '' }],
    },
  },
  { type: 'conversation.item.input_audio_transcription.updated', item_id: 'u1', transcript: 'What' },
  {
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: 'u1',
    transcript: 'What',
    status: 'in_progress',
  },
  { type: 'input_audio_buffer.speech_stopped', item_id: 'u1', audio_end_ms: 432 },
  { type: 'input_audio_buffer.committed', item_id: 'u1' },
  {
    type: 'conversation.item.input_audio_transcription.completed',
    item_id: 'u1',
    transcript: 'What weather?',
    status: 'completed',
  },
  {
    type: 'response.created',
    response: {
      id: 'r1',
      object: 'realtime.response',
      output: [],
      status: 'in_progress',
      status_details: 'unimplemented',
      usage: {},
    },
  },
  {
    type: 'response.output_item.added',
    response_id: 'r1',
    output_index: 0,
    item: { id: 'a1', type: 'message', status: 'in_progress', role: 'assistant' },
  },
  { type: 'response.content_part.added', ...place, part: { type: 'audio', transcript: '' } },
  { type: 'response.output_audio_transcript.delta', ...place, delta: 'I look.', start_time: 0 },
  { type: 'response.content_part.done', ...place },
  { type: 'response.output_audio.done', ...place },
  {
    type: 'conversation.item.added',
    item: { ...xaiCall, status: 'in_progress', call_id: 'call-1', arguments: '' },
  },
  { type: 'response.output_item.done', response_id: 'r1', output_index: 0, item: doneCall },
  {
    type: 'response.done',
    response_id: 'r1',
    response: {
      id: 'r1',
      status: 'completed',
      status_details: 'unimplemented',
      output: [doneCall],
      usage: {},
    },
    usage: {
      input_tokens: 7,
      input_token_details: { text_tokens: 7, audio_tokens: 0, grok_tokens: 0 },
      output_tokens: 113,
      output_token_details: { text_tokens: 9, audio_tokens: 104, grok_tokens: 0 },
      total_tokens: 120,
    },
  },
].map((frame) => ({ previous_item_id: null, event_id: 'e1', ...frame }));

const XAI_EVENTS: readonly ServerEvent[] = [
  { type: 'session-created', sessionId: 's1', expiresAtMs: null },
  { type: 'conversation-created', conversationId: 'v1' },
  { type: 'unknown', wireType: 'ping' },
  {
    type: 'session-configured',
    sessionId: null,
    expiresAtMs: null,
    model: 'grok-voice-latest',
    voice: null,
    turnDetection: { mode: 'server', idleTimeoutMs: null, autoRespond: true, autoInterrupt: true },
  },
  { type: 'speech-started', itemId: 'u1', audioStartMs: 227 },
  {
    type: 'item-added',
    item: {
      type: 'message',
      id: 'u1',
      role: 'user',
      status: 'in-progress',
      content: [{ type: 'audio', transcript: '' }],
    },
    previousItemId: null,
  },
  { type: 'unknown', wireType: 'conversation.item.input_audio_transcription.updated' },
  { type: 'speech-stopped', itemId: 'u1', audioEndMs: 432 },
  { type: 'turn-committed', itemId: 'u1', previousItemId: null },
  { type: 'input-transcript-done', itemId: 'u1', transcript: 'What weather?', usage: null },
  { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
  {
    type: 'output-item-added',
    responseId: 'r1',
    outputIndex: 0,
    item: { type: 'message', id: 'a1', role: 'agent', status: 'in-progress', content: [] },
  },
  { type: 'content-added', ...at, part: { type: 'audio', transcript: '' } },
  { type: 'output-transcript-delta', ...at, delta: 'I look.' },
  { type: 'unknown', wireType: 'response.content_part.done' },
  { type: 'audio-done', ...at },
  // The frame says that the item is the first, which it is not.
  { type: 'item-added', item: { ...call, status: 'in-progress', argumentsText: '' } },
  { type: 'output-item-done', responseId: 'r1', outputIndex: 0, item: calledItem },
  {
    type: 'tool-call-requested',
    responseId: 'r1',
    itemId: 'c1',
    callId: 'call-1',
    name: 'get_weather',
    argumentsText: '{}',
  },
  {
    type: 'response-done',
    responseId: 'r1',
    outcome: 'completed',
    reason: null,
    error: null,
    metadata: null,
    items: [calledItem],
    usage: {
      unit: 'tokens',
      input: { ...none, text: 7 },
      cachedInput: none,
      output: { ...none, text: 9, audio: 104 },
      reasoning: 0,
      total: 120,
    },
  },
];

/** Azure sends the vendor's own frames, and the parts of content twice. */
const AZURE: CompatibleFixture = {
  server: 'Azure',
  frames: [
    {
      type: 'session.created',
      session: { type: 'realtime', id: 's1', model: 'gpt-realtime', expires_at: 1_784_858_052 },
    },
    {
      type: 'response.content_part.added',
      ...place,
      part: { type: 'audio', transcript: '' },
      content: { type: 'audio', transcript: '' },
    },
    {
      type: 'conversation.item.input_audio_transcription.completed',
      item_id: 'u1',
      transcript: 'Hello.',
      usage: { type: 'duration', seconds: 3 },
    },
  ],
  events: [
    { type: 'session-created', sessionId: 's1', expiresAtMs: 1_784_858_052_000 },
    { type: 'content-added', ...at, part: { type: 'audio', transcript: '' } },
    {
      type: 'input-transcript-done',
      itemId: 'u1',
      transcript: 'Hello.',
      usage: { unit: 'seconds', seconds: 3 },
    },
  ],
};

/** The fewest fields that a server of the GA events can send, as small self-hosted ones do. */
const SELF_HOSTED: CompatibleFixture = {
  server: 'a self-hosted server',
  frames: [
    { type: 'session.created', session: {} },
    { type: 'session.updated' },
    { type: 'response.created', response: { id: 'r1' } },
    {
      type: 'response.output_item.added',
      response_id: 'r1',
      item: { id: 'a1', type: 'message', role: 'assistant' },
    },
    { type: 'response.output_audio.delta', response_id: 'r1', item_id: 'a1', delta: 'AAA=' },
    { type: 'response.done', response: { id: 'r1' } },
    { type: 'error', message: 'No memory left.', code: 'server_error' },
  ],
  events: [
    { type: 'session-created', sessionId: null, expiresAtMs: null },
    {
      type: 'session-configured',
      sessionId: null,
      expiresAtMs: null,
      turnDetection: null,
      model: null,
      voice: null,
    },
    { type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null },
    {
      type: 'output-item-added',
      responseId: 'r1',
      outputIndex: 0,
      item: { type: 'message', id: 'a1', role: 'agent', status: 'completed', content: [] },
    },
    { type: 'audio-delta', ...at, audio: new Uint8Array(2) },
    {
      type: 'response-done',
      responseId: 'r1',
      outcome: 'completed',
      reason: null,
      error: null,
      usage: null,
      metadata: null,
      items: [],
    },
    {
      type: 'error-received',
      error: {
        code: 'vendor-failed',
        message: 'No memory left.',
        vendorCode: 'server_error',
        commandId: null,
        effect: 'reported',
        wire: { type: 'error', message: 'No memory left.', code: 'server_error' },
      },
    },
  ],
};

/** Other servers of the protocol. */
export const COMPATIBLE_FIXTURES: readonly CompatibleFixture[] = [
  { server: 'xAI', frames: XAI_FRAMES, events: XAI_EVENTS },
  AZURE,
  SELF_HOSTED,
];
