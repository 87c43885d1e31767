import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { ConvaiClient, createAgent, openConvai } from '../../../test/convai-client.ts';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import type { Frame } from '../../../test/wire-client.ts';

const eventOf = (frame: Frame, key: string) => frame[key] as Record<string, unknown>;
const query = (agentId: string) => ({ path: `/v1/convai/conversation?agent_id=${agentId}` });

describe('opening a conversation', () => {
  it('answers the subprotocol, sends the formats first, and greets with audio and its times', async () => {
    const client = new ConvaiClient(await startEmulator());
    expect(await client.start()).toEqual({
      type: 'conversation_initiation_metadata',
      conversation_initiation_metadata_event: {
        conversation_id: expect.stringMatching(/^conv_/),
        agent_output_audio_format: 'pcm_16000',
        user_input_audio_format: 'pcm_16000',
      },
    });
    expect(client.socket.protocol).toBe('convai');
    expect(await client.words()).toBe('Hello! I am listening.');
    const audio = eventOf(await client.until('audio'), 'audio_event');
    const { chars, char_start_times_ms } = audio['alignment'] as Record<string, unknown[]>;
    expect(chars?.join('')).toBe('Hello!');
    expect(char_start_times_ms?.[0]).toBe(0);
  });

  it.each<[string, object, string]>([
    ['sound first', { user_audio_chunk: 'AAA=' }, 'missing_fields'],
    ['a type that is none', { type: 'session.update' }, 'invalid_message'],
    [
      'a voice that is not text',
      { type: 'conversation_initiation_client_data', conversation_config_override: { tts: { voice_id: 7 } } },
      'invalid_message',
    ],
    [
      'a variable of the vendor’s',
      { type: 'conversation_initiation_client_data', dynamic_variables: { system__x: 1 } },
      'value_error',
    ],
  ])('ends at a wrong first message: %s', async (_, frame, error_type) => {
    const client = new ConvaiClient(await startEmulator());
    await client.opened;
    client.send(frame as Record<string, unknown>);
    expect(eventOf(await client.take(), 'error_event')).toMatchObject({ code: 1008, error_type });
    expect((await client.closed).code).toBe(1008);
  });

  it('waits ten seconds for it', async () => {
    const clock = createManualClock();
    const client = new ConvaiClient(await startEmulator({ clock }));
    await client.opened;
    clock.advance(10_000);
    expect((await client.closed).code).toBe(1008);
  });

  it('takes what the agent’s settings allow to be different, and nothing else', async () => {
    const emulator = await startEmulator();
    const agentId = await createAgent(
      emulator,
      { agent: { first_message: 'Hello {{name}}.' } },
      { overrides: { conversation_config_override: { agent: { language: true, first_message: false } } } },
    );
    const allowed = new ConvaiClient(emulator, query(agentId));
    await allowed.start({ agent: { language: 'fr' } }, { dynamic_variables: { name: 'Ada' } });
    expect(await allowed.words()).toBe('Hello Ada.');
    const refused = new ConvaiClient(emulator, query(agentId));
    const override = eventOf(await refused.start({ agent: { first_message: 'Hi.' } }), 'error_event');
    expect(override).toMatchObject({ error_type: 'override_error' });
    expect((await refused.closed).code).toBe(1008);
    const missing = eventOf(await new ConvaiClient(emulator, query(agentId)).start(), 'error_event');
    expect(missing).toMatchObject({ error_type: 'missing_dynamic_variable' });
  });

  it('sends the events that are named, and no others', async () => {
    const client = new ConvaiClient(await startEmulator());
    await client.start({ conversation: { client_events: ['agent_response', 'context_usage', 'vad_score'] } });
    await client.until('context_usage');
    client.say(20, 0);
    await client.until('vad_score');
    expect(new Set(client.types)).toEqual(
      new Set(['conversation_initiation_metadata', 'agent_response', 'context_usage', 'vad_score']),
    );
  });
});

describe('a turn', () => {
  it('that is spoken is written down and answered, under growing numbers', async () => {
    const recognizer = createScriptedRecognizer(['thank you']);
    const client = await openConvai(await startEmulator({ recognizer }));
    client.say(600, 0);
    await expect.poll(() => recognizer.heardMs.length).toBe(1);
    recognizer.say('thank');
    client.say(0, 800);
    const tentative = await client.until('tentative_user_transcript');
    expect(eventOf(tentative, 'tentative_user_transcription_event')).toMatchObject({
      user_transcript: 'Thank',
    });
    const said = eventOf(await client.until('user_transcript'), 'user_transcription_event');
    expect(said['user_transcript']).toBe('Thank you');
    expect(await client.words()).toBe('You are welcome. What else can I do for you?');
    const last = eventOf(await client.until('audio'), 'audio_event');
    expect(last['event_id']).toBeGreaterThan(said['event_id'] as number);
  });

  it('that is written is answered; what is only to be known is not', async () => {
    const client = await openConvai(await startEmulator({ agent: saying('Yes.') }));
    client.send({ type: 'contextual_update', text: 'It rains.', context_id: 'weather' });
    client.send({ type: 'user_activity' });
    client.send({ type: 'feedback', event_id: 1, score: 'like' });
    client.send({ type: 'multimodal_message', text: { type: 'user_message', text: 'Does it rain?' } });
    expect(await client.words()).toBe('Yes.');
  });

  it('in writing has no sound', async () => {
    const client = new ConvaiClient(await startEmulator());
    await client.start({ conversation: { text_only: true } });
    await client.words();
    client.send({ type: 'user_message', text: 'thanks' });
    expect(await client.words()).toContain('welcome');
    expect(client.types).not.toContain('audio');
    client.send({ user_audio_chunk: 'AAA=' });
    expect((await client.closed).code).toBe(1008);
  });
});

describe('an interruption', () => {
  it('comes while the agent plays, and corrects the text to the played words', async () => {
    const clock = createManualClock();
    const agent = saying('One two three four five six seven eight nine ten.');
    const client = new ConvaiClient(await startEmulator({ clock, pace: 8, agent }));
    await client.start();
    await clock.advanceAsync(5_000);
    client.say();
    await client.until('user_transcript');
    await clock.advanceAsync(1);
    await client.until('audio');
    await clock.advanceAsync(500);
    client.say();
    const interruption = await client.until('interruption');
    const cut = eventOf(interruption, 'interruption_event');
    // The next answer may have begun already.
    const before = client.frames.slice(0, client.frames.indexOf(interruption));
    const sounds = before.filter(({ type }) => type === 'audio');
    const last = Math.max(...sounds.map((frame) => eventOf(frame, 'audio_event')['event_id'] as number));
    expect(cut['event_id']).toBe(last);
    const correction = await client.until('agent_response_correction');
    const told = eventOf(correction, 'agent_response_correction_event');
    expect(told['corrected_agent_response']).toMatch(/^One two/);
    expect(told['corrected_agent_response']).not.toContain('ten');
  });

  it('does not come when the agent has been heard to its end', async () => {
    const clock = createManualClock();
    const client = new ConvaiClient(await startEmulator({ clock }));
    await client.start();
    await clock.advanceAsync(1);
    await client.until('audio');
    await clock.advanceAsync(5_000);
    client.say();
    await client.until('user_transcript');
    expect(client.types).not.toContain('interruption');
  });
});

describe('a tool', () => {
  const ask = { type: 'user_message', text: 'what is the weather in Paris' };

  it('of the client’s is called, and its result is spoken about', async () => {
    const client = await openConvai(await startEmulator());
    client.send(ask);
    const call = eventOf(await client.until('client_tool_call'), 'client_tool_call');
    expect(call).toMatchObject({ tool_name: 'get_weather', parameters: { place: 'Paris' } });
    const { tool_call_id } = call;
    client.send({ type: 'client_tool_result', tool_call_id: 'unknown', result: 'x', is_error: false });
    client.send({ type: 'client_tool_result', tool_call_id, result: 'It is sunny', is_error: false });
    expect(eventOf(await client.until('agent_tool_response'), 'agent_tool_response')).toMatchObject({
      tool_call_id,
      is_error: false,
    });
    expect(await client.words()).toContain('It is sunny');
  });

  it('that does not answer is not waited for longer than it is set up for', async () => {
    const clock = createManualClock();
    const client = new ConvaiClient(await startEmulator({ clock }));
    await client.start();
    await clock.advanceAsync(1);
    await client.words();
    client.send(ask);
    await client.until('client_tool_call');
    await clock.advanceAsync(20_000);
    expect(await client.words()).toContain('did not work');
  });

  it('of a remote server waits for consent, which may be refused', async () => {
    const emulator = await startEmulator();
    const tool = { type: 'mcp', name: 'find_order', description: 'Finds an order.' };
    const agentId = await createAgent(emulator, {
      agent: { prompt: { tools: [{ ...tool, approval_policy: 'require_approval_all' }] } },
      conversation: { client_events: ['mcp_tool_call', 'agent_response'] },
    });
    const client = new ConvaiClient(emulator, query(agentId));
    await client.start();
    client.send({ type: 'user_message', text: 'find my order' });
    const next = async () => eventOf(await client.until('mcp_tool_call'), 'mcp_tool_call');
    expect(await next()).toMatchObject({ state: 'loading', tool_name: 'find_order' });
    const { tool_call_id, state } = await next();
    expect(state).toBe('awaiting_approval');
    client.send({ type: 'mcp_tool_approval_result', tool_call_id, is_approved: false });
    expect(await next()).toMatchObject({ state: 'failure' });
    expect(await client.words()).toContain('did not approve');
  });
});

describe('the end', () => {
  it('comes from an agent that says goodbye, after the tool for it', async () => {
    const client = await openConvai(await startEmulator());
    client.send({ type: 'user_message', text: 'bye' });
    expect(eventOf(await client.until('agent_tool_response'), 'agent_tool_response')).toMatchObject({
      tool_name: 'end_call',
    });
    expect((await client.closed).code).toBe(1000);
  });

  it('comes when the time is over, after ten minutes or when it was set to', async () => {
    const clock = createManualClock();
    const client = new ConvaiClient(await startEmulator({ clock }));
    await client.start({ conversation: { text_only: true, max_duration_seconds: 90 } });
    await clock.advanceAsync(90_000);
    expect(eventOf(await client.until('error'), 'error_event')).toMatchObject({
      error_type: 'max_duration_exceeded',
    });
    expect((await client.closed).code).toBe(1000);
  });

  it('comes after 60 seconds in which nothing is received but pongs', async () => {
    const clock = createManualClock();
    const client = new ConvaiClient(await startEmulator({ clock }));
    await client.start();
    await clock.advanceAsync(40_000);
    const { event_id } = eventOf(await client.until('ping'), 'ping_event');
    client.send({ type: 'pong', event_id });
    client.send({ type: 'user_activity' });
    client.send({ type: 'feedback', event_id: 1, score: null });
    client.send({ type: 'user_message', text: 'hello' });
    await client.words();
    await clock.advanceAsync(59_000);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    await clock.advanceAsync(1_000);
    expect(eventOf(await client.until('error'), 'error_event')).toMatchObject({
      error_type: 'transport_receive_timeout',
    });
    expect((await client.closed).code).toBe(1002);
  });

  it('comes from an agent that fails', async () => {
    const agent = {
      respond: () => {
        throw new Error('out of order');
      },
    };
    const client = await openConvai(await startEmulator({ agent }));
    client.send({ type: 'user_message', text: 'hello' });
    expect(eventOf(await client.until('error'), 'error_event')).toMatchObject({ code: 1011 });
    expect((await client.closed).code).toBe(1011);
  });
});

it('a ping carries the round trip of the one before it', async () => {
  const clock = createManualClock();
  const client = new ConvaiClient(await startEmulator({ clock }));
  await client.start({ agent: { first_message: '' } });
  await clock.advanceAsync(1);
  const first = eventOf(await client.until('ping'), 'ping_event');
  expect(first['ping_ms']).toBeNull();
  await clock.advanceAsync(35);
  client.send({ type: 'pong', event_id: first['event_id'] });
  client.send({ type: 'user_message', text: 'hello' });
  await client.words();
  await clock.advanceAsync(1_965);
  const second = eventOf(await client.until('ping'), 'ping_event');
  expect(second).toEqual({ event_id: (first['event_id'] as number) + 1, ping_ms: 35 });
});
