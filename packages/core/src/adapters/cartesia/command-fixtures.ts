import type { ClientCommand } from '../../protocol/client-command.ts';
import type { RefusalFixture, WriteFixture } from './fixture.ts';

const commandId = 'cmd_1';

const configure = (
  name: string,
  config: Extract<ClientCommand, { type: 'configure' }>['config'],
  frame: object | null,
): WriteFixture => ({
  name,
  command: { type: 'configure', commandId, config, isInitial: frame !== null },
  frames: frame ? [frame] : [],
});

const audio = { input_format: 'pcm_24000', output_delivery: 'as_available' };

/** A tool's result. */
export const TOOL_OUTPUT: ClientCommand = {
  type: 'send-tool-output',
  commandId,
  itemId: 'tool_call_1',
  callId: 'call_1',
  name: 'get_weather',
  output: '{"sky":"clear"}',
  isError: false,
};

/** Every command that managed agents take. */
export const MANAGED_WRITES: readonly WriteFixture[] = [
  configure('session_create', {}, { type: 'session_create', audio }),
  configure(
    'session_create with what travels with the credential',
    {
      instructions: 'Be brief.',
      voice: 'voice_1',
      speed: 1.1,
      transcription: { language: 'fr' },
      turnDetection: { mode: 'server' },
      outputModality: 'audio',
      tools: [{ name: 'get_weather' }],
      toolChoice: 'auto',
      remoteTools: [],
    },
    { type: 'session_create', audio },
  ),
  configure(
    'session_create with variables',
    { vendorOptions: { dynamic_variables: { name: 'Ada', visits: 3, is_member: true } } },
    { type: 'session_create', audio, dynamic_variables: { name: 'Ada', visits: 3, is_member: true } },
  ),
  configure('tools that are declared later, which need no frame', { tools: [] }, null),
  {
    name: 'audio_input',
    command: { type: 'append-audio', audio: Uint8Array.from([0, 1, 2, 3]) },
    frames: [{ type: 'audio_input', audio: 'AAECAw==' }],
  },
  {
    name: 'client_tool_result',
    command: TOOL_OUTPUT,
    frames: [
      { type: 'client_tool_result', tool_call_id: 'call_1', result: '{"sky":"clear"}', is_error: false },
    ],
  },
  {
    name: 'client_tool_result of a failure',
    command: { ...TOOL_OUTPUT, output: 'It failed.', isError: true } as ClientCommand,
    frames: [{ type: 'client_tool_result', tool_call_id: 'call_1', result: 'It failed.', is_error: true }],
  },
];

const item = {
  type: 'message',
  id: 'item_1',
  role: 'user',
  status: 'completed',
  content: [{ type: 'text', text: 'Hi.' }],
} as const;

/** Commands and settings that neither protocol takes. */
export const REFUSALS: readonly RefusalFixture[] = (
  [
    { type: 'begin-turn', commandId },
    { type: 'commit-turn', commandId },
    { type: 'clear-input', commandId },
    { type: 'create-item', commandId, item },
    { type: 'seed-history', commandId, items: [item] },
    { type: 'remove-item', commandId, itemId: 'item_1' },
    { type: 'retrieve-item', commandId, itemId: 'item_1' },
    { type: 'truncate-item', commandId, itemId: 'item_1', contentIndex: 0, audioEndMs: 100 },
    { type: 'create-response', commandId, options: {} },
    { type: 'cancel-response', commandId, responseId: null },
    { type: 'answer-approval', commandId, approvalRequestId: 'a_1', isApproved: true, reason: null },
    { type: 'configure', commandId, config: { model: 'gpt' }, isInitial: true },
    { type: 'configure', commandId, config: { turnDetection: { mode: 'off' } }, isInitial: true },
    {
      type: 'configure',
      commandId,
      config: { turnDetection: { mode: 'server', silenceMs: 900 } },
      isInitial: true,
    },
    { type: 'configure', commandId, config: { transcription: 'off' }, isInitial: true },
    { type: 'configure', commandId, config: { outputModality: 'text' }, isInitial: true },
  ] as const satisfies readonly ClientCommand[]
).map((command) => ({
  name: command.type === 'configure' ? JSON.stringify(command.config) : command.type,
  command,
  code: 'unsupported-capability',
}));

/** A command that needs no frame. */
export const SILENT: WriteFixture = {
  name: 'clear-output, which needs no frame because the kit plays the audio',
  command: { type: 'clear-output', commandId },
  frames: [],
};
