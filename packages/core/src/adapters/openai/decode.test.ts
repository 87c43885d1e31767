import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { SERVER_FIXTURES } from './fixtures.ts';
import { createAdapter } from './adapter.ts';
import { FINISHED_CALL } from './response-fixtures.ts';
import type { WireServerEvents } from './wire-types.ts';

/** Every event of the vendor's types. A missing name does not compile. */
const NAMES: Readonly<Record<keyof WireServerEvents, true>> = {
  'session.created': true,
  'session.updated': true,
  'conversation.created': true,
  'conversation.item.added': true,
  'conversation.item.done': true,
  'conversation.item.retrieved': true,
  'conversation.item.deleted': true,
  'conversation.item.truncated': true,
  'conversation.item.input_audio_transcription.delta': true,
  'conversation.item.input_audio_transcription.completed': true,
  'conversation.item.input_audio_transcription.failed': true,
  'conversation.item.input_audio_transcription.segment': true,
  'input_audio_buffer.speech_started': true,
  'input_audio_buffer.speech_stopped': true,
  'input_audio_buffer.committed': true,
  'input_audio_buffer.cleared': true,
  'input_audio_buffer.timeout_triggered': true,
  'input_audio_buffer.dtmf_event_received': true,
  'output_audio_buffer.started': true,
  'output_audio_buffer.stopped': true,
  'output_audio_buffer.cleared': true,
  'response.created': true,
  'response.done': true,
  'response.output_item.added': true,
  'response.output_item.done': true,
  'response.content_part.added': true,
  'response.content_part.done': true,
  'response.output_text.delta': true,
  'response.output_text.done': true,
  'response.output_audio.delta': true,
  'response.output_audio.done': true,
  'response.output_audio_transcript.delta': true,
  'response.output_audio_transcript.done': true,
  'response.function_call_arguments.delta': true,
  'response.function_call_arguments.done': true,
  'response.mcp_call_arguments.delta': true,
  'response.mcp_call_arguments.done': true,
  'response.mcp_call.in_progress': true,
  'response.mcp_call.completed': true,
  'response.mcp_call.failed': true,
  'mcp_list_tools.in_progress': true,
  'mcp_list_tools.completed': true,
  'mcp_list_tools.failed': true,
  'rate_limits.updated': true,
  error: true,
};

function decode(frame: unknown): readonly ServerEvent[] {
  const isFrame = typeof frame === 'string' || frame instanceof ArrayBuffer;
  return createAdapter()
    .createCodec()
    .decode(isFrame ? frame : JSON.stringify(frame));
}

describe('every server event', () => {
  test.each(SERVER_FIXTURES.map(({ name, frame, events }) => [name, frame, events] as const))(
    '%s',
    (_, frame, events) => {
      expect(decode(frame)).toEqual(events);
    },
  );

  test('has a fixture', () => {
    const shown = new Set(SERVER_FIXTURES.map(({ frame }) => frame.type));
    expect(Object.keys(NAMES).filter((type) => !shown.has(type))).toEqual([]);
  });
});

describe('optional fields', () => {
  const optional = [
    'previous_item_id',
    'usage',
    'metadata',
    'status_details',
    'obfuscation',
    'logprobs',
    'transcription',
    'prompt',
  ];
  const touched = SERVER_FIXTURES.filter(({ frame }) =>
    optional.some((field) => JSON.stringify(frame).includes(`"${field}"`)),
  );

  test.each(touched.map(({ name, frame }) => [name, frame] as const))(
    'of %s may be null or absent',
    (_, frame) => {
      const withNull = JSON.stringify(frame, (key, value: unknown) =>
        optional.includes(key) ? null : value,
      );
      const without = JSON.stringify(frame, (key, value: unknown) =>
        optional.includes(key) ? undefined : value,
      );
      const types = decode(frame).map(({ type }) => type);
      expect(decode(withNull).map(({ type }) => type)).toEqual(types);
      expect(decode(without).map(({ type }) => type)).toEqual(types);
    },
  );
});

describe('tool calls', () => {
  test('are requested once, however often the frame comes', () => {
    const codec = createAdapter().createCodec();
    const frame = JSON.stringify(FINISHED_CALL.frame);
    const events = [...codec.decode(frame), ...codec.decode(frame)];
    expect(events.filter(({ type }) => type === 'tool-call-requested')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'output-item-done')).toHaveLength(2);
  });

  test('are forgotten with the connection', () => {
    const types = decode(FINISHED_CALL.frame).map(({ type }) => type);
    expect(types).toContain('tool-call-requested');
  });

  test('are not requested by finished arguments or by items of the conversation', () => {
    const events = SERVER_FIXTURES.filter(
      ({ frame }) => frame.type !== 'response.output_item.done' && frame.type !== 'response.done',
    ).flatMap(({ frame }) => decode(frame));
    expect(events.map(({ type }) => type)).not.toContain('tool-call-requested');
  });

  const { item } = FINISHED_CALL.frame as { readonly item?: object };
  const end = (status: string) =>
    JSON.stringify({ type: 'response.done', response: { id: 'resp_1', status, output: [item] } });

  test('are requested at the end of the response where their own event did not come', () => {
    const codec = createAdapter().createCodec();
    expect(codec.decode(end('completed')).map(({ type }) => type)).toEqual([
      'output-item-done',
      'tool-call-requested',
      'response-done',
    ]);
    expect(codec.decode(end('completed'))).toEqual([]);
  });

  test('of a cancelled response are not requested at its end', () => {
    expect(decode(JSON.parse(end('cancelled'))).map(({ type }) => type)).toEqual(['response-done']);
  });
});

describe('a response whose events cannot be read', () => {
  const delta = { response_id: 'resp_1', item_id: 'item_1', content_index: 0, delta: 'Hi' };
  const typesOf = (...frames: object[]) => {
    const codec = createAdapter().createCodec();
    return frames
      .flatMap((frame) => codec.decode(JSON.stringify(frame)))
      .map((event) => ('responseId' in event ? `${event.type} ${event.responseId}` : event.type));
  };

  test.each([[{}], [null], ['text'], [{ id: 7 }], [undefined]])(
    'starts with its next event where response.created has %j',
    (response) => {
      expect(
        typesOf(
          { type: 'response.created', response },
          { type: 'response.output_text.delta', ...delta },
          { type: 'response.output_text.delta', ...delta },
          { type: 'response.done', response: { id: 'resp_1' } },
        ),
      ).toEqual([
        'malformed',
        'response-started resp_1',
        'text-delta resp_1',
        'text-delta resp_1',
        'response-done resp_1',
      ]);
    },
  );

  test.each([[{}], [null], [{ id: null }], [[]]])('ends where response.done has %j', (response) => {
    expect(
      typesOf({ type: 'response.created', response: { id: 'resp_1' } }, { type: 'response.done', response }),
    ).toEqual(['response-started resp_1', 'response-done resp_1']);
  });

  test('ends even where neither event names it', () => {
    const created = { type: 'response.created', response: {} };
    const done = { type: 'response.done', response: {} };
    expect(typesOf(created, done, created, done)).toEqual([
      'malformed',
      'response-started unnamed_1_1',
      'response-done unnamed_1_1',
      'malformed',
      'response-started unnamed_1_2',
      'response-done unnamed_1_2',
    ]);
  });

  test('is not guessed where more than one is active, or none', () => {
    const created = (id: string) => ({ type: 'response.created', response: { id, conversation_id: null } });
    const done = { type: 'response.done', response: {} };
    expect(typesOf(created('a'), created('b'), done).at(-1)).toBe('malformed');
    expect(typesOf(done)).toEqual(['malformed']);
  });

  const created = (id: string, conversation_id: string | null = 'conv_1') => ({
    type: 'response.created',
    response: { id, conversation_id },
  });
  const usage = { total_tokens: 2, input_tokens: 1, output_tokens: 1 };
  const done = (id: string) => ({ type: 'response.done', response: { id, usage } });

  test('ends when the next response of the conversation starts', () => {
    expect(typesOf(created('a'), created('b'), done('b'))).toEqual([
      'response-started a',
      'response-done a',
      'response-started b',
      'response-done b',
    ]);
  });

  test('goes on while a response out of band starts, and the other way round', () => {
    expect(typesOf(created('a'), created('b', null), created('c', null), done('a'))).toEqual([
      'response-started a',
      'response-started b',
      'response-started c',
      'response-done a',
    ]);
    expect(typesOf(created('b', null), created('a'))).toEqual(['response-started b', 'response-started a']);
  });

  test('brings its usage when its own end comes late', () => {
    expect(typesOf(created('a'), created('b'), done('a')).at(-1)).toBe('usage-received a');
  });

  test('starts and ends once, however often its events come', () => {
    expect(typesOf(created('a'), created('a'), done('a'), created('a'), done('a'))).toEqual([
      'response-started a',
      'response-started a',
      'response-done a',
      'usage-received a',
    ]);
  });

  test('does not start an earlier response again', () => {
    expect(
      typesOf(
        { type: 'response.created', response: { id: 'resp_1' } },
        { type: 'response.done', response: { id: 'resp_1' } },
        { type: 'response.created', response: {} },
        { type: 'response.output_text.delta', ...delta },
      ).at(-2),
    ).toBe('malformed');
  });
});

describe('audio', () => {
  const delta = (text: unknown) => ({
    type: 'response.output_audio.delta',
    response_id: 'r',
    item_id: 'i',
    content_index: 0,
    delta: text,
  });

  test('is the bytes of the base64', () => {
    const [event] = decode(delta('AAEC/w=='));
    if (event?.type !== 'audio-delta') throw new Error('no audio came');
    expect([...event.audio]).toEqual([0, 1, 2, 255]);
  });

  test.each([
    ['not base64', '***', 'base64'],
    ['a number', 7, 'delta'],
    ['nothing', null, 'delta'],
  ])('that is %s is malformed', (_, text, missing) => {
    expect(decode(delta(text))).toEqual([
      { type: 'malformed', reason: `response.output_audio.delta without ${missing}` },
    ]);
  });
});

describe('servers of the beta protocol', () => {
  test.each([
    ['response.audio.delta', { type: 'response.audio.delta', delta: 'AA==' }],
    ['response.text.done', { type: 'response.text.done', text: 'Hi' }],
    ['response.audio_transcript.delta', { type: 'response.audio_transcript.delta', delta: 'Hi' }],
    [
      'conversation.item.created',
      { type: 'conversation.item.created', item: { id: 'item_1', type: 'message' } },
    ],
  ])('are refused because of %s', (sign, frame) => {
    const [event] = decode(frame);
    expect(event).toMatchObject({
      type: 'error-received',
      error: { code: 'unsupported-protocol', effect: 'fatal' },
    });
    expect(event?.type === 'error-received' && event.error.message).toContain(sign);
  });
});

describe('bad frames', () => {
  test.each([
    ['not JSON', '{"type":'],
    ['an empty frame', ''],
    ['a binary frame', new ArrayBuffer(8)],
    ['a list', '[1,2]'],
    ['null', 'null'],
    ['a frame without a type', '{"event_id":"e"}'],
    ['a type that is a number', '{"type":7}'],
    ['a delta without its item', '{"type":"response.output_text.delta","response_id":"r","delta":"x"}'],
    ['an item without an id', '{"type":"conversation.item.added","item":{"type":"message"}}'],
    ['an item that is text', '{"type":"conversation.item.added","item":"x"}'],
    [
      'a call without a call_id',
      '{"type":"conversation.item.added","item":{"type":"function_call","id":"i"}}',
    ],
    ['a response without an id', '{"type":"response.created","response":{}}'],
    ['a response that is missing', '{"type":"response.done"}'],
    ['a truncation of nothing', '{"type":"conversation.item.truncated"}'],
  ])('%s is malformed', (_, frame) => {
    expect(decode(frame)).toEqual([{ type: 'malformed', reason: expect.any(String) as string }]);
  });

  test('a name that every object inherits is an unknown event, and an ordinary value', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(decode({ type: name })).toEqual([{ type: 'unknown', wireType: name }]);
      const item = { id: 'item_1', type: name, status: name };
      expect(decode({ type: 'conversation.item.retrieved', item })).toEqual([
        { type: 'item-received', item: { type: 'unknown', id: 'item_1', wireType: name } },
      ]);
      const message = {
        id: 'item_1',
        type: 'message',
        role: name,
        status: name,
        content: [{ type: name }],
        phase: name,
      };
      expect(decode({ type: 'conversation.item.retrieved', item: message })).toEqual([
        {
          type: 'item-received',
          item: { type: 'message', id: 'item_1', role: 'user', status: 'completed', content: [] },
        },
      ]);
    }
  });

  test('wrong numbers are read as 0', () => {
    const frame =
      '{"type":"conversation.item.truncated","item_id":"i","content_index":-3,"audio_end_ms":1e999}';
    expect(decode(frame)).toEqual([{ type: 'item-truncated', itemId: 'i', contentIndex: 0, audioEndMs: 0 }]);
  });

  test('any value in any field throws nothing', () => {
    const fixture = fc.constantFrom(...SERVER_FIXTURES);
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(fixture, fc.nat(30), value, ({ frame }, at, junk) => {
        let index = 0;
        const broken = JSON.stringify(frame, (key, before: unknown) =>
          key && key !== 'type' && index++ === at ? junk : before,
        );
        for (const event of decode(broken)) expect(typeof event.type).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});
