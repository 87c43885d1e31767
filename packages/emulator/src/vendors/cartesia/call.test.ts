import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { CallClient, openCall } from '../../../test/call-client.ts';
import { createScriptedRecognizer } from '../../../test/fake-speech.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import type { EmulatorOptions } from '../../emulator-options.ts';

const start = (options: EmulatorOptions = {}) => startEmulator(options);

describe('opening a call', () => {
  it('acknowledges the session with what was accepted, and greets', async () => {
    const client = new CallClient(await start());
    expect(await client.start()).toEqual({
      type: 'session_ready',
      call_id: expect.stringMatching(/^ac_/),
      agent_id: 'agent_1',
      agent_version_id: expect.stringMatching(/^av_/),
      audio: { input_format: 'pcm_24000', output_delivery: 'speaking_pace' },
    });
    const end = await client.turnEnd('assistant');
    expect(end).toMatchObject({ turn: 1, text: 'Hello! I am listening.', interrupted: false });
    expect(client.types.slice(1, 3)).toEqual(['turn_started', 'audio_output']);
    const deltas = client.frames.filter(({ type }) => type === 'turn_output_text_delta');
    expect(deltas.map(({ text }) => text).join('')).toBe(end['text']);
  });

  it.each([
    ['no key', { key: null }, 'unauthorized'],
    ['a token that was never minted', { key: 'at_unknown' }, 'unauthorized'],
    ['no version', { headers: { 'Cartesia-Version': '' } }, 'version_required'],
    ['an agent that is none', { path: '/v1/agents/websocket/unknown' }, 'agent_not_found'],
  ])('turns %s away', async (_, options, code) => {
    const client = new CallClient(await start(), options);
    expect(await client.take()).toMatchObject({ type: 'error', code, fatal: true });
    expect((await client.closed).code).toBe(1008);
  });

  it.each<[string, object]>([
    ['audio first', { type: 'audio_input', audio: 'AAA=' }],
    ['no format', { type: 'session_create', audio: {} }],
    ['a field that is none', { type: 'session_create', audio: { input_format: 'pcm_16000' }, model: 'x' }],
    ['a rate that is none', { type: 'session_create', audio: { input_format: 'pcm_48000' } }],
  ])('ends the call at a wrong first event: %s', async (_, frame) => {
    const client = new CallClient(await start());
    await client.opened;
    client.send(frame as Record<string, unknown>);
    expect(await client.take()).toMatchObject({ type: 'error', code: 'invalid_event', fatal: true });
    expect((await client.closed).code).toBe(1008);
  });

  it('waits ten seconds for it', async () => {
    const clock = createManualClock();
    const client = new CallClient(await start({ clock }));
    await client.opened;
    clock.advance(9_999);
    expect(client.frames).toEqual([]);
    clock.advance(1);
    expect((await client.closed).code).toBe(1008);
  });

  it('ignores a wrong event later, and reports it', async () => {
    const client = await openCall(await start());
    for (const frame of [{ type: 'session_create', audio: { input_format: 'pcm_16000' } }, { type: 'x' }]) {
      client.send(frame);
      expect(await client.until('error')).toMatchObject({ code: 'invalid_event', fatal: false });
    }
    client.socket.send(Buffer.from([1, 2, 3]), { binary: true });
    expect(await client.until('error')).toMatchObject({ fatal: false });
    client.send({ type: 'dtmf_input', digit: '12' });
    expect(await client.until('error')).toMatchObject({ message: expect.stringContaining('digit') });
    client.send({ type: 'dtmf_input', digit: '#' });
    client.say();
    expect(await client.turnEnd('user')).toBeDefined();
  });
});

describe('a spoken turn', () => {
  it('is found, written down and answered, all in one count of turns', async () => {
    const recognizer = createScriptedRecognizer(['thank you']);
    const client = await openCall(await start({ recognizer }));
    const at = client.frames.length;
    client.say();
    const answer = await client.turnEnd('assistant');
    expect(answer).toMatchObject({ turn: 3, text: 'You are welcome. What else can I do for you?' });
    const after = client.frames.slice(at);
    expect(after.slice(0, 2)).toMatchObject([
      { type: 'audio_output_clear' },
      { type: 'turn_started', turn: 2, role: 'user' },
    ]);
    expect(after.find(({ type, role }) => type === 'turn_ended' && role === 'user')).toMatchObject({
      turn: 2,
      text: 'Thank you',
      interrupted: false,
      tool_calls: [],
    });
  });

  it('may overlap with its answer, as on the real wire', async () => {
    const orders = new Set<boolean>();
    for (let seed = 1; seed <= 12 && orders.size < 2; seed += 1) {
      const client = await openCall(await start({ seed, agent: saying('Yes.') }));
      const at = client.frames.length;
      client.say();
      await client.turnEnd('assistant');
      const after = client.frames.slice(at);
      const asked = after.findIndex(({ type, role }) => type === 'turn_ended' && role === 'user');
      const answered = after.findIndex(({ type, role }) => type === 'turn_started' && role === 'assistant');
      orders.add(asked < answered);
    }
    expect(orders.size).toBe(2);
  });
});

describe('an interruption', () => {
  it('clears at once, and ends the turn with what was spoken', async () => {
    const clock = createManualClock();
    const agent = saying('One two three four five six seven eight nine ten.');
    const client = new CallClient(await start({ clock, pace: 8, agent }));
    await client.start({}, { output_delivery: 'as_available' });
    await clock.advanceAsync(5_000);
    await client.turnEnd('assistant');
    client.say();
    await client.turnEnd('user');
    await client.until('audio_output');
    await clock.advanceAsync(500);
    const at = client.frames.length;
    client.say();
    const end = await client.turnEnd('assistant');
    expect(end).toMatchObject({ interrupted: true });
    expect(end['text']).toMatch(/^One two/);
    expect(end['text']).not.toContain('ten');
    expect(client.frames.slice(at).find(({ type }) => type !== 'audio_output')).toMatchObject({
      type: 'audio_output_clear',
    });
  });
});

describe('the pace', () => {
  it.each([
    ['as_available', 8],
    ['speaking_pace', 1],
  ])('of %s is %i times that of speech', async (output_delivery, ratio) => {
    const clock = createManualClock();
    const client = new CallClient(await start({ clock, pace: 8 }));
    await client.start({}, { output_delivery });
    await client.until('audio_output');
    // The greeting is four words of 200 ms: eight chunks, of which one is here.
    for (let step = 0; step < 7; step += 1) await clock.advanceAsync(12.5);
    client.send({ type: 'nonsense' });
    await client.until('error');
    expect(client.frames.filter(({ type }) => type === 'audio_output')).toHaveLength(ratio);
    expect(client.types).not.toContain('turn_ended');
  });
});

describe('a tool of the client’s', () => {
  const recognizer = () => createScriptedRecognizer(['what is the weather in Paris', 'thanks']);

  it('is called with arguments, and its result is spoken about in the same turn', async () => {
    const client = await openCall(await start({ recognizer: recognizer() }));
    client.say();
    const call = await client.until('client_tool_call');
    expect(call).toMatchObject({
      tool_name: 'get_weather',
      parameters: { place: 'Paris' },
      expects_response: true,
    });
    const tool_call_id = String(call['tool_call_id']);
    client.send({ type: 'client_tool_result', tool_call_id: 'unknown', result: 'x' });
    client.send({ type: 'client_tool_result', tool_call_id, result: '{"summary":"It is sunny."}' });
    const end = await client.turnEnd('assistant');
    expect(end).toMatchObject({
      text: 'It is sunny.',
      tool_calls: [{ id: tool_call_id, name: 'get_weather', arguments: { place: 'Paris' } }],
    });
    client.send({ type: 'client_tool_result', tool_call_id, result: 'late' });
    client.say();
    expect(await client.turnEnd('assistant')).toMatchObject({ text: expect.stringContaining('welcome') });
    expect(client.types).not.toContain('error');
  });

  it('has at most 4,096 bytes to say', async () => {
    const client = await openCall(await start({ recognizer: recognizer() }));
    client.say();
    const { tool_call_id } = await client.until('client_tool_call');
    client.send({ type: 'client_tool_result', tool_call_id, result: 'é'.repeat(2_049) });
    expect(await client.turnEnd('assistant')).toMatchObject({
      tool_calls: [{ result: '{"error":"result_too_large"}' }],
    });
  });

  it('is not waited for longer than it was set up for', async () => {
    const clock = createManualClock();
    const client = new CallClient(await start({ clock, recognizer: recognizer() }));
    await client.start();
    await client.turnEnd('assistant');
    client.say();
    await client.until('client_tool_call');
    clock.advance(20_000);
    expect(await client.turnEnd('assistant')).toMatchObject({
      text: expect.stringContaining('timed out'),
    });
  });

  it('is set up over HTTP, and not waited for where no answer is expected', async () => {
    const emulator = await start({ recognizer: createScriptedRecognizer(['turn the page']) });
    const response = await fetch(`${emulator.origin}/v1/agents/tools`, {
      method: 'POST',
      headers: { 'X-API-Key': 'sk_car_1', 'Cartesia-Version': '2026-08-14' },
      body: JSON.stringify({ name: 'turn_page', description: 'Turns the page.', expects_response: false }),
    });
    expect(await response.json()).toMatchObject({ id: expect.stringMatching(/^tool_/), name: 'turn_page' });
    const client = await openCall(emulator);
    client.say();
    expect(await client.until('client_tool_call')).toMatchObject({
      tool_name: 'turn_page',
      expects_response: false,
    });
    expect(await client.turnEnd('assistant')).toMatchObject({ text: expect.stringContaining('done') });
  });
});

describe('the end of a call', () => {
  it('comes from an agent that says goodbye', async () => {
    const client = await openCall(await start({ recognizer: createScriptedRecognizer(['bye']) }));
    client.say();
    expect(await client.closed).toEqual({ code: 1000, reason: 'call ended by agent' });
  });

  it('comes without the end of the turn, in the middle of one', async () => {
    const clock = createManualClock();
    const emulator = await start({ clock, pace: 1, sessionCapMs: 300 });
    const client = new CallClient(emulator);
    await client.start();
    await client.until('audio_output');
    await clock.advanceAsync(300);
    expect((await client.closed).code).toBe(1000);
    expect(client.types).not.toContain('turn_ended');
  });

  it('comes from an agent that fails', async () => {
    const agent = {
      respond: () => {
        throw new Error('out of order');
      },
    };
    const client = await openCall(await start({ agent }));
    client.say();
    expect(await client.until('error')).toMatchObject({ code: 'agent_failed', fatal: true });
    expect((await client.closed).code).toBe(1011);
  });

  it('comes after 120 seconds in which nothing valid is sent', async () => {
    const clock = createManualClock();
    const client = new CallClient(await start({ clock }));
    await client.start();
    await client.turnEnd('assistant');
    clock.advance(119_000);
    client.send({ type: 'nonsense' });
    await client.until('error');
    clock.advance(1_000);
    expect(await client.closed).toEqual({ code: 1000, reason: 'connection idle timeout' });
  });

  it('comes after 240 seconds without speech, though there is audio', async () => {
    const clock = createManualClock();
    const client = new CallClient(await start({ clock }));
    await client.start();
    await client.turnEnd('assistant');
    for (let minute = 0; minute < 4; minute += 1) {
      client.sendPcm(new Float32Array(480));
      client.send({ type: 'nonsense' });
      await client.until('error');
      clock.advance(60_000);
    }
    expect(await client.closed).toEqual({ code: 1000, reason: 'call ended by agent, reason: inactivity' });
  });
});
