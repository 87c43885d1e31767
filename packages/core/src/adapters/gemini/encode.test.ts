import { describe, expect, test } from 'vitest';
import type { ClientCommand, RespondRequest } from '../../protocol/client-command.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { COMMAND_FIXTURES } from './command-fixtures.ts';
import type { GeminiOptions } from './options.ts';
import { createAdapter } from './adapter.ts';

const commandId = 'cmd_1';
const MODELS = {
  thinker: 'gemini-3.8-live-extended-thinking',
  synchronous: 'gemini-3.1-flash-live-preview',
  old: 'gemini-2.5-flash-native-audio-preview-12-2025',
};
const coded = (code: string) => expect.objectContaining({ code, adapterId: 'gemini' }) as Error;

function createWriter(options?: GeminiOptions, resumeHandle: string | null = null) {
  const codec = createAdapter(options).createCodec({ connection: 1, resumeHandle });
  const write = (command: ClientCommand) =>
    codec.encode(command).map((frame) => JSON.parse(String(frame)) as Record<string, unknown>);
  return Object.assign(write, { codec });
}

// oxlint-disable-next-line typescript/no-explicit-any
const setup = (config: SessionConfig, options?: GeminiOptions, handle?: string): any =>
  createWriter(options, handle)({ type: 'configure', commandId, config, isInitial: true })[0]?.['setup'];

const say = (text: string) =>
  ({
    type: 'message',
    id: 'i',
    role: 'user',
    status: 'completed',
    content: [{ type: 'text', text }],
  }) as const;

describe('every command', () => {
  test.each(COMMAND_FIXTURES.map(({ name, command, frames }) => [name, command, frames] as const))(
    '%s',
    (_, command, frames) => {
      expect(createWriter()(command)).toEqual(frames);
    },
  );
});

describe('the setup', () => {
  test('resumes with the handle, and never with an empty one', () => {
    expect(setup({}, {}, 'b9c1')).toMatchObject({ sessionResumption: { handle: 'b9c1' } });
    expect(setup({}, {}, '')).toMatchObject({ sessionResumption: {} });
  });

  test.each([null, { transparent: true }, { handle: 'of another session' }])(
    'keeps the resumption to itself: vendorOptions cannot make it %o',
    (sessionResumption) => {
      const vendorOptions = { sessionResumption, proactivity: { proactiveAudio: true } };
      expect(setup({ vendorOptions }, {}, 'b9c1')).toMatchObject({
        sessionResumption: { handle: 'b9c1' },
        proactivity: { proactiveAudio: true },
      });
      expect(setup({ vendorOptions }).sessionResumption).toEqual({});
    },
  );

  test('names the model of the configuration first', () => {
    expect(setup({ model: 'models/a' }, { model: 'b' })).toMatchObject({ model: 'models/a' });
  });

  test.each([
    [MODELS.thinker, 'low', { thinkingLevel: 'LOW' }],
    [MODELS.synchronous, 'minimal', { thinkingLevel: 'MINIMAL' }],
    [MODELS.old, 'medium', { thinkingBudget: 8192 }],
  ] as const)('of %s thinks %s as it can', (model, reasoningEffort, thinkingConfig) => {
    expect(setup({ model, reasoningEffort })).toMatchObject({ generationConfig: { thinkingConfig } });
  });

  test.each([
    [MODELS.thinker, 'minimal'],
    [MODELS.synchronous, 'xhigh'],
    ['gemini-3.8-live', 'low'],
  ] as const)('of %s refuses to think %s', (model, reasoningEffort) => {
    expect(() => setup({ model, reasoningEffort })).toThrow(coded('unsupported-capability'));
  });

  test('refuses NaN', () => {
    expect(() => setup({ maxOutputTokens: Number.NaN })).toThrow(coded('invalid-config'));
  });

  test('leaves out limits and compression that are not set', () => {
    const written = setup({
      maxOutputTokens: 'unlimited',
      contextTruncation: 'disabled',
      transcription: 'off',
    });
    expect(written).not.toHaveProperty('contextWindowCompression');
    expect(written).not.toHaveProperty('inputAudioTranscription');
    expect(written.generationConfig).toEqual({ responseModalities: ['AUDIO'] });
  });
});

describe('tools', () => {
  const parameters = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      type: { type: 'string', enum: ['a'] },
      when: { type: 'array', items: { type: 'integer' } },
    },
    required: ['type'],
    additionalProperties: false,
  };
  const declare = (options: GeminiOptions) =>
    setup({ tools: [{ name: 'find', parameters }] }, options).tools[0].functionDeclarations[0] as unknown;

  test('keep their JSON Schema, and have no behavior unless it is set', () => {
    expect(declare({})).toEqual({ name: 'find', parametersJsonSchema: parameters });
  });

  test('of extended-thinking models have OpenAPI-style schemas and are NON_BLOCKING', () => {
    expect(declare({ model: MODELS.thinker })).toEqual({
      name: 'find',
      behavior: 'NON_BLOCKING',
      parameters: {
        type: 'OBJECT',
        properties: {
          type: { type: 'STRING', enum: ['a'] },
          when: { type: 'ARRAY', items: { type: 'INTEGER' } },
        },
        required: ['type'],
      },
    });
    const tools = { find: { behavior: 'blocking' } } as const;
    expect(() => declare({ model: MODELS.thinker, tools })).toThrow(coded('unsupported-capability'));
  });

  test('have the behavior that is set, where the model supports it', () => {
    expect(declare({ tools: { find: { behavior: 'blocking' } } })).toMatchObject({ behavior: 'BLOCKING' });
    const tools = { find: { behavior: 'non-blocking' } } as const;
    expect(declare({ model: MODELS.old, tools })).toMatchObject({ behavior: 'NON_BLOCKING' });
    expect(() => declare({ model: MODELS.synchronous, tools })).toThrow(coded('unsupported-capability'));
  });

  const give = (options: GeminiOptions, respond?: RespondRequest) =>
    createWriter(options)({
      type: 'send-tool-output',
      commandId,
      itemId: 'i',
      callId: 'c',
      name: 'find',
      output: 'x',
      isError: false,
      ...(respond && { respond }),
    });

  test.each<[string, GeminiOptions, RespondRequest | undefined, string | undefined]>([
    ['is scheduled by the option', { tools: { find: { scheduling: 'when-idle' } } }, undefined, 'WHEN_IDLE'],
    ['interrupts', { tools: { find: { scheduling: 'interrupt' } } }, undefined, 'INTERRUPT'],
    ['is silent where no answer is wanted', {}, 'silent', 'SILENT'],
    ['is not scheduled by default', {}, undefined, undefined],
    [
      'is not scheduled where the model waits',
      { tools: { find: { behavior: 'blocking' } } },
      'silent',
      undefined,
    ],
    ['is not scheduled by a model that always waits', { model: MODELS.synchronous }, 'silent', undefined],
  ])('give a result that %s', (_, options, respond, scheduling) => {
    const [frame] = give(options, respond) as [
      { toolResponse: { functionResponses: [{ scheduling?: string }] } },
    ];
    expect(frame.toolResponse.functionResponses[0].scheduling).toBe(scheduling);
  });
});

describe('a message', () => {
  test('is realtime input on Gemini 3.1', () => {
    const write = createWriter({ model: MODELS.synchronous });
    expect(write({ type: 'create-item', commandId, item: say('Hi'), respond: 'answer' })).toEqual([
      { realtimeInput: { text: 'Hi' } },
    ]);
    expect(write({ type: 'create-item', commandId, item: say('Hi') })).toMatchObject([
      { clientContent: { turnComplete: false } },
    ]);
  });

  test.each([
    ['nothing', { ...say(''), content: [] }],
    [
      'a picture from elsewhere',
      { ...say(''), content: [{ type: 'image', url: 'https://a.example/b.png' }] },
    ],
  ] as const)('is refused where it is %s', (_, item) => {
    expect(() => createWriter()({ type: 'create-item', commandId, item })).toThrow(coded('invalid-config'));
  });
});

describe('turns of the client', () => {
  test('are refused on a connection with automatic detection', () => {
    const write = createWriter();
    write({ type: 'configure', commandId, config: {}, isInitial: true });
    expect(() => write({ type: 'begin-turn', commandId })).toThrow(coded('unsupported-capability'));
  });

  test('are ended and cancelled once when they are discarded', () => {
    const write = createWriter();
    write({ type: 'configure', commandId, config: { turnDetection: { mode: 'off' } }, isInitial: true });
    write({ type: 'begin-turn', commandId });
    expect(write({ type: 'clear-input', commandId })).toEqual([
      { realtimeInput: { activityEnd: {} } },
      { clientContent: { turnComplete: false } },
    ]);
    expect(write({ type: 'clear-input', commandId })).toEqual([]);
  });
});

describe('pauseInput', () => {
  function createPauser(config: SessionConfig) {
    const write = createWriter();
    write({ type: 'configure', commandId, config, isInitial: true });
    write.codec.decode('{"setupComplete":{}}');
    const speak = () => write({ type: 'append-audio', audio: new Uint8Array(2) });
    return {
      speak,
      pause: () => (write.codec.pauseInput?.() ?? []).map((frame) => JSON.parse(String(frame)) as unknown),
    };
  }

  test('writes audioStreamEnd once, and again after more audio', () => {
    const { speak, pause } = createPauser({});
    expect(pause()).toEqual([]);
    speak();
    expect([...pause(), ...pause()]).toEqual([{ realtimeInput: { audioStreamEnd: true } }]);
    speak();
    expect(pause()).toHaveLength(1);
  });

  test('writes nothing where the client opens the turns', () => {
    const { speak, pause } = createPauser({ turnDetection: { mode: 'off' } });
    speak();
    expect(pause()).toEqual([]);
  });
});

describe('a change during the conversation', () => {
  test.each([MODELS.synchronous, MODELS.old])('is refused on %s', (model) => {
    const write = createWriter({ model });
    expect(() =>
      write({ type: 'configure', commandId, config: { instructions: 'x' }, isInitial: false }),
    ).toThrow(coded('unsupported-capability'));
  });

  test('contains only the fields that change', () => {
    expect(
      createWriter()({ type: 'configure', commandId, config: { instructions: 'x' }, isInitial: false }),
    ).toEqual([{ contextUpdate: { systemInstruction: { role: 'user', parts: [{ text: 'x' }] } } }]);
  });
});

test.each([
  ['call_1_1', undefined],
  ['function-call-1', 'function-call-1'],
])('the result of the call %s from before a resume has the id %s', (callId, id) => {
  const [frame] = createWriter(
    {},
    'b9c1',
  )({
    type: 'send-tool-output',
    commandId,
    itemId: 'tool_1',
    callId,
    name: 'look_up',
    output: '"found"',
    isError: false,
  });
  expect(frame).toMatchObject({ toolResponse: { functionResponses: [{ name: 'look_up' }] } });
  expect(JSON.stringify(frame).includes('"id"')).toBe(id !== undefined);
});
