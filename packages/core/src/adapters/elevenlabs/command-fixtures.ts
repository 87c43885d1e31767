import type { ClientCommand, RespondRequest } from '../../protocol/client-command.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import type { RefusalFixture, WriteFixture } from './fixture.ts';

const commandId = 'cmd_1';

const EMPTY = { agent: {}, tts: {}, conversation: {} };

const configure = (
  name: string,
  config: SessionConfig,
  override: object,
  more: object = {},
): WriteFixture => ({
  name,
  command: { type: 'configure', commandId, config, isInitial: true },
  frames: [
    {
      type: 'conversation_initiation_client_data',
      conversation_config_override: { ...EMPTY, ...override },
      ...more,
    },
  ],
});

const message = (
  role: 'user' | 'agent' | 'system',
  words: string,
  respond?: RespondRequest,
): ClientCommand => ({
  type: 'create-item',
  commandId,
  item: { type: 'message', id: 'i1', role, status: 'completed', content: [{ type: 'text', text: words }] },
  ...(respond && { respond }),
});

const TOOL_OUTPUT = {
  type: 'send-tool-output',
  commandId,
  itemId: 'tool_c1',
  callId: 'c1',
  name: 'get_weather',
  output: '{"sky":"clear"}',
  isError: false,
} as const satisfies ClientCommand;

/** An earlier conversation as the session writes it for a vendor that takes text. */
const HISTORY = [
  {
    type: 'message',
    id: 'note_2',
    role: 'system',
    status: 'completed',
    content: [{ type: 'text', text: 'The conversation so far follows.\nUser: Hello.' }],
  },
] as const;

/** Every command that ElevenLabs takes. */
export const WRITES: readonly WriteFixture[] = [
  configure('a start that changes nothing', {}, {}),
  configure(
    'a start with every override',
    {
      instructions: 'Be brief.',
      model: 'gpt-5',
      voice: 'voice_1',
      speed: 1.1,
      transcription: { language: 'fr', keywords: ['Repartee'] },
      turnDetection: { mode: 'server' },
      outputModality: 'audio',
      tools: [{ name: 'get_weather' }],
      toolChoice: 'auto',
    },
    {
      agent: { prompt: { prompt: 'Be brief.', llm: 'gpt-5' }, language: 'fr' },
      tts: { voice_id: 'voice_1', speed: 1.1 },
      asr: { keywords: ['Repartee'] },
    },
  ),
  configure('a text-only start', { outputModality: 'text' }, { conversation: { text_only: true } }),
  configure(
    'a start with vendorOptions',
    {
      instructions: 'Be brief.',
      vendorOptions: {
        conversation_config_override: { agent: { first_message: '' } },
        custom_llm_extra_body: { a: 1 },
      },
    },
    { agent: { prompt: { prompt: 'Be brief.' }, first_message: '' } },
    { custom_llm_extra_body: { a: 1 } },
  ),
  {
    name: 'tools that are declared later, which need no frame',
    command: { type: 'configure', commandId, config: { tools: [] }, isInitial: false },
    frames: [],
  },
  {
    name: 'user_audio_chunk',
    command: { type: 'append-audio', audio: Uint8Array.from([0, 1, 2, 3]) },
    frames: [{ user_audio_chunk: 'AAECAw==' }],
  },
  {
    name: 'multimodal_message',
    command: {
      type: 'create-item',
      commandId,
      item: {
        type: 'message',
        id: 'item_1',
        role: 'user',
        status: 'completed',
        content: [
          { type: 'image', url: 'data:image/jpeg;base64,AA==', fileId: 'file_1' },
          { type: 'image', url: 'data:image/jpeg;base64,AA==', fileId: 'file_2' },
          { type: 'text', text: 'What is this?' },
        ],
      },
    },
    frames: [
      {
        type: 'multimodal_message',
        text: { type: 'user_message', text: 'What is this?' },
        file: { type: 'file_input', file_id: 'file_1' },
        files: [
          { type: 'file_input', file_id: 'file_1' },
          { type: 'file_input', file_id: 'file_2' },
        ],
      },
    ],
  },
  {
    name: 'user_message',
    command: message('user', 'Hello.', 'answer'),
    frames: [{ type: 'user_message', text: 'Hello.' }],
  },
  {
    name: 'contextual_update',
    command: message('system', 'The cart is empty.'),
    frames: [{ type: 'contextual_update', text: 'The cart is empty.' }],
  },
  {
    name: 'contextual_update with a message of an earlier connection',
    command: message('agent', 'Hello.'),
    frames: [{ type: 'contextual_update', text: 'agent: Hello.' }],
  },
  {
    name: 'contextual_update with an earlier conversation',
    command: { type: 'seed-history', commandId, items: HISTORY },
    frames: [{ type: 'contextual_update', text: 'The conversation so far follows.\nUser: Hello.' }],
  },
  {
    name: 'a start that continues a conversation, in which the agent waits for the user',
    command: { type: 'configure', commandId, config: {}, isInitial: true, history: HISTORY },
    frames: [
      {
        type: 'conversation_initiation_client_data',
        conversation_config_override: { agent: { first_message: '' }, tts: {}, conversation: {} },
      },
    ],
  },
  {
    name: 'client_tool_result',
    command: TOOL_OUTPUT,
    frames: [{ type: 'client_tool_result', tool_call_id: 'c1', result: '{"sky":"clear"}', is_error: false }],
  },
  {
    name: 'client_tool_result of a failure',
    command: { ...TOOL_OUTPUT, output: 'It failed.', isError: true },
    frames: [{ type: 'client_tool_result', tool_call_id: 'c1', result: 'It failed.', is_error: true }],
  },
  {
    name: 'mcp_tool_approval_result',
    command: {
      type: 'answer-approval',
      commandId,
      approvalRequestId: 'approval_m1',
      isApproved: false,
      reason: 'No.',
    },
    frames: [{ type: 'mcp_tool_approval_result', tool_call_id: 'm1', is_approved: false }],
  },
  {
    name: 'clear-output, which needs no frame because the kit plays the audio',
    command: { type: 'clear-output', commandId },
    frames: [],
  },
];

const image = { type: 'image', url: 'data:image/png;base64,' } as const;

/** Commands and settings that ElevenLabs does not take. */
export const REFUSALS: readonly RefusalFixture[] = (
  [
    { type: 'begin-turn', commandId },
    { type: 'commit-turn', commandId },
    { type: 'clear-input', commandId },
    { type: 'remove-item', commandId, itemId: 'item_1' },
    { type: 'retrieve-item', commandId, itemId: 'item_1' },
    { type: 'truncate-item', commandId, itemId: 'item_1', contentIndex: 0, audioEndMs: 100 },
    { type: 'create-response', commandId, options: {} },
    { type: 'cancel-response', commandId, responseId: null },
    {
      type: 'create-item',
      commandId,
      item: { type: 'message', id: 'i', role: 'user', status: 'completed', content: [image] },
    },
    {
      type: 'create-item',
      commandId,
      item: { type: 'tool-output', id: 'i', callId: 'c', output: '' },
    },
    ...(
      [
        { turnDetection: { mode: 'off' } },
        { turnDetection: { mode: 'server', silenceMs: 900 } },
        { transcription: 'off' },
        { transcription: { model: 'x' } },
        { noiseReduction: 'near-field' },
        { maxOutputTokens: 9 },
      ] satisfies SessionConfig[]
    ).map((config) => ({ type: 'configure', commandId, config, isInitial: true }) as const),
  ] satisfies readonly ClientCommand[]
).map((command) => ({
  name: command.type === 'configure' ? JSON.stringify(command.config) : command.type,
  command,
  code: 'unsupported-capability',
}));
