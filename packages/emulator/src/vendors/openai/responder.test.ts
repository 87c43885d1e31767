import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import type { AgentOutput, AgentTurn } from '../../agent/agent.ts';
import type { Emulator } from '../../create-emulator.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import { connect } from '../../../test/wire-client.ts';
import type { Frame, WireClient } from '../../../test/wire-client.ts';

const CREATE = { type: 'response.create' };

/** Collects what the agent was asked and answers the same every time. */
function asking(...outputs: readonly AgentOutput[]): {
  agent: NonNullable<EmulatorOptions['agent']>;
  turns: AgentTurn[];
} {
  const turns: AgentTurn[] = [];
  return {
    turns,
    agent: {
      respond(turn) {
        turns.push(turn);
        return outputs;
      },
    },
  };
}

/** A response that stands still after its first audio, because time does. */
async function halfway(options: EmulatorOptions = {}): Promise<{
  client: WireClient;
  clock: ReturnType<typeof createManualClock>;
  emulator: Emulator;
  response: Frame;
}> {
  const clock = createManualClock();
  const emulator = await startEmulator({
    clock,
    pace: 1,
    agent: saying('One two three four five.'),
    ...options,
  });
  const client = await connect(emulator);
  const { response } = await client.ask(CREATE, 'response.created');
  await client.until('response.output_audio.delta');
  return { client, clock, emulator, response: response as Frame };
}

describe('a spoken response', () => {
  it('has the events of the wire in their order', async () => {
    const client = await connect(await startEmulator({ agent: saying('Hi there.') }));
    await client.write('Hello.', 'user');
    const before = client.frames.length;
    await client.ask(CREATE, 'rate_limits.updated');
    const types = client.frames.slice(before).map((frame) => frame.type);
    const isDelta = (type: string) => /\.output_audio(_transcript)?\.delta$/.test(type);
    expect(types.filter((type) => !isDelta(type))).toEqual([
      'response.created',
      'response.output_item.added',
      'conversation.item.added',
      'response.content_part.added',
      'response.output_audio.done',
      'response.output_audio_transcript.done',
      'response.content_part.done',
      'conversation.item.done',
      'response.output_item.done',
      'response.done',
      'rate_limits.updated',
    ]);
    // The words lead.
    expect(types.indexOf('response.output_audio_transcript.delta')).toBe(4);
    expect(types.indexOf('response.output_audio.delta')).toBeGreaterThan(4);
  });

  it('has items, parts and ids that belong together', async () => {
    const client = await connect(await startEmulator({ agent: saying('Hi there.') }));
    await client.write('Hello.', 'user');
    const { response } = await client.ask(CREATE, 'response.created');
    expect(response).toEqual({
      object: 'realtime.response',
      id: expect.stringMatching(/^resp_/),
      status: 'in_progress',
      status_details: null,
      output: [],
      conversation_id: expect.stringMatching(/^conv_/),
      output_modalities: ['audio'],
      max_output_tokens: 'inf',
      audio: { output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'alloy' } },
      usage: null,
      metadata: null,
    });
    const { item } = await client.until('response.output_item.added');
    expect(item).toEqual({
      id: item.id,
      type: 'message',
      status: 'in_progress',
      role: 'assistant',
      content: [],
    });
    expect(await client.until('conversation.item.added')).toMatchObject({ previous_item_id: 'user', item });
    const at = { response_id: response.id, item_id: item.id, output_index: 0, content_index: 0 };
    expect(await client.until('response.content_part.added')).toMatchObject({
      ...at,
      part: { type: 'audio', transcript: '' },
    });
    const delta = await client.until('response.output_audio_transcript.delta');
    expect(delta).toMatchObject({ ...at, delta: 'Hi', obfuscation: expect.stringMatching(/^\w+$/) });
    expect(await client.until('response.output_audio.delta')).toMatchObject(at);
    const transcript = 'Hi there.';
    expect(await client.until('response.output_audio_transcript.done')).toMatchObject({ ...at, transcript });
    expect(await client.until('response.content_part.done')).toMatchObject({
      ...at,
      part: { type: 'audio', transcript },
    });
    const done = await client.until('response.done');
    const said = { ...item, status: 'completed', content: [{ type: 'output_audio', transcript }] };
    expect(done.response).toMatchObject({
      id: response.id,
      status: 'completed',
      status_details: null,
      output: [said],
    });
  });

  it.each([
    ['audio/pcm', 48],
    ['audio/pcmu', 8],
    ['audio/pcma', 8],
  ])('is sent as %s, every word of 200 ms', async (type, bytesPerMs) => {
    const emulator = await startEmulator({ agent: saying('One two three.') });
    const client = await connect(emulator);
    await client.update({ audio: { output: { format: { type } } } });
    await client.ask(CREATE, 'response.done');
    const bytes = client.frames
      .filter((frame) => frame.type === 'response.output_audio.delta')
      .reduce((sum, frame) => sum + Buffer.from(frame.delta, 'base64').length, 0);
    expect(bytes).toBe(600 * bytesPerMs);
  });

  it('is faster than real time by its pace, with the words ahead of it', async () => {
    const { client, clock } = await halfway({ pace: 4 });
    const sounds = () => client.frames.filter((frame) => frame.type === 'response.output_audio.delta').length;
    expect(sounds()).toBe(1);
    await clock.advanceAsync(25);
    await client.until('response.output_audio.delta');
    expect(sounds()).toBe(2);
    await clock.advanceAsync(225);
    await client.until('response.done');
    expect(sounds()).toBe(10);
  });

  it('speaks faster when it is asked to', async () => {
    const client = await connect(await startEmulator({ agent: saying('One two three.') }));
    await client.update({ audio: { output: { speed: 1.5 } } });
    await client.ask(CREATE, 'response.done');
    const bytes = client.frames
      .filter((frame) => frame.type === 'response.output_audio.delta')
      .reduce((sum, frame) => sum + Buffer.from(frame.delta, 'base64').length, 0);
    expect(bytes / 48).toBeCloseTo(400, 0);
  });
});

describe('a written response', () => {
  it('has text instead of audio', async () => {
    const client = await connect(await startEmulator({ agent: saying('Hi there.') }));
    await client.update({ output_modalities: ['text'] });
    await client.write('Hello.', 'user');
    const before = client.types.length;
    await client.ask(CREATE, 'rate_limits.updated');
    expect(client.types.slice(before, -2)).toEqual([
      'response.created',
      'response.output_item.added',
      'conversation.item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'conversation.item.done',
      'response.output_item.done',
    ]);
    const done = client.frames.find((frame) => frame.type === 'response.done');
    expect(done?.response.output[0].content).toEqual([{ type: 'output_text', text: 'Hi there.' }]);
  });
});

describe('a call of a tool', () => {
  const tools = [{ type: 'function', name: 'look_up', parameters: { type: 'object', properties: {} } }];
  const call: AgentOutput = { type: 'tool-call', name: 'look_up', arguments: { word: 'lighthouse' } };

  it('streams its arguments, without a content index', async () => {
    const { agent, turns } = asking(call);
    const client = await connect(await startEmulator({ agent }));
    await client.update({ tools });
    const added = await client.ask(CREATE, 'response.output_item.added');
    expect(added.item).toMatchObject({
      type: 'function_call',
      status: 'in_progress',
      name: 'look_up',
      arguments: '',
    });
    const done = await client.until('response.function_call_arguments.done');
    expect(done).toEqual({
      type: 'response.function_call_arguments.done',
      event_id: expect.any(String),
      response_id: added.response_id,
      item_id: added.item.id,
      output_index: 0,
      call_id: added.item.call_id,
      name: 'look_up',
      arguments: '{"word":"lighthouse"}',
    });
    const deltas = client.frames.filter((frame) => frame.type === 'response.function_call_arguments.delta');
    expect(deltas.map((frame) => frame.delta).join('')).toBe(done.arguments);
    expect((await client.until('response.done')).response.output[0]).toMatchObject({
      status: 'completed',
      arguments: done.arguments,
    });
    expect(turns[0]?.tools).toMatchObject([{ name: 'look_up' }]);
  });

  it('gives its output to the agent of the next response', async () => {
    const { agent, turns } = asking(call);
    const client = await connect(await startEmulator({ agent }));
    await client.update({ tools });
    const { item } = await client.ask(CREATE, 'response.output_item.done');
    await client.until('response.done');
    const output = { type: 'function_call_output', call_id: item.call_id, output: 'A tower with a lamp.' };
    await client.ask({ type: 'conversation.item.create', item: output }, 'conversation.item.done');
    await client.ask(CREATE, 'response.done');
    expect(turns[1]?.history.at(-1)).toEqual({ role: 'tool', text: 'A tower with a lamp.' });
  });

  it('may follow a spoken comment on the newer models, in one response', async () => {
    const { agent, turns } = asking({ type: 'speech', text: 'One moment.', purpose: 'comment' }, call);
    const client = await connect(await startEmulator({ agent }), {
      path: '/v1/realtime?model=gpt-realtime-2.1',
    });
    const done = await client.ask(CREATE, 'response.done');
    expect(done.response.output).toMatchObject([
      { type: 'message', phase: 'commentary' },
      { type: 'function_call', name: 'look_up' },
    ]);
    expect(turns[0]?.canComment).toBe(true);
    expect(done.response.usage.output_token_details.reasoning_tokens).toBeGreaterThan(0);
  });
});

describe('an option of a response', () => {
  it('counts for that response only', async () => {
    const { agent, turns } = asking({ type: 'speech', text: 'Yes.' });
    const client = await connect(await startEmulator({ agent }));
    const response = {
      instructions: 'Say yes.',
      output_modalities: ['text'],
      max_output_tokens: 100,
      metadata: { purpose: 'test' },
      audio: { output: { voice: 'cedar' } },
      tools: [{ type: 'function', name: 'agree' }],
      tool_choice: 'none',
    };
    const created = await client.ask({ ...CREATE, response }, 'response.created');
    expect(created.response).toMatchObject({
      output_modalities: ['text'],
      max_output_tokens: 100,
      metadata: { purpose: 'test' },
      audio: { output: { voice: 'cedar', format: { type: 'audio/pcm', rate: 24_000 } } },
    });
    await client.until('response.done');
    await client.ask(CREATE, 'response.done');
    expect(turns[0]).toMatchObject({
      instructions: 'Say yes.',
      toolChoice: 'none',
      tools: [{ name: 'agree' }],
    });
    expect(turns[1]).toMatchObject({ toolChoice: 'auto', tools: [] });
  });

  it.each([
    ['another model', { model: 'gpt-realtime' }, 'unknown_parameter', 'response.model'],
    [
      'both modalities',
      { output_modalities: ['audio', 'text'] },
      'invalid_value',
      'response.output_modalities',
    ],
    ['metadata that is not text', { metadata: { a: 1 } }, 'invalid_value', 'response.metadata.a'],
    [
      'a reference to nothing',
      { input: [{ type: 'item_reference', id: 'unknown' }] },
      'invalid_value',
      'response.input[0].id',
    ],
    [
      'an item that is none',
      { input: [{ type: 'message', role: 'user' }] },
      'missing_required_parameter',
      'response.input[0].content',
    ],
  ])('cannot be %s', async (_, response, code, param) => {
    const client = await connect(await startEmulator());
    expect(await client.refusal({ ...CREATE, response })).toMatchObject({ code, param });
    expect(client.types).not.toContain('response.created');
  });

  it('may be the context, as items and as references', async () => {
    const { agent, turns } = asking({ type: 'speech', text: 'Yes.' });
    const client = await connect(await startEmulator({ agent }));
    await client.write('Remember me', 'kept');
    await client.write('Forget me');
    const input = [
      { type: 'item_reference', id: 'kept' },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'And me' }] },
    ];
    await client.ask({ ...CREATE, response: { input } }, 'response.done');
    expect(turns[0]?.history.map((entry) => entry.text)).toEqual(['Remember me', 'And me']);
  });

  it('may be its end: at the limit of tokens it is incomplete', async () => {
    const client = await connect(
      await startEmulator({ agent: saying('One two three four five six seven eight.') }),
    );
    const { response } = await client.ask(
      { ...CREATE, response: { max_output_tokens: 12 } },
      'response.done',
    );
    expect(response).toMatchObject({
      status: 'incomplete',
      status_details: { type: 'incomplete', reason: 'max_output_tokens' },
      output: [{ status: 'incomplete' }],
    });
    expect(response.usage.output_tokens).toBeLessThanOrEqual(16);
  });
});
