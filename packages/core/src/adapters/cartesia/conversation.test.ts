import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { factsOf, LINE, MANAGED } from './facts.ts';
import { done } from './fixtures.ts';
import { createWire } from './wire.ts';

/* Whole sequences: what a frame means depends on those before it. */

function createCall(isLine = false) {
  const facts = factsOf<Capabilities>(isLine ? LINE : MANAGED, {});
  const codec = createWire(isLine, facts, { agentId: 'agent_1' }).createCodec();
  const hear = (...frames: readonly object[]) =>
    frames.flatMap((frame) => [...codec.decode(JSON.stringify(frame))]);
  return { codec, hear };
}

const ready = { type: 'session_ready', call_id: 'ac_7', agent_id: 'a', agent_version_id: 'v', audio: {} };
const started = (turn: number, role = 'assistant') => ({ type: 'turn_started', turn, role, start_time: 0 });
const ended = (turn: number, text: string, more: object = {}) => ({
  type: 'turn_ended',
  turn,
  role: 'assistant',
  text,
  interrupted: false,
  start_time: 0,
  end_time: 1,
  tool_calls: [],
  ...more,
});
const sound = { type: 'audio_output', audio: 'AAE=' };

const itemsOf = (events: readonly ServerEvent[]) =>
  events.flatMap((event) => (event.type === 'audio-delta' ? [event.itemId] : []));

describe('turns', () => {
  test('have ids that no other call has', () => {
    const { hear } = createCall();
    expect(hear(ready, started(1))[1]).toMatchObject({ responseId: 'ac_7turn_1' });
  });

  test('own the audio that comes while they are the latest of the agent’s', () => {
    const { hear } = createCall();
    const events = hear(ready, started(1), sound, ended(1, 'Hello.'), sound, started(3), sound);
    expect(itemsOf(events)).toEqual(['ac_7turn_1', 'ac_7turn_1', 'ac_7turn_3']);
  });

  test('of both roles may overlap: the words of a late question are its own', () => {
    const { hear } = createCall();
    hear(ready, started(2, 'user'), started(3), sound);
    const late = { ...ended(2, 'What time is it?'), role: 'user' };
    expect(hear(late)).toEqual([
      { type: 'turn-committed', itemId: 'ac_7turn_2' },
      { type: 'input-transcript-done', itemId: 'ac_7turn_2', transcript: 'What time is it?', usage: null },
    ]);
    expect(itemsOf(hear(sound))).toEqual(['ac_7turn_3']);
  });

  test('that are over do not silence the one that speaks', () => {
    const { hear } = createCall();
    hear(started(1), sound, started(3), sound);
    expect(hear(ended(1, 'Hel', { interrupted: true }))).toEqual([done('turn_1', 'Hel', true)]);
  });

  test('may be told of by their words alone', () => {
    const { hear } = createCall();
    hear(started(1), sound);
    hear(ended(1, 'Hello.'));
    const delta = { type: 'turn_output_text_delta', turn: 3, role: 'assistant', text: 'So ' };
    expect(hear(delta)).toMatchObject([{ responseId: 'turn_3' }]);
    expect(itemsOf(hear(sound))).toEqual(['turn_3']);
  });
});

describe('an interruption', () => {
  test.each([
    ['before the end of the turn', [{ type: 'audio_output_clear' }, ended(1, 'Hel', { interrupted: true })]],
    ['after it', [ended(1, 'Hel', { interrupted: true }), { type: 'audio_output_clear' }]],
    ['never', [ended(1, 'Hel', { interrupted: true })]],
  ])('silences the agent and ends the turn, with the clear %s', (when, frames) => {
    const cuts = when === 'never' ? 1 : 2;
    const expected = [...Array<string>(cuts).fill('output-interrupted'), 'response-done'];
    const { hear } = createCall();
    const types = hear(started(1), sound, ...frames).map(({ type }) => type);
    expect(types.slice(2).toSorted()).toEqual(expected);
  });
});

describe('a tool', () => {
  const call = (id: string, expects_response?: unknown) => ({
    type: 'client_tool_call',
    tool_call_id: id,
    tool_name: 'turn_page',
    parameters: { page: 2 },
    expects_response,
  });
  const output = (callId: string) =>
    ({
      type: 'send-tool-output',
      commandId: 'cmd_1',
      itemId: `tool_${callId}`,
      callId,
      name: 'turn_page',
      output: 'done',
      isError: false,
    }) as const;

  test('belongs to the turn in which it is called', () => {
    const { hear } = createCall();
    expect(hear(started(3), call('c1', true))[1]).toMatchObject({ responseId: 'turn_3', callId: 'c1' });
    expect(hear(ended(3, 'Done.'), call('c2', true))[1]).toMatchObject({ responseId: null });
  });

  test('is answered where an answer is waited for, and nowhere else', () => {
    const { codec, hear } = createCall();
    hear(call('asked', true), call('told', false), call('unsaid'));
    expect(codec.encode(output('told'))).toEqual([]);
    expect(codec.encode(output('asked'))).toHaveLength(1);
    expect(codec.encode(output('unsaid'))).toHaveLength(1);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['a turn of nobody', { type: 'turn_started', turn: 1, role: 'narrator' }],
    ['the end of a turn of nobody', { type: 'turn_ended', turn: 1 }],
    ['sound that is no base64', { type: 'audio_output', audio: '*' }],
    ['sound that is no text', { type: 'audio_output', audio: 7 }],
    ['a tool without a name', { type: 'client_tool_call', tool_call_id: 'c' }],
    ['a frame without a type', { audio: 'AAE=' }],
  ])('is malformed: %s', (_, frame) => {
    expect(createCall().hear(frame)).toMatchObject([{ type: 'malformed' }]);
  });
});

describe('Line’s stream', () => {
  test('names itself once the server has, and carries everything under that name', () => {
    const { codec, hear } = createCall(true);
    hear({ event: 'ack', stream_id: 'stream_9', config: {} });
    expect(JSON.parse(String(codec.encode({ type: 'append-audio', audio: new Uint8Array(2) })[0]))).toEqual({
      event: 'media_input',
      stream_id: 'stream_9',
      media: { payload: 'AAA=' },
    });
  });

  test.each([
    ['custom', { event: 'custom', metadata: { cart: 3 } }],
    ['dtmf', { event: 'dtmf', dtmf: '7' }],
  ])('takes %s as an event of its own', (_, event) => {
    const { codec, hear } = createCall(true);
    hear({ event: 'ack', stream_id: 'stream_9', config: {} });
    expect(JSON.parse(String(codec.encodeVendorEvent?.(event)[0]))).toEqual({
      stream_id: 'stream_9',
      ...event,
    });
  });

  test('counts turns that have no number', () => {
    const { hear } = createCall(true);
    const turn = (event: string, role: string, more = {}) => ({ event, [event]: { role, ...more } });
    const media = { event: 'media_output', media: { payload: 'AAE=' } };
    const events = hear(
      { event: 'ack', stream_id: 's' },
      turn('turn_started', 'assistant'),
      media,
      turn('turn_ended', 'assistant', { text: 'Hello.' }),
      turn('turn_started', 'user'),
      turn('turn_ended', 'user', { text: 'Hi.' }),
      turn('turn_started', 'assistant'),
      media,
    );
    expect(itemsOf(events)).toEqual(['spart_1', 'spart_3']);
    expect(events.filter(({ type }) => type === 'turn-committed')).toEqual([
      { type: 'turn-committed', itemId: 'spart_2' },
    ]);
  });
});

test('Managed Agents take the keys of a telephone as an event of their own', () => {
  const { codec } = createCall();
  expect(codec.encodeVendorEvent?.({ type: 'dtmf_input', digit: '5' })).toEqual([
    '{"type":"dtmf_input","digit":"5"}',
  ]);
});
