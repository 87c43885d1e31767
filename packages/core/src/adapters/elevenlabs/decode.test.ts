import { describe, expect, test } from 'vitest';
import {
  createConversation,
  heard,
  interruption,
  part,
  ping,
  sound,
  soundsOf,
  tentative,
  typesOf,
  words,
} from './connection-fixtures.ts';
import { done } from './fixtures.ts';

/* Whole sequences: the meaning of a frame depends on the frames before it. */

describe('an answer', () => {
  test('is done when all its letters have been placed in its audio', () => {
    const { hear } = createConversation();
    const events = hear(words('Hi you.'), sound(2, 'Hi '), sound(3, 'you.'));
    expect(events.at(-1)).toEqual(done('agent_3_1'));
    expect(typesOf(events).filter((type) => type === 'response-done')).toHaveLength(1);
  });

  test('is done when its text comes behind its audio', () => {
    const { hear } = createConversation();
    expect(hear(sound(2, 'Hi.'), words('Hi.')).at(-1)).toEqual(done('agent_3_1'));
  });

  test('without times is done when no content has come between two pings', () => {
    const { hear } = createConversation();
    expect(typesOf(hear(words('Hi.'), sound(2), ping, sound(3), ping))).not.toContain('response-done');
    expect(hear(ping).at(-1)).toEqual(done('agent_3_1'));
  });

  test('that goes on after its end continues the item', () => {
    const { hear } = createConversation();
    const events = hear(words('Hi.'), sound(2), ping, ping, sound(3));
    expect(soundsOf(events)).toEqual([
      ['agent_3_1', false],
      ['agent_3_1', true],
    ]);
  });

  test('that was done before the user’s turn does not continue after it', () => {
    const { hear } = createConversation();
    hear(words('Hi.'), sound(2), ping, ping, heard('So?'));
    expect(soundsOf(hear(sound(3)))).toEqual([['agent_3_3', false]]);
  });

  test('whose letters are all placed is followed by another one', () => {
    const { hear } = createConversation();
    const events = hear(words('Hi.'), sound(2, 'Hi.'), sound(3, 'Yes?'), words('Yes?'));
    expect(soundsOf(events).map(([id]) => id)).toEqual(['agent_3_1', 'agent_3_2']);
    expect(events.at(-1)).toEqual(done('agent_3_2'));
  });

  test('leaves out a chunk that comes twice, and so has one end', () => {
    const { hear } = createConversation();
    const twice = [sound(2, 'Hi '), sound(2, 'Hi '), sound(2, 'you.'), sound(2, 'you.')];
    const events = hear(words('Hi you.'), ...twice);
    expect(soundsOf(events)).toHaveLength(2);
    expect(events.at(-1)).toEqual(done('agent_3_1'));
  });

  const chunk = sound(2, 'Hi ').audio_event;
  const { alignment } = chunk;
  test.each([
    ['number', { ...chunk, event_id: 3 }],
    ['sound', { ...chunk, audio_base_64: btoa('\x01'.repeat(3_200)) }],
    ['letters', { ...chunk, alignment: { ...alignment, chars: [...'Ha '] } }],
    ['count of letters', { ...chunk, alignment: { ...alignment, chars: [...'Hi'] } }],
    ['letters’ times', { ...chunk, alignment: { ...alignment, char_start_times_ms: [0, 10, 21] } }],
  ])('keeps a chunk that differs from the one before in its %s alone', (_, audio_event) => {
    const { hear } = createConversation();
    expect(soundsOf(hear(sound(2, 'Hi '), { type: 'audio', audio_event }))).toHaveLength(2);
  });

  test('keeps the silence at its end', () => {
    const { hear } = createConversation();
    const events = hear(words('Hi.'), sound(2, 'Hi.'), sound(3));
    expect(soundsOf(events).at(-1)).toEqual(['agent_3_1', true]);
  });

  test('around a tool call is two messages with one event_id', () => {
    const { hear } = createConversation();
    const events = hear(words('Let me see.', 4), sound(4), words('It is sunny.', 4), sound(4));
    expect(soundsOf(events).map(([id]) => id)).toEqual(['agent_3_1', 'agent_3_2']);
  });

  test('has word times from the start of its audio', () => {
    const { hear } = createConversation();
    const times = hear(sound(1, 'One '), sound(2, 'two')).flatMap((event) =>
      event.type === 'word-times-received' ? event.words : [],
    );
    expect(times).toEqual([
      { text: 'One', startMs: 0, endMs: 30 },
      { text: 'two', startMs: 100, endMs: 130 },
    ]);
  });
});

test('words behind audio of a broken number of milliseconds have times in whole ones, and not later', () => {
  const { hear } = createConversation();
  const audio_event = { audio_base_64: btoa('\0'.repeat(54)), event_id: 1 };
  const events = hear({ type: 'audio', audio_event }, sound(2, 'Hi'));
  const times = events.find(({ type }) => type === 'word-times-received');
  expect(times).toMatchObject({ words: [{ text: 'Hi', startMs: 1, endMs: 21 }] });
});

describe('agent_chat_response_part', () => {
  test.each([
    ['before', [part('stop'), words('Hi you.')]],
    ['behind', [words('Hi you.'), part('stop')]],
  ])('is replaced by the whole text, with the stop %s it', (_, frames) => {
    const { hear } = createConversation(true);
    const events = hear(part('start'), part('delta', 'Hi '), part('delta', 'yo'), ...frames);
    expect(typesOf(events)).toEqual([
      'response-started',
      'text-delta',
      'text-delta',
      'text-done',
      'response-done',
    ]);
  });

  test('adds nothing behind the whole text', () => {
    const { hear } = createConversation();
    hear(part('start'), words('Hi.'));
    expect(hear(part('delta', 'Hi.'))).toEqual([]);
  });

  test('begins another message after the whole text of the last', () => {
    const { hear } = createConversation(true);
    const events = hear(part('start'), words('Hi.'), part('start', '', 1), part('delta', 'So', 1));
    expect(events.at(-1)).toMatchObject({ type: 'text-delta', itemId: 'agent_3_2' });
  });

  test('may be missing: the whole text is enough in text-only conversations', () => {
    expect(typesOf(createConversation(true).hear(words('Hi.')))).toEqual([
      'response-started',
      'text-done',
      'response-done',
    ]);
  });
});

describe('an interruption', () => {
  test('ends the answer, drops its late audio, and lets the next one be heard', () => {
    const { hear } = createConversation();
    hear(words('A long story.'), sound(2), sound(3));
    expect(hear(interruption(3))).toEqual([
      { type: 'output-interrupted', responseId: null, by: 'user' },
      done('agent_3_1', 'cancelled'),
      { type: 'speech-started', itemId: 'user_3_2', audioStartMs: null, interruptsOutput: false },
    ]);
    expect(hear(sound(2), sound(3))).toEqual([]);
    expect(soundsOf(hear(words('Yes?', 4), sound(4)))).toEqual([['agent_3_3', false]]);
  });

  test('is followed by the text that was heard, for the answer with the same event_id', () => {
    const { hear } = createConversation();
    const correction = (event_id: number) => ({
      type: 'agent_response_correction',
      agent_response_correction_event: {
        original_agent_response: 'A long story.',
        corrected_agent_response: 'A long',
        event_id,
      },
    });
    hear(words('Hello.', 1), sound(1), words('A long story.', 2), sound(2), interruption(2));
    const expected = { type: 'heard-text-received', text: 'A long' };
    expect(hear(correction(2))).toEqual([{ ...expected, itemId: 'agent_3_2' }]);
    expect(hear(correction(1))).toEqual([{ ...expected, itemId: 'agent_3_1' }]);
    // An unknown event_id can only mean the last message.
    expect(hear(correction(77))).toEqual([{ ...expected, itemId: 'agent_3_2' }]);
  });

  test('by a user_message is not caused by the voice', () => {
    const { hear, write } = createConversation();
    hear(words('A long story.'), sound(2));
    write('Stop.');
    expect(hear(interruption(2))).toEqual([
      { type: 'output-interrupted', responseId: null },
      done('agent_3_1', 'cancelled'),
    ]);
  });

  test('is caused by the voice again once the agent has begun to answer the message', () => {
    const { hear, write } = createConversation();
    write('A story, please.');
    hear(words('A long story.'), sound(2));
    expect(hear(interruption(2))[0]).toMatchObject({ type: 'output-interrupted', by: 'user' });
  });
});

describe('an interruption whose event_id', () => {
  test.each([
    ['is far too high', 1_000_000],
    ['is not a number', '3'],
    ['is no safe integer', 2 ** 60],
    ['is missing', undefined],
  ])('%s drops the audio so far, and the next answer is heard', (_, event_id) => {
    const { hear } = createConversation();
    hear(words('A long story.'), sound(2), sound(3));
    hear({ type: 'interruption', interruption_event: { event_id } });
    expect(soundsOf(hear(sound(2), sound(3)))).toEqual([]);
    expect(soundsOf(hear(heard('Stop.'), words('Yes?', 4), sound(4)))).toHaveLength(1);
  });

  test('is too high for the numbers to come stops counting when the user’s turn ends', () => {
    const { hear } = createConversation();
    hear(words('A long story.'), sound(2), sound(3), interruption(500));
    expect(soundsOf(hear(sound(4)))).toEqual([]);
    hear(heard('Stop.'));
    expect(soundsOf(hear(sound(4)))).toEqual([]);
    expect(soundsOf(hear(words('Yes?', 5), sound(5)))).toHaveLength(1);
  });
});

describe('the user’s turn', () => {
  test('begins with its first tentative words, and grows', () => {
    const { hear } = createConversation();
    const events = hear(tentative('What'), tentative('What is'), tentative('What is'), tentative('Wet'));
    expect(typesOf(events)).toEqual(['speech-started', 'input-transcript-delta', 'input-transcript-delta']);
    expect(hear(heard('What is it?'))).toEqual([
      { type: 'turn-committed', itemId: 'user_3_1' },
      { type: 'input-transcript-done', itemId: 'user_3_1', transcript: 'What is it?', usage: null },
    ]);
    expect(hear(tentative('So'))[0]).toMatchObject({ type: 'speech-started', itemId: 'user_3_2' });
  });

  test('is not the echo of a user_message', () => {
    const { hear, write } = createConversation();
    write('Hello.');
    expect(hear(heard('Hello.'))).toEqual([]);
    expect(typesOf(hear(heard('Hello.')))).toContain('turn-committed');
  });

  test('is not taken twice from a frame that comes twice', () => {
    const { hear } = createConversation();
    expect(typesOf(hear(heard('Hello.')))).toContain('turn-committed');
    expect(hear(heard('Hello.'))).toEqual([]);
  });
});

test('a tool call belongs to the message that is not done', () => {
  const { hear } = createConversation();
  const call = (id: string) => ({
    type: 'client_tool_call',
    client_tool_call: { tool_name: 'look', tool_call_id: id, parameters: {} },
  });
  expect(hear(words('Let me see.'), call('c1')).at(-1)).toMatchObject({ responseId: 'agent_3_1' });
  expect(hear(ping, ping, call('c2')).at(-1)).toMatchObject({ responseId: null });
});

test('a call whose parameters are nested too deeply is requested with text that is not JSON', () => {
  const parameters = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
  const call = `{"tool_name":"look","tool_call_id":"c1","parameters":${parameters}}`;
  const [request] = createConversation().codec.decode(
    `{"type":"client_tool_call","client_tool_call":${call}}`,
  );
  expect(request).toMatchObject({ argumentsText: '(a value of more than 100 levels)' });
});

test('another audio format is fatal, except in text-only conversations', () => {
  const metadata = {
    type: 'conversation_initiation_metadata',
    conversation_initiation_metadata_event: {
      conversation_id: 'conv_1',
      agent_output_audio_format: 'ulaw_8000',
      user_input_audio_format: 'pcm_16000',
    },
  };
  expect(createConversation().hear(metadata)).toMatchObject([
    { type: 'error-received', error: { code: 'invalid-config', effect: 'fatal' } },
  ]);
  expect(createConversation(true).hear(metadata)).toMatchObject([{ type: 'session-configured' }]);
});

test('no audio is sent in text-only conversations', () => {
  const { codec } = createConversation(true);
  expect(codec.encode({ type: 'append-audio', audio: new Uint8Array(2) })).toEqual([]);
});

test.each([
  { type: 'user_activity' },
  { type: 'contextual_update', text: 'The cart is empty.', context_id: 'cart' },
  { type: 'feedback', event_id: 4, score: null },
  { type: 'user_message', rich_content_id: 'r1' },
  { type: 'multimodal_message', text: { type: 'user_message', text: 'Look.' }, files: [] },
  { type: 'enclave_setup_config', agent_config_dict: {} },
])('a vendor event is sent unchanged: $type', (event) => {
  const { codec } = createConversation();
  expect(codec.encodeVendorEvent?.(event).map((frame) => JSON.parse(String(frame)))).toEqual([event]);
});

test('feedback without an event_id refers to the last content', () => {
  const { codec, hear } = createConversation();
  hear(words('Hi.', 5), sound(6));
  expect(codec.encodeVendorEvent?.({ type: 'feedback', score: 'like' })).toEqual([
    '{"event_id":6,"type":"feedback","score":"like"}',
  ]);
});

test.each([
  ['audio that is not base64', { type: 'audio', audio_event: { audio_base_64: '*' } }],
  ['a ping without an event_id', { type: 'ping', ping_event: {} }],
  ['a tool without a name', { type: 'client_tool_call', client_tool_call: { tool_call_id: 'c' } }],
  ['a remote call without an id', { type: 'mcp_tool_call', mcp_tool_call: { tool_name: 'x' } }],
  ['no type', { audio_event: {} }],
])('a frame with %s is malformed', (_, frame) => {
  expect(createConversation().hear(frame)).toMatchObject([{ type: 'malformed' }]);
});

describe('the wait queue', () => {
  const metadata = { type: 'conversation_initiation_metadata', conversation_initiation_metadata_event: {} };
  const queue = (status: string) => ({ type: 'queue_status', queue_status_event: { status } });
  const say = ({ codec }: ReturnType<typeof createConversation>, ms = 100) =>
    codec.encode({ type: 'append-audio', audio: new Uint8Array(ms * 32) });

  test('keeps what is said until the agent is there, and what went out right before it', () => {
    const conversation = createConversation();
    conversation.hear(metadata);
    const early = say(conversation);
    expect(early).toHaveLength(1);
    expect(typesOf(conversation.hear(queue('waiting')))).toEqual(['queue-changed', 'vendor-event-received']);
    expect([...say(conversation), ...conversation.write('Hello?')]).toEqual([]);
    const [admitted, reply] = conversation.hear(queue('admitted'));
    expect(admitted).toEqual({ type: 'queue-changed', isWaiting: false });
    expect(reply).toMatchObject({
      type: 'reply-requested',
      frames: [early[0], early[0], expect.stringContaining('Hello?')],
    });
    expect(say(conversation)).toHaveLength(1);
  });

  test('keeps the last 30 s of audio, and nothing where there is no queue', () => {
    const conversation = createConversation();
    conversation.hear(metadata, queue('waiting'));
    for (let at = 0; at < 40; at += 1) say(conversation, 1_000);
    const [, reply] = conversation.hear(queue('admitted'));
    expect(reply).toMatchObject({ frames: { length: 30 } });
    const other = createConversation();
    other.hear(metadata);
    say(other);
    other.hear(ping);
    expect(other.hear(queue('waiting'), queue('admitted')).map(({ type }) => type)).not.toContain(
      'reply-requested',
    );
  });
});
