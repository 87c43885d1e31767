import type { ClientCommand } from '../../protocol/client-command.ts';
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

const say = (role: 'user' | 'agent' | 'system', words: string, isAnswered?: true): ClientCommand => ({
  type: 'create-item',
  commandId,
  item: { type: 'message', id: 'i1', role, status: 'completed', content: [{ type: 'text', text: words }] },
  ...(isAnswered && { isAnswered }),
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

/** Every command that the vendor takes. */
export const WRITES: readonly WriteFixture[] = [
  configure('a start that changes nothing', {}, {}),
  configure(
    'a start with all that an agent may be given',
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
  configure('a start in writing', { outputModality: 'text' }, { conversation: { text_only: true } }),
  configure(
    'a start with fields of the vendor’s own laid over it',
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
    name: 'tools that are declared later, which only the app needs to know',
    command: { type: 'configure', commandId, config: { tools: [] }, isInitial: false },
    frames: [],
  },
  {
    name: 'user_audio_chunk',
    command: { type: 'append-audio', audio: Uint8Array.from([0, 1, 2, 3]) },
    frames: [{ user_audio_chunk: 'AAECAw==' }],
  },
  {
    name: 'user_message',
    command: say('user', 'Hello.', true),
    frames: [{ type: 'user_message', text: 'Hello.' }],
  },
  {
    name: 'contextual_update',
    command: say('system', 'The cart is empty.'),
    frames: [{ type: 'contextual_update', text: 'The cart is empty.' }],
  },
  {
    name: 'contextual_update with what was said on an earlier connection',
    command: say('agent', 'Hello.'),
    frames: [{ type: 'contextual_update', text: 'agent: Hello.' }],
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
      approvalRequestId: 'consent_m1',
      isApproved: false,
      reason: 'No.',
    },
    frames: [{ type: 'mcp_tool_approval_result', tool_call_id: 'm1', is_approved: false }],
  },
  {
    name: 'the kit plays by itself, so that nothing is said of a flush',
    command: { type: 'clear-output', commandId },
    frames: [],
  },
];

const image = { type: 'image', url: 'data:image/png;base64,' } as const;

/** What the vendor does not take. */
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
