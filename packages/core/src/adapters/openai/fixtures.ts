import type { ServerEvent } from '../../protocol/server-event.ts';
import { RESPONSE_FIXTURES } from './response-fixtures.ts';
import type { ServerFixture } from './fixture.ts';

/*
 * Frames as the server sends them, written by hand from a description of the GA protocol (the vendor's types in openai
 * 7.57.0 of 13 November 2026, its guides, and frames that recorders of that summer saw). No frame is a recording. Fields that
 * the adapter does not read are included where the vendor sends them, to test tolerance.
 */

const position = { response_id: 'resp_1', item_id: 'item_2', output_index: 0, content_index: 0 };
const place = { responseId: 'resp_1', itemId: 'item_2', contentIndex: 0 };

/** Makes the fixture of a frame that becomes one event. */
function one(type: string, fields: object, event: ServerEvent, name = type): ServerFixture {
  return { name, frame: { type, event_id: 'event_1', ...fields }, events: [event] };
}

const session = {
  type: 'realtime',
  object: 'realtime.session',
  id: 'sess_1',
  model: 'gpt-realtime-2.1',
  output_modalities: ['audio'],
  instructions: 'Be brief.',
  tools: [],
  tool_choice: 'auto',
  max_output_tokens: 'inf',
  tracing: null,
  truncation: 'auto',
  prompt: null,
  expires_at: 1_795_000_000,
  audio: {
    input: {
      format: { type: 'audio/pcm', rate: 24_000 },
      transcription: null,
      noise_reduction: null,
      turn_detection: {
        type: 'server_vad',
        threshold: 0.5,
        prefix_padding_ms: 300,
        silence_duration_ms: 500,
        idle_timeout_ms: null,
        create_response: true,
        interrupt_response: true,
      },
    },
    output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'marin', speed: 1 },
  },
  include: null,
};

function sessionWith(turnDetection: unknown, voice: unknown = 'marin') {
  const { input, output } = session.audio;
  return {
    ...session,
    audio: { input: { ...input, turn_detection: turnDetection }, output: { ...output, voice } },
  };
}

const configured = {
  type: 'session-configured',
  sessionId: 'sess_1',
  expiresAtMs: 1_795_000_000_000,
  model: 'gpt-realtime-2.1',
  voice: 'marin',
} as const;

const SESSION_FIXTURES: readonly ServerFixture[] = [
  one(
    'session.created',
    { session },
    { type: 'session-created', sessionId: 'sess_1', expiresAtMs: 1_795_000_000_000 },
  ),
  one(
    'session.updated',
    { session },
    {
      ...configured,
      turnDetection: {
        mode: 'server',
        threshold: 0.5,
        prefixPaddingMs: 300,
        silenceMs: 500,
        idleTimeoutMs: null,
        autoRespond: true,
        autoInterrupt: true,
      },
    },
  ),
  one(
    'session.updated',
    {
      session: sessionWith({
        type: 'semantic_vad',
        eagerness: 'low',
        create_response: false,
        interrupt_response: false,
      }),
    },
    {
      ...configured,
      turnDetection: { mode: 'semantic', eagerness: 'low', autoRespond: false, autoInterrupt: false },
    },
    'session.updated with semantic turn detection',
  ),
  one(
    'session.updated',
    { session: sessionWith(null, { id: 'voice_1' }) },
    { ...configured, turnDetection: { mode: 'off' }, voice: 'voice_1' },
    'session.updated with turns by hand and a voice of the account',
  ),
  one(
    'conversation.created',
    { conversation: { id: 'conv_1', object: 'realtime.conversation' } },
    { type: 'conversation-created', conversationId: 'conv_1' },
  ),
  one(
    'rate_limits.updated',
    {
      rate_limits: [
        { name: 'tokens', limit: 40_000, remaining: 39_000, reset_seconds: 1.5 },
        { name: 'requests' },
      ],
    },
    {
      type: 'rate-limits-changed',
      limits: [
        { name: 'tokens', limit: 40_000, remaining: 39_000, resetMs: 1500 },
        { name: 'requests', limit: null, remaining: null, resetMs: null },
      ],
    },
  ),
];

const TRANSCRIPTION = 'conversation.item.input_audio_transcription';

const INPUT_FIXTURES: readonly ServerFixture[] = [
  one(
    'input_audio_buffer.speech_started',
    { audio_start_ms: 1200, item_id: 'item_1' },
    { type: 'speech-started', itemId: 'item_1', audioStartMs: 1200 },
  ),
  one(
    'input_audio_buffer.speech_stopped',
    { audio_end_ms: 2900, item_id: 'item_1' },
    { type: 'speech-stopped', itemId: 'item_1', audioEndMs: 2900 },
  ),
  one(
    'input_audio_buffer.committed',
    { item_id: 'item_1', previous_item_id: null },
    { type: 'turn-committed', itemId: 'item_1', previousItemId: null },
  ),
  one(
    'input_audio_buffer.committed',
    { item_id: 'item_1' },
    { type: 'turn-committed', itemId: 'item_1' },
    'input_audio_buffer.committed without a place',
  ),
  one('input_audio_buffer.cleared', {}, { type: 'input-cleared' }),
  one(
    'input_audio_buffer.timeout_triggered',
    { audio_start_ms: 100, audio_end_ms: 6100, item_id: 'item_1' },
    { type: 'idle-timeout-reached', itemId: 'item_1', audioStartMs: 100, audioEndMs: 6100 },
  ),
  {
    name: 'input_audio_buffer.dtmf_event_received, which has no event_id',
    frame: { type: 'input_audio_buffer.dtmf_event_received', event: '9', received_at: 1_795_000_000 },
    events: [{ type: 'dtmf-received', key: '9' }],
  },
  one(
    `${TRANSCRIPTION}.delta`,
    { item_id: 'item_1', content_index: 0, delta: 'Hel', logprobs: null, obfuscation: 'x7' },
    { type: 'input-transcript-delta', itemId: 'item_1', delta: 'Hel' },
  ),
  one(
    `${TRANSCRIPTION}.completed`,
    { item_id: 'item_1', content_index: 0, transcript: 'Hello.', usage: { type: 'duration', seconds: 2 } },
    {
      type: 'input-transcript-done',
      itemId: 'item_1',
      transcript: 'Hello.',
      usage: { unit: 'seconds', seconds: 2 },
    },
  ),
  one(
    `${TRANSCRIPTION}.completed`,
    {
      item_id: 'item_1',
      content_index: 0,
      transcript: 'Hello.',
      usage: {
        type: 'tokens',
        total_tokens: 22,
        input_tokens: 13,
        input_token_details: { text_tokens: 0, audio_tokens: 13 },
        output_tokens: 9,
      },
    },
    {
      type: 'input-transcript-done',
      itemId: 'item_1',
      transcript: 'Hello.',
      usage: {
        unit: 'tokens',
        input: { text: 0, audio: 13, image: 0 },
        cachedInput: { text: 0, audio: 0, image: 0 },
        output: { text: 9, audio: 0, image: 0 },
        reasoning: 0,
        total: 22,
      },
    },
    `${TRANSCRIPTION}.completed counted in tokens`,
  ),
  one(
    `${TRANSCRIPTION}.failed`,
    {
      item_id: 'item_1',
      content_index: 0,
      error: { type: 'transcription_error', code: 'audio_unintelligible', message: 'Too noisy.' },
    },
    { type: 'input-transcript-failed', itemId: 'item_1', message: 'Too noisy.' },
  ),
  one(
    `${TRANSCRIPTION}.segment`,
    {
      item_id: 'item_1',
      content_index: 0,
      id: 'seg_1',
      text: 'Hello.',
      speaker: 'speaker_1',
      start: 0.5,
      end: 1.25,
    },
    {
      type: 'input-transcript-segment-added',
      itemId: 'item_1',
      segmentId: 'seg_1',
      text: 'Hello.',
      speaker: 'speaker_1',
      startMs: 500,
      endMs: 1250,
    },
  ),
];

const OUTPUT_FIXTURES: readonly ServerFixture[] = [
  one(
    'response.output_text.delta',
    { ...position, delta: 'Hi', obfuscation: 'q' },
    { type: 'text-delta', ...place, delta: 'Hi' },
  ),
  one(
    'response.output_text.done',
    { ...position, text: 'Hi there.' },
    { type: 'text-done', ...place, text: 'Hi there.' },
  ),
  one(
    'response.output_audio.delta',
    { ...position, delta: 'AAEC/w==' },
    { type: 'audio-delta', ...place, audio: new Uint8Array([0, 1, 2, 255]) },
  ),
  one('response.output_audio.done', position, { type: 'audio-done', ...place }),
  one(
    'response.output_audio_transcript.delta',
    { ...position, delta: 'Hi' },
    { type: 'output-transcript-delta', ...place, delta: 'Hi' },
  ),
  one(
    'response.output_audio_transcript.done',
    { ...position, transcript: 'Hi there.' },
    { type: 'output-transcript-done', ...place, transcript: 'Hi there.' },
  ),
  one(
    'response.content_part.added',
    { ...position, part: { type: 'audio', transcript: '' } },
    { type: 'content-added', ...place, part: { type: 'audio', transcript: '' } },
  ),
  one(
    'response.content_part.done',
    { ...position, part: { type: 'text', text: 'Hi there.' } },
    { type: 'content-done', ...place, part: { type: 'text', text: 'Hi there.' } },
  ),
  one(
    'response.content_part.added',
    { ...position, part: { type: 'hologram' } },
    { type: 'unknown', wireType: 'response.content_part.added' },
    'response.content_part.added of a kind that is newer than this code',
  ),
  one(
    'output_audio_buffer.started',
    { response_id: 'resp_1' },
    { type: 'playout-started', responseId: 'resp_1' },
  ),
  one(
    'output_audio_buffer.stopped',
    { response_id: 'resp_1' },
    { type: 'playout-stopped', responseId: 'resp_1' },
  ),
  one(
    'output_audio_buffer.cleared',
    { response_id: 'resp_1' },
    { type: 'playout-cleared', responseId: 'resp_1' },
  ),
];

const call = { response_id: 'resp_1', item_id: 'item_3', output_index: 1 };
const remote = { item_id: 'item_4', output_index: 1 };
const remoteCall = { responseId: 'resp_1', itemId: 'item_4', callId: null };

const TOOL_FIXTURES: readonly ServerFixture[] = [
  one(
    'response.function_call_arguments.delta',
    { ...call, call_id: 'call_1', delta: '{"ci', obfuscation: '1' },
    { type: 'tool-arguments-delta', responseId: 'resp_1', itemId: 'item_3', callId: 'call_1', delta: '{"ci' },
  ),
  one(
    'response.function_call_arguments.done',
    { ...call, call_id: 'call_1', name: 'get_weather', arguments: '{"city":"Oslo"}' },
    {
      type: 'tool-arguments-done',
      responseId: 'resp_1',
      itemId: 'item_3',
      callId: 'call_1',
      name: 'get_weather',
      argumentsText: '{"city":"Oslo"}',
    },
  ),
  one(
    'response.mcp_call_arguments.delta',
    { response_id: 'resp_1', ...remote, delta: '{"q', obfuscation: '1' },
    { type: 'tool-arguments-delta', ...remoteCall, delta: '{"q' },
  ),
  one(
    'response.mcp_call_arguments.done',
    { response_id: 'resp_1', ...remote, arguments: '{"q":1}' },
    { type: 'tool-arguments-done', ...remoteCall, name: null, argumentsText: '{"q":1}' },
  ),
  ...(['in-progress', 'completed', 'failed'] as const).flatMap((state) => {
    const word = state.replace('-', '_');
    return [
      one(`response.mcp_call.${word}`, remote, { type: 'remote-tool-call-changed', itemId: 'item_4', state }),
      one(`mcp_list_tools.${word}`, remote, { type: 'remote-tool-list-changed', itemId: 'item_4', state }),
    ];
  }),
];

/** Every server event of the protocol at least once. */
export const SERVER_FIXTURES: readonly ServerFixture[] = [
  ...SESSION_FIXTURES,
  ...RESPONSE_FIXTURES,
  ...INPUT_FIXTURES,
  ...OUTPUT_FIXTURES,
  ...TOOL_FIXTURES,
];
