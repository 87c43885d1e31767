import type { ClientCommand } from '../../protocol/client-command.ts';
import type { CommandFixture } from './fixture.ts';

const commandId = 'cmd_1';
const say = (text: string, role: 'user' | 'agent' | 'system' = 'user') =>
  ({ type: 'message', id: 'item_1', role, status: 'completed', content: [{ type: 'text', text }] }) as const;
const turn = (text: string, role = 'user') => ({ role, parts: [{ text }] });

/** The fields of every setup. */
const always = {
  model: 'models/gemini-3.8-live',
  generationConfig: { responseModalities: ['AUDIO'] },
  outputAudioTranscription: {},
  sessionResumption: {},
};

const output = {
  type: 'send-tool-output',
  commandId,
  itemId: 'tool_1',
  callId: 'call-1',
  name: 'get_weather',
} as const;
const result = (fields: object) => [
  { toolResponse: { functionResponses: [{ id: 'call-1', name: 'get_weather', ...fields }] } },
];

const CONFIGURE: readonly CommandFixture[] = [
  {
    name: 'setup without wishes',
    command: { type: 'configure', commandId, config: {}, isInitial: true },
    frames: [{ setup: always }],
  },
  {
    name: 'setup with every wish that the vendor can serve',
    command: {
      type: 'configure',
      commandId,
      isInitial: true,
      config: {
        instructions: 'Be brief.',
        voice: 'Kore',
        turnDetection: {
          mode: 'server',
          threshold: 0.6,
          prefixPaddingMs: 20,
          silenceMs: 700,
          autoInterrupt: false,
        },
        transcription: { languages: ['en-US'], keywords: ['Repartee'] },
        tools: [
          {
            name: 'get_time',
            description: 'Returns the time.',
            parameters: { type: 'object', properties: {} },
          },
        ],
        toolChoice: 'auto',
        maxOutputTokens: 500,
        contextTruncation: { retentionRatio: 0.5, maxTokensAfterInstructions: 20_000 },
        vendorOptions: { generationConfig: { temperature: 0.4 }, proactivity: { proactiveVideo: true } },
      },
    },
    frames: [
      {
        setup: {
          ...always,
          generationConfig: {
            responseModalities: ['AUDIO'],
            maxOutputTokens: 500,
            temperature: 0.4,
            speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
          },
          systemInstruction: turn('Be brief.'),
          tools: [
            {
              functionDeclarations: [
                {
                  name: 'get_time',
                  description: 'Returns the time.',
                  parametersJsonSchema: { type: 'object', properties: {} },
                },
              ],
            },
          ],
          realtimeInputConfig: {
            automaticActivityDetection: {
              startOfSpeechSensitivity: 'START_SENSITIVITY_LOW',
              prefixPaddingMs: 20,
              silenceDurationMs: 700,
            },
            activityHandling: 'NO_INTERRUPTION',
          },
          inputAudioTranscription: { languageCodes: ['en-US'], customVocabulary: ['Repartee'] },
          contextWindowCompression: { triggerTokens: '20000', slidingWindow: { targetTokens: '10000' } },
          proactivity: { proactiveVideo: true },
        },
      },
    ],
  },
  {
    name: 'setup for turns that the client opens, one language, compression and a custom voice',
    command: {
      type: 'configure',
      commandId,
      isInitial: true,
      config: {
        turnDetection: { mode: 'off' },
        transcription: { language: 'de' },
        contextTruncation: 'auto',
        voice: { id: 'voices/mine' },
      },
    },
    frames: [
      {
        setup: {
          ...always,
          generationConfig: {
            responseModalities: ['AUDIO'],
            speechConfig: { voiceConfig: { voice: 'voices/mine' } },
          },
          realtimeInputConfig: {
            automaticActivityDetection: { disabled: true },
            turnCoverage: 'TURN_INCLUDES_ALL_INPUT',
          },
          inputAudioTranscription: { languageCodes: ['de'] },
          contextWindowCompression: { slidingWindow: {} },
        },
      },
    ],
  },
  {
    name: 'contextUpdate',
    command: {
      type: 'configure',
      commandId,
      isInitial: false,
      config: { instructions: 'In French.', tools: [] },
    },
    frames: [{ contextUpdate: { systemInstruction: turn('In French.'), tools: { tools: [] } } }],
  },
];

const ITEMS: readonly CommandFixture[] = [
  {
    name: 'clientContent that is to be answered',
    command: { type: 'create-item', commandId, item: say('Hello'), respond: 'answer' },
    frames: [{ clientContent: { turns: [turn('Hello')], turnComplete: true } }],
  },
  {
    name: 'clientContent that is history, of the agent',
    command: { type: 'create-item', commandId, item: say('Hi.', 'agent') },
    frames: [{ clientContent: { turns: [turn('Hi.', 'model')], turnComplete: false } }],
  },
  {
    name: 'clientContent of the app, for which there is no role',
    command: { type: 'create-item', commandId, item: say('It is late.', 'system') },
    frames: [{ clientContent: { turns: [turn('It is late.')], turnComplete: false } }],
  },
  {
    name: 'realtimeInput.video: a picture, and a question about it',
    command: {
      type: 'create-item',
      commandId,
      respond: 'answer',
      item: {
        ...say(''),
        content: [
          { type: 'image', url: 'data:image/jpeg;base64,/9j/' },
          { type: 'text', text: 'What is this?' },
        ],
      },
    },
    frames: [
      { realtimeInput: { video: { mimeType: 'image/jpeg', data: '/9j/' } } },
      { clientContent: { turns: [turn('What is this?')], turnComplete: true } },
    ],
  },
  {
    name: 'realtimeInput.video: an image that wants no answer',
    command: {
      type: 'create-item',
      commandId,
      item: { ...say(''), content: [{ type: 'image', url: 'data:image/png;base64,iVBO' }] },
    },
    frames: [{ realtimeInput: { video: { mimeType: 'image/png', data: 'iVBO' } } }],
  },
];

const HISTORY = [say('It was renewed.', 'system'), say('Hello'), say('Hi.', 'agent')] as const;

const HISTORY_FIXTURES: readonly CommandFixture[] = [
  {
    name: 'setup that promises a history',
    command: { type: 'configure', commandId, config: {}, isInitial: true, history: HISTORY },
    frames: [{ setup: { ...always, historyConfig: { initialHistoryInClientContent: true } } }],
  },
  {
    name: 'clientContent with an earlier conversation',
    command: { type: 'seed-history', commandId, items: HISTORY },
    frames: [
      {
        clientContent: {
          turns: [turn('(Note of the app: It was renewed.)'), turn('Hello'), turn('Hi.', 'model')],
          turnComplete: true,
        },
      },
    ],
  },
];

/** Every command with its frames on a new connection. */
export const COMMAND_FIXTURES: readonly CommandFixture[] = [
  ...CONFIGURE,
  ...HISTORY_FIXTURES,
  {
    name: 'realtimeInput.audio',
    command: { type: 'append-audio', audio: new Uint8Array([0, 1, 2, 255]) },
    frames: [{ realtimeInput: { audio: { data: 'AAEC/w==', mimeType: 'audio/pcm;rate=16000' } } }],
  },
  {
    name: 'realtimeInput.activityStart',
    command: { type: 'begin-turn', commandId },
    frames: [{ realtimeInput: { activityStart: {} } }],
  },
  {
    name: 'realtimeInput.activityEnd',
    command: { type: 'commit-turn', commandId },
    frames: [{ realtimeInput: { activityEnd: {} } }],
  },
  { name: 'nothing to throw away', command: { type: 'clear-input', commandId }, frames: [] },
  ...ITEMS,
  {
    name: 'clientContent that asks for an answer',
    command: { type: 'create-response', commandId, options: {} },
    frames: [{ clientContent: { turnComplete: true } }],
  },
  {
    name: 'clientContent that stops an answer',
    command: { type: 'cancel-response', commandId, responseId: 'resp_1_1' },
    frames: [{ clientContent: { turnComplete: false } }],
  },
  { name: 'no buffer of the vendor’s to clear', command: { type: 'clear-output', commandId }, frames: [] },
  {
    name: 'toolResponse with data',
    command: { ...output, output: '{"sky":"clear"}', isError: false },
    frames: result({ response: { output: { sky: 'clear' } } }),
  },
  {
    name: 'toolResponse with an error',
    command: { ...output, output: 'No such city.', isError: true },
    frames: result({ response: { error: 'No such city.' } }),
  },
  {
    name: 'toolResponse that is not to be spoken about',
    command: { ...output, output: 'Done.', isError: false, respond: 'silent' },
    frames: result({ response: { output: 'Done.' }, scheduling: 'SILENT' }),
  },
];

const configure = (config: object, isInitial = true) =>
  ({ type: 'configure', commandId, isInitial, config }) as ClientCommand;

/** Commands and settings that Gemini does not support. */
export const REFUSED_COMMANDS: readonly { readonly name: string; readonly command: ClientCommand }[] = [
  {
    name: 'a truncation',
    command: { type: 'truncate-item', commandId, itemId: 'i', contentIndex: 0, audioEndMs: 9 },
  },
  { name: 'taking an item out', command: { type: 'remove-item', commandId, itemId: 'i' } },
  { name: 'asking for an item', command: { type: 'retrieve-item', commandId, itemId: 'i' } },
  {
    name: 'an approval',
    command: { type: 'answer-approval', commandId, approvalRequestId: 'a', isApproved: true, reason: null },
  },
  {
    name: 'a response of another kind',
    command: { type: 'create-response', commandId, options: { instructions: 'x' } },
  },
  {
    name: 'an item that is not a message',
    command: {
      type: 'create-item',
      commandId,
      item: { type: 'tool-output', id: 'i', callId: 'c', output: '' },
    },
  },
  {
    name: 'a history with an item that is not a message',
    command: {
      type: 'seed-history',
      commandId,
      items: [{ type: 'tool-output', id: 'i', callId: 'c', output: '' }],
    },
  },
  { name: 'a change of voice in mid-session', command: configure({ voice: 'Puck' }, false) },
  { name: 'speed', command: configure({ speed: 1.2 }) },
  { name: 'written answers', command: configure({ outputModality: 'text' }) },
  { name: 'noise reduction', command: configure({ noiseReduction: 'near-field' }) },
  { name: 'remote tools', command: configure({ remoteTools: [{ label: 'a', url: 'https://a.example' }] }) },
  { name: 'a tool that must be called', command: configure({ toolChoice: 'required' }) },
  { name: 'one call at a time', command: configure({ parallelToolCalls: false }) },
  { name: 'detection by meaning', command: configure({ turnDetection: { mode: 'semantic' } }) },
  { name: 'an idle time', command: configure({ turnDetection: { mode: 'server', idleTimeoutMs: 5000 } }) },
  {
    name: 'turns without answers',
    command: configure({ turnDetection: { mode: 'server', autoRespond: false } }),
  },
  { name: 'a transcriber of one’s choice', command: configure({ transcription: { model: 'x' } }) },
  { name: 'a level of thinking on the model that has none', command: configure({ reasoningEffort: 'low' }) },
];
