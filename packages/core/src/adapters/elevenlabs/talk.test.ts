import { describe, expect, test } from 'vitest';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { done } from './fixtures.ts';
import { ROOM_SILENT, ROOM_SPEAKING } from './playout.ts';
import { webrtc } from './webrtc.ts';
import { createWire } from './wire.ts';

/* Whole sequences: what a frame means depends on those before it. */

function createTalk(isTextOnly = false) {
  const codec = createWire({ agentId: 'agent_1' }).createCodec({ connection: 3, resumeHandle: null });
  const config = isTextOnly ? ({ outputModality: 'text' } as const) : {};
  codec.encode({ type: 'configure', commandId: 'c', config, isInitial: true });
  const hear = (...frames: readonly object[]) =>
    frames.flatMap((frame) => [...codec.decode(JSON.stringify(frame))]);
  const write = (text: string) =>
    codec.encode({
      type: 'create-item',
      commandId: 'c',
      isAnswered: true,
      item: {
        type: 'message',
        id: 'i',
        role: 'user',
        status: 'completed',
        content: [{ type: 'text', text }],
      },
    });
  return { codec, hear, write };
}

const words = (agent_response: string, event_id = 1) => ({
  type: 'agent_response',
  agent_response_event: { agent_response, event_id },
});
/** Sound of 100 ms, with letters that are spoken in it where some are given. */
const sound = (event_id: number, letters = '') => ({
  type: 'audio',
  audio_event: {
    audio_base_64: btoa('\0'.repeat(3_200)),
    event_id,
    ...(letters && {
      alignment: {
        chars: [...letters],
        char_start_times_ms: [...letters].map((_, index) => index * 10),
        char_durations_ms: [...letters].map(() => 10),
      },
    }),
  },
});
const part = (type: string, text = '', event_id = 1) => ({
  type: 'agent_chat_response_part',
  text_response_part: { text, type, event_id },
});
const ping = { type: 'ping', ping_event: { event_id: 1 } };
const interruption = (event_id: number) => ({ type: 'interruption', interruption_event: { event_id } });
const heard = (user_transcript: string) => ({
  type: 'user_transcript',
  user_transcription_event: { user_transcript, event_id: 9 },
});
const tentative = (user_transcript: string) => ({
  type: 'tentative_user_transcript',
  tentative_user_transcription_event: { user_transcript, event_id: 9 },
});

const typesOf = (events: readonly ServerEvent[]) => events.map(({ type }) => type);
const soundsOf = (events: readonly ServerEvent[]) =>
  events.flatMap((event) => (event.type === 'audio-delta' ? [[event.itemId, event.isLate ?? false]] : []));

describe('an answer', () => {
  test('is over when all of its letters have been placed in its sound', () => {
    const { hear } = createTalk();
    const events = hear(words('Hi you.'), sound(2, 'Hi '), sound(3, 'you.'));
    expect(events.at(-1)).toEqual(done('agent_3_1'));
    expect(typesOf(events).filter((type) => type === 'response-done')).toHaveLength(1);
  });

  test('is over as well when its words come behind its sound', () => {
    const { hear } = createTalk();
    expect(hear(sound(2, 'Hi.'), words('Hi.')).at(-1)).toEqual(done('agent_3_1'));
  });

  test('without times is over when nothing has come from one ping to the next', () => {
    const { hear } = createTalk();
    expect(typesOf(hear(words('Hi.'), sound(2), ping, sound(3), ping))).not.toContain('response-done');
    expect(hear(ping).at(-1)).toEqual(done('agent_3_1'));
  });

  test('that was taken to be over goes on behind itself', () => {
    const { hear } = createTalk();
    const events = hear(words('Hi.'), sound(2), ping, ping, sound(3));
    expect(soundsOf(events)).toEqual([
      ['agent_3_1', false],
      ['agent_3_1', true],
    ]);
  });

  test('that was over before the user’s turn does not go on behind it', () => {
    const { hear } = createTalk();
    hear(words('Hi.'), sound(2), ping, ping, heard('So?'));
    expect(soundsOf(hear(sound(3)))).toEqual([['agent_3_3', false]]);
  });

  test('that is really over is followed by another one', () => {
    const { hear } = createTalk();
    const events = hear(words('Hi.'), sound(2, 'Hi.'), sound(3, 'Yes?'), words('Yes?'));
    expect(soundsOf(events).map(([id]) => id)).toEqual(['agent_3_1', 'agent_3_2']);
    expect(events.at(-1)).toEqual(done('agent_3_2'));
  });

  test('that ends with a silence keeps it', () => {
    const { hear } = createTalk();
    const events = hear(words('Hi.'), sound(2, 'Hi.'), sound(3));
    expect(soundsOf(events).at(-1)).toEqual(['agent_3_1', true]);
  });

  test('around a call of a tool is two messages, though both have one number', () => {
    const { hear } = createTalk();
    const events = hear(words('Let me see.', 4), sound(4), words('It is sunny.', 4), sound(4));
    expect(soundsOf(events).map(([id]) => id)).toEqual(['agent_3_1', 'agent_3_2']);
  });

  test('has the times of its words over all of its sound', () => {
    const { hear } = createTalk();
    const times = hear(sound(1, 'One '), sound(2, 'two')).flatMap((event) =>
      event.type === 'output-words-timed' ? event.words : [],
    );
    expect(times).toEqual([
      { text: 'One', startMs: 0, endMs: 30 },
      { text: 'two', startMs: 100, endMs: 130 },
    ]);
  });
});

describe('the parts of the words', () => {
  test.each([
    ['before', [part('stop'), words('Hi you.')]],
    ['behind', [words('Hi you.'), part('stop')]],
  ])('are replaced by the whole, with the stop %s it', (_, frames) => {
    const { hear } = createTalk(true);
    const events = hear(part('start'), part('delta', 'Hi '), part('delta', 'yo'), ...frames);
    expect(typesOf(events)).toEqual([
      'response-started',
      'text-delta',
      'text-delta',
      'text-done',
      'response-done',
    ]);
  });

  test('are not told twice behind the whole', () => {
    const { hear } = createTalk();
    hear(part('start'), words('Hi.'));
    expect(hear(part('delta', 'Hi.'))).toEqual([]);
  });

  test('begin another message when the whole of the last has come', () => {
    const { hear } = createTalk(true);
    const events = hear(part('start'), words('Hi.'), part('start', '', 1), part('delta', 'So', 1));
    expect(events.at(-1)).toMatchObject({ type: 'text-delta', itemId: 'agent_3_2' });
  });

  test('may be missing: in writing the whole is enough', () => {
    expect(typesOf(createTalk(true).hear(words('Hi.')))).toEqual([
      'response-started',
      'text-done',
      'response-done',
    ]);
  });
});

describe('an interruption', () => {
  test('ends the answer, voids its late sound, and lets the next one sound', () => {
    const { hear } = createTalk();
    hear(words('A long story.'), sound(2), sound(3));
    expect(hear(interruption(3))).toEqual([
      { type: 'output-interrupted', responseId: null, by: 'user' },
      done('agent_3_1', 'cancelled'),
      { type: 'speech-started', itemId: 'user_3_2', audioStartMs: null, isCutTold: true },
    ]);
    expect(hear(sound(2), sound(3))).toEqual([]);
    expect(soundsOf(hear(words('Yes?', 4), sound(4)))).toEqual([['agent_3_3', false]]);
  });

  test('tells what was heard, of the answer with that number', () => {
    const { hear } = createTalk();
    const correction = (event_id: number) => ({
      type: 'agent_response_correction',
      agent_response_correction_event: {
        original_agent_response: 'A long story.',
        corrected_agent_response: 'A long',
        event_id,
      },
    });
    hear(words('Hello.', 1), sound(1), words('A long story.', 2), sound(2), interruption(2));
    const told = { type: 'heard-text-received', text: 'A long' };
    expect(hear(correction(2))).toEqual([{ ...told, itemId: 'agent_3_2' }]);
    expect(hear(correction(1))).toEqual([{ ...told, itemId: 'agent_3_1' }]);
    // A number that nothing was told under can only mean what was said last.
    expect(hear(correction(77))).toEqual([{ ...told, itemId: 'agent_3_2' }]);
  });

  test('by something written is nobody’s voice', () => {
    const { hear, write } = createTalk();
    hear(words('A long story.'), sound(2));
    write('Stop.');
    expect(hear(interruption(2))).toEqual([
      { type: 'output-interrupted', responseId: null },
      done('agent_3_1', 'cancelled'),
    ]);
  });

  test('by a voice again, once the agent has begun to answer what was written', () => {
    const { hear, write } = createTalk();
    write('Tell me a story.');
    hear(words('A long story.'), sound(2));
    expect(hear(interruption(2))[0]).toMatchObject({ type: 'output-interrupted', by: 'user' });
  });
});

describe('in a room', () => {
  const speaking = (isSpeaking: boolean) => ({ type: isSpeaking ? ROOM_SPEAKING : ROOM_SILENT });
  /** When letters sound; the sound itself is a track's. */
  const timed = (event_id: number, letters: string) => {
    const { audio_event } = sound(event_id, letters);
    return { type: 'audio', audio_event: { ...audio_event, audio_base_64: '' } };
  };
  const enter = () => {
    const codec = createWire({ agentId: 'agent_1', transport: webrtc() }).createCodec({
      connection: 3,
      resumeHandle: null,
    });
    codec.encode({ type: 'configure', commandId: 'c', config: {}, isInitial: true });
    return (...frames: readonly object[]) =>
      frames.flatMap((frame) => [...codec.decode(JSON.stringify(frame))]);
  };

  test('the first message that is out opens the talk, and other formats are the vendor’s own affair', () => {
    const hear = enter();
    expect(
      hear({ type: 'conversation_initiation_metadata', room: { conversation_id: 'conv_1' } }),
    ).toMatchObject([{ type: 'session-configured', sessionId: 'conv_1' }]);
    const told = { conversation_id: 'conv_1', agent_output_audio_format: 'pcm_48000' };
    expect(
      hear({
        type: 'conversation_initiation_metadata',
        conversation_initiation_metadata_event: told,
      }),
    ).toMatchObject([{ type: 'session-configured' }]);
  });

  test('a message is played from its first letters until it is told and the agent has fallen silent', () => {
    const hear = enter();
    const first = hear(words('Hi there.'), timed(1, 'Hi'), speaking(true));
    expect(typesOf(first)).toEqual([
      'response-started',
      'output-transcript-done',
      'playout-started',
      'output-words-timed',
    ]);
    // A pause is no end.
    expect(hear(speaking(false), speaking(true))).toEqual([]);
    expect(typesOf(hear(timed(1, ' there.')))).toEqual(['output-words-timed', 'response-done']);
    expect(hear(speaking(false))).toEqual([{ type: 'playout-stopped', responseId: 'agent_3_1' }]);
    expect(hear(speaking(true), speaking(false))).toEqual([
      { type: 'playout-started', responseId: 'agent_3_1' },
      { type: 'playout-stopped', responseId: 'agent_3_1' },
    ]);
  });

  test('letters of the next piece sound behind those before', () => {
    const hear = enter();
    const events = hear(words('Hi there.'), timed(1, 'Hi'), timed(1, ' there.'));
    const times = events.flatMap((event) => (event.type === 'output-words-timed' ? event.words : []));
    expect(times).toEqual([
      { text: 'Hi', startMs: 0, endMs: 20 },
      { text: 'there.', startMs: 30, endMs: 90 },
    ]);
  });

  test('sound in the messages tells only when it sounds: it comes as a track', () => {
    const hear = enter();
    expect(typesOf(hear(words('Hi.'), sound(1), sound(2)))).toEqual([
      'response-started',
      'output-transcript-done',
      'playout-started',
    ]);
  });

  test('what was told to its end before the user’s turn does not go on behind it', () => {
    const hear = enter();
    hear(words('Hi.'), timed(1, 'Hi.'), speaking(true), speaking(false), heard('Tell me more.'));
    expect(hear(speaking(true))).toEqual([]);
    expect(typesOf(hear(words('Well.', 2)))).not.toContain('playout-started');
    expect(typesOf(hear(speaking(true)))).toEqual(['playout-started']);
  });

  test('what was told as the user’s turn came may sound behind it', () => {
    const hear = enter();
    hear(words('Hi.'), heard('Hello.'));
    expect(hear(speaking(true))).toEqual([{ type: 'playout-started', responseId: 'agent_3_1' }]);
  });

  test('what is cut is not played on, and the next message is', () => {
    const hear = enter();
    hear(words('A long story.'), timed(1, 'A'), speaking(true));
    expect(typesOf(hear(interruption(1)))).toContain('output-interrupted');
    expect(hear(speaking(false))).toEqual([]);
    expect(typesOf(hear(words('Yes?', 2), timed(2, 'Yes?')))).toContain('playout-started');
  });
});

describe('the user’s turn', () => {
  test('begins with the first words that are told of it, and grows', () => {
    const { hear } = createTalk();
    const events = hear(tentative('What'), tentative('What is'), tentative('What is'), tentative('Wet'));
    expect(typesOf(events)).toEqual(['speech-started', 'input-transcript-delta', 'input-transcript-delta']);
    expect(hear(heard('What is it?'))).toEqual([
      { type: 'turn-committed', itemId: 'user_3_1' },
      { type: 'input-transcript-done', itemId: 'user_3_1', transcript: 'What is it?', usage: null },
    ]);
    expect(hear(tentative('So'))[0]).toMatchObject({ type: 'speech-started', itemId: 'user_3_2' });
  });

  test('is not the echo of something written', () => {
    const { hear, write } = createTalk();
    write('Hello.');
    expect(hear(heard('Hello.'))).toEqual([]);
    expect(typesOf(hear(heard('Hello.')))).toContain('turn-committed');
  });
});

test('a call of a tool belongs to the answer that is being told', () => {
  const { hear } = createTalk();
  const call = (id: string) => ({
    type: 'client_tool_call',
    client_tool_call: { tool_name: 'look', tool_call_id: id, parameters: {} },
  });
  expect(hear(words('Let me see.'), call('c1')).at(-1)).toMatchObject({ responseId: 'agent_3_1' });
  expect(hear(ping, ping, call('c2')).at(-1)).toMatchObject({ responseId: null });
});

test('a format that is not the adapter’s is final, and in writing nobody asks for it', () => {
  const metadata = {
    type: 'conversation_initiation_metadata',
    conversation_initiation_metadata_event: {
      conversation_id: 'conv_1',
      agent_output_audio_format: 'ulaw_8000',
      user_input_audio_format: 'pcm_16000',
    },
  };
  expect(createTalk().hear(metadata)).toMatchObject([
    { type: 'error-reported', error: { code: 'invalid-config', isFatal: true } },
  ]);
  expect(createTalk(true).hear(metadata)).toMatchObject([{ type: 'session-configured' }]);
});

test('no sound leaves in writing', () => {
  const { codec } = createTalk(true);
  expect(codec.encode({ type: 'append-audio', audio: new Uint8Array(2) })).toEqual([]);
});

test.each([
  { type: 'user_activity' },
  { type: 'contextual_update', text: 'The cart is empty.', context_id: 'cart' },
  { type: 'feedback', event_id: 4, score: null },
  { type: 'user_message', rich_content_id: 'r1' },
  { type: 'multimodal_message', text: { type: 'user_message', text: 'Look.' }, files: [] },
  { type: 'enclave_setup_config', agent_config_dict: {} },
])('an event of the vendor’s own goes out as it is: $type', (event) => {
  const { codec } = createTalk();
  expect(codec.encodeVendorEvent?.(event).map((frame) => JSON.parse(String(frame)))).toEqual([event]);
});

test('what the app rates without saying what is what was said last', () => {
  const { codec, hear } = createTalk();
  hear(words('Hi.', 5), sound(6));
  expect(codec.encodeVendorEvent?.({ type: 'feedback', score: 'like' })).toEqual([
    '{"event_id":6,"type":"feedback","score":"like"}',
  ]);
});

test.each([
  ['sound that is no base64', { type: 'audio', audio_event: { audio_base_64: '*' } }],
  ['a ping without a number', { type: 'ping', ping_event: {} }],
  ['a tool without a name', { type: 'client_tool_call', client_tool_call: { tool_call_id: 'c' } }],
  ['a remote call without an id', { type: 'mcp_tool_call', mcp_tool_call: { tool_name: 'x' } }],
  ['a frame without a type', { audio_event: {} }],
])('what cannot be read is malformed: %s', (_, frame) => {
  expect(createTalk().hear(frame)).toMatchObject([{ type: 'malformed' }]);
});
