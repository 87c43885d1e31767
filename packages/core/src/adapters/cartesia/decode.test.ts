import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../protocol/capabilities.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { adapterFacts, LINE, MANAGED } from './capabilities.ts';
import { done } from './fixtures.ts';
import { createAdapter } from './adapter.ts';

/* Whole sequences: the meaning of a frame depends on the frames before it. */

function createCall(isLine = false) {
  const facts = adapterFacts<Capabilities>({}, isLine ? LINE : MANAGED);
  const codec = createAdapter({ agentId: 'agent_1' }, facts, isLine ? 'line' : 'managed').createCodec();
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
  test('have ids that differ from those of other calls', () => {
    const { hear } = createCall();
    expect(hear(ready, started(1))[1]).toMatchObject({ responseId: 'ac_7turn_1' });
  });

  test('have the audio that comes while they are the agent’s latest', () => {
    const { hear } = createCall();
    const events = hear(ready, started(1), sound, ended(1, 'Hello.'), sound, started(3), sound);
    expect(itemsOf(events)).toEqual(['ac_7turn_1', 'ac_7turn_1', 'ac_7turn_3']);
  });

  test('of both roles may overlap: a late question keeps its words', () => {
    const { hear } = createCall();
    hear(ready, started(2, 'user'), started(3), sound);
    const late = { ...ended(2, 'What time is it?'), role: 'user' };
    expect(hear(late)).toEqual([
      { type: 'turn-committed', itemId: 'ac_7turn_2' },
      { type: 'input-transcript-done', itemId: 'ac_7turn_2', transcript: 'What time is it?', usage: null },
    ]);
    expect(itemsOf(hear(sound))).toEqual(['ac_7turn_3']);
  });

  test('that end late do not silence the latest one', () => {
    const { hear } = createCall();
    hear(started(1), sound, started(3), sound);
    expect(hear(ended(1, 'Hel', { interrupted: true }))).toEqual([done('turn_1', 'Hel', true)]);
  });

  test('begin with their text where turn_started is missing', () => {
    const { hear } = createCall();
    hear(started(1), sound);
    hear(ended(1, 'Hello.'));
    const delta = { type: 'turn_output_text_delta', turn: 3, role: 'assistant', text: 'So ' };
    expect(hear(delta)).toMatchObject([{ responseId: 'turn_3' }]);
    expect(itemsOf(hear(sound))).toEqual(['turn_3']);
  });
});

describe('a turn whose events go wrong', () => {
  const user = (type: string, turn: number, text = '') => ({ type, turn, role: 'user', text });
  const typesOf = (events: readonly ServerEvent[]) => events.map(({ type }) => type);

  test('ends with the end of a later one where its turn_ended is missing', () => {
    const { hear } = createCall();
    hear(started(1), sound, started(3), sound);
    const events = hear(ended(3, 'Yes.'));
    expect(events).toMatchObject([{ responseId: 'turn_1' }, { responseId: 'turn_3' }]);
    expect(typesOf(events)).toEqual(['response-done', 'response-done']);
    expect(hear(ended(1, 'Hello.'))).toEqual([]);
  });

  test('starts and ends once where both events are repeated', () => {
    const { hear } = createCall();
    expect(typesOf(hear(started(1), started(1), ended(1, 'Hi.'), ended(1, 'Hi.')))).toEqual([
      'response-started',
      'response-done',
    ]);
    const twice = [user('turn_started', 2), user('turn_ended', 2, 'Yes?')].flatMap((event) => [event, event]);
    expect(typesOf(hear(...twice))).toEqual(['speech-started', 'turn-committed', 'input-transcript-done']);
  });

  test('has its audio under one id where turn_started comes late', () => {
    const { hear } = createCall();
    const events = hear(sound, started(1), sound, ended(1, 'Hello.'));
    expect(itemsOf(events)).toEqual(['part_1_1', 'part_1_1']);
    expect(events.at(-1)).toMatchObject({ type: 'response-done', responseId: 'part_1_1' });
  });

  test('of the user is committed without words when the next one starts, and gets late words', () => {
    const { hear } = createCall();
    hear(user('turn_started', 2));
    expect(hear(user('turn_started', 4))).toMatchObject([
      { type: 'turn-committed', itemId: 'turn_2' },
      { type: 'input-transcript-failed', itemId: 'turn_2' },
      { type: 'speech-started', itemId: 'turn_4' },
    ]);
    expect(hear(user('turn_ended', 2, 'So?'))).toMatchObject([
      { type: 'input-transcript-done', itemId: 'turn_2', transcript: 'So?' },
    ]);
  });

  test('is new after the user’s turn where turn_started is missing', () => {
    const { hear } = createCall();
    hear(started(1), sound, { type: 'audio_output_clear' }, user('turn_started', 2));
    hear(user('turn_ended', 2, 'Stop.'));
    const events = hear(sound, ended(3, 'Fine.'));
    expect(itemsOf(events)).toEqual(['part_1_1']);
    expect(events.filter(({ type }) => type === 'response-done')).toMatchObject([
      { responseId: 'turn_1', outcome: 'cancelled' },
      { responseId: 'part_1_1', outcome: 'completed' },
    ]);
  });
});

describe('an interruption', () => {
  test.each([
    ['before the end of the turn', [{ type: 'audio_output_clear' }, ended(1, 'Hel', { interrupted: true })]],
    ['after it', [ended(1, 'Hel', { interrupted: true }), { type: 'audio_output_clear' }]],
    ['never', [ended(1, 'Hel', { interrupted: true })]],
  ])('silences the agent and ends the turn, with audio_output_clear %s', (when, frames) => {
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

  test('belongs to the open turn', () => {
    const { hear } = createCall();
    expect(hear(started(3), call('c1', true))[1]).toMatchObject({ responseId: 'turn_3', callId: 'c1' });
    expect(hear(ended(3, 'Done.'), call('c2', true))[1]).toMatchObject({ responseId: null });
  });

  test('gets a result unless expects_response is false', () => {
    const { codec, hear } = createCall();
    hear(call('expected', true), call('unexpected', false), call('unknown'));
    expect(codec.encode(output('unexpected'))).toEqual([]);
    expect(codec.encode(output('expected'))).toHaveLength(1);
    expect(codec.encode(output('unknown'))).toHaveLength(1);
  });
});

describe('a frame', () => {
  test.each([
    ['with a turn of an unknown role', { type: 'turn_started', turn: 1, role: 'narrator' }],
    ['with the end of a turn without a role', { type: 'turn_ended', turn: 1 }],
    ['with audio that is not base64', { type: 'audio_output', audio: '*' }],
    ['with audio that is not text', { type: 'audio_output', audio: 7 }],
    ['with a tool call without a name', { type: 'client_tool_call', tool_call_id: 'c' }],
    ['without a type', { audio: 'AAE=' }],
  ])('%s is malformed', (_, frame) => {
    expect(createCall().hear(frame)).toMatchObject([{ type: 'malformed' }]);
  });
});

describe('the Line protocol', () => {
  test('sends the stream_id of ack with every frame', () => {
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
  ])('sends %s as a vendor event', (_, event) => {
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
    expect(itemsOf(events)).toEqual(['spart_1_1', 'spart_1_3']);
    expect(events.filter(({ type }) => type === 'turn-committed')).toEqual([
      { type: 'turn-committed', itemId: 'spart_1_2' },
    ]);
  });
});

test('managed agents take DTMF digits as a vendor event', () => {
  const { codec } = createCall();
  expect(codec.encodeVendorEvent?.({ type: 'dtmf_input', digit: '5' })).toEqual([
    '{"type":"dtmf_input","digit":"5"}',
  ]);
});
