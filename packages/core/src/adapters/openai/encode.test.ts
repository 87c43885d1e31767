import { describe, expect, test } from 'vitest';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { COMMAND_FIXTURES } from './command-fixtures.ts';
import { createAdapter } from './adapter.ts';
import type { OpenAIOptions } from './options.ts';

function createWriter(options?: OpenAIOptions) {
  const codec = createAdapter(options).createCodec();
  return (command: ClientCommand) =>
    codec.encode(command).map((frame) => JSON.parse(String(frame)) as unknown);
}

function createConfigurer() {
  const write = createWriter();
  return (config: SessionConfig, isInitial = false) => {
    const [frame] = write({ type: 'configure', commandId: 'cmd_1', config, isInitial });
    return (frame as { session: { audio?: { input?: object; output?: object }; tools?: unknown } }).session;
  };
}

describe('every command', () => {
  test.each(COMMAND_FIXTURES.map(({ name, command, frames }) => [name, command, frames] as const))(
    '%s',
    (_, command, frames) => {
      expect(createWriter()(command)).toEqual(frames);
    },
  );
});

describe('a later configuration', () => {
  test('never repeats the voice, unless it changes', () => {
    const configure = createConfigurer();
    configure({ voice: 'marin' }, true);
    expect(configure({ instructions: 'Slower.', voice: 'marin' })).toEqual({
      type: 'realtime',
      instructions: 'Slower.',
    });
    expect(configure({ voice: 'cedar' }).audio?.output).toMatchObject({ voice: 'cedar' });
    expect(configure({ voice: 'cedar', speed: 0.9 }).audio?.output).not.toHaveProperty('voice');
  });

  test('repeats the voice on a new connection', () => {
    const configure = createConfigurer();
    configure({ voice: 'marin' }, true);
    expect(configure({ voice: 'marin' }, true).audio?.output).toMatchObject({ voice: 'marin' });
  });

  test('repeats the whole object that a change is part of', () => {
    const configure = createConfigurer();
    configure(
      { turnDetection: { mode: 'off' }, transcription: { model: 'a' }, noiseReduction: 'near-field' },
      true,
    );
    expect(configure({ turnDetection: { mode: 'semantic' } }).audio).toEqual({
      input: {
        format: { type: 'audio/pcm', rate: 24_000 },
        turn_detection: { type: 'semantic_vad' },
        transcription: { model: 'a' },
        noise_reduction: { type: 'near_field' },
      },
    });
  });

  test('keeps the remote tools when the app changes its own, and the other way round', () => {
    const configure = createConfigurer();
    const remoteTools = [{ label: 'docs', url: 'https://tools.example' }];
    configure({ tools: [{ name: 'a' }], remoteTools }, true);
    expect(configure({ tools: [{ name: 'b' }] }).tools).toEqual([
      { type: 'function', name: 'b' },
      { type: 'mcp', server_label: 'docs', server_url: 'https://tools.example' },
    ]);
    expect(configure({ remoteTools: [] }).tools).toEqual([{ type: 'function', name: 'b' }]);
  });

  test('leaves out fields that are undefined', () => {
    const configure = createConfigurer();
    configure({ turnDetection: { mode: 'off' } }, true);
    const later = configure({ turnDetection: undefined, noiseReduction: 'off' });
    expect(later.audio?.input).toMatchObject({ turn_detection: null, noise_reduction: null });
  });

  test('does not depend on other connections', () => {
    const adapter = createAdapter();
    const [first, second] = [adapter.createCodec(), adapter.createCodec()];
    const command = {
      type: 'configure',
      commandId: 'c',
      config: { voice: 'ash' },
      isInitial: false,
    } as const;
    expect(second.encode(command)).toEqual(first.encode(command));
  });
});

test('the formats are those that the adapter was made with', () => {
  const write = createWriter({
    inputFormat: { encoding: 'g711-ulaw', sampleRateHz: 8000 },
    outputFormat: { encoding: 'g711-alaw', sampleRateHz: 8000 },
  });
  expect(write({ type: 'configure', commandId: 'c', config: {}, isInitial: true })).toMatchObject([
    {
      session: {
        audio: { input: { format: { type: 'audio/pcmu' } }, output: { format: { type: 'audio/pcma' } } },
      },
    },
  ]);
});

test('audio is written without changing or keeping the bytes', () => {
  const audio = new Uint8Array([1, 2, 3, 4, 5]);
  const [frame] = createWriter()({ type: 'append-audio', audio: audio.subarray(1, 4) });
  expect(frame).toEqual({ type: 'input_audio_buffer.append', audio: 'AgME' });
  expect([...audio]).toEqual([1, 2, 3, 4, 5]);
});

describe('a command that the vendor would refuse is refused with a code', () => {
  const commandId = 'cmd_1';
  const long = 'x'.repeat(513);
  const many = Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`key${at}`, 'v']));
  const respond = (options: object) => ({ type: 'create-response', commandId, options }) as ClientCommand;
  const truncate = (audioEndMs: number) =>
    ({ type: 'truncate-item', commandId, itemId: 'i', contentIndex: 0, audioEndMs }) as ClientCommand;
  const create = (item: object) =>
    ({ type: 'create-item', commandId, item: { id: 'i', ...item } }) as ClientCommand;

  test.each<[string, ClientCommand]>([
    ['a truncation at 0 ms', truncate(0)],
    ['a truncation at no number', truncate(Number.NaN)],
    ['a truncation before the start', truncate(-5)],
    ['a truncation without end', truncate(Number.POSITIVE_INFINITY)],
    [
      'a configuration with no number',
      { type: 'configure', commandId, isInitial: true, config: { speed: Number.NaN } },
    ],
    ['too many pairs of metadata', respond({ metadata: many })],
    ['a value of metadata that is too long', respond({ metadata: { a: long } })],
    ['a key of metadata that is too long', respond({ metadata: { [long]: 'a' } })],
    ['a value of metadata that is not text', respond({ metadata: { a: 1 } })],
    ['an item of a newer kind', create({ type: 'unknown', wireType: 'x' })],
    ['a list of remote tools', create({ type: 'remote-tool-list', serverLabel: 'a', tools: [] })],
    [
      'a message with nothing in it',
      create({ type: 'message', role: 'user', content: [{ type: 'audio', transcript: null }] }),
    ],
    [
      'a picture by the agent',
      create({ type: 'message', role: 'agent', content: [{ type: 'image', url: 'data:' }] }),
    ],
  ])('%s', (_, command) => {
    expect(() => createWriter()(command)).toThrow(
      expect.objectContaining({ code: 'invalid-config', adapterId: 'openai' }) as Error,
    );
  });
});
