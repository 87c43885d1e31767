import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { READERS } from './decode.ts';
import { SERVER_FIXTURES } from './fixtures.ts';
import { createWire } from './wire.ts';
import { FINISHED_CALL } from './response-fixtures.ts';

function decode(frame: unknown): readonly ServerEvent[] {
  const isFrame = typeof frame === 'string' || frame instanceof ArrayBuffer;
  return createWire()
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
    expect(Object.keys(READERS).filter((type) => !shown.has(type))).toEqual([]);
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
  test('are asked for once, however often the frame comes', () => {
    const codec = createWire().createCodec();
    const frame = JSON.stringify(FINISHED_CALL.frame);
    const events = [...codec.decode(frame), ...codec.decode(frame)];
    expect(events.filter(({ type }) => type === 'tool-call-requested')).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'output-item-done')).toHaveLength(2);
  });

  test('are forgotten with the connection', () => {
    const types = decode(FINISHED_CALL.frame).map(({ type }) => type);
    expect(types).toContain('tool-call-requested');
  });

  test('are not asked for by finished arguments, finished items or finished responses', () => {
    const events = SERVER_FIXTURES.filter(({ frame }) => frame.type !== 'response.output_item.done').flatMap(
      ({ frame }) => decode(frame),
    );
    expect(events.map(({ type }) => type)).not.toContain('tool-call-requested');
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

  test('owns its buffer, so that it can be transferred', () => {
    const [event] = decode(delta('AAEC/w=='));
    if (event?.type !== 'audio-delta') throw new Error('no audio came');
    expect(event.audio.buffer.byteLength).toBe(4);
  });

  test.each([
    ['not base64', '***'],
    ['a number', 7],
    ['nothing', null],
  ])('that is %s is malformed', (_, text) => {
    expect(decode(delta(text))).toEqual([
      { type: 'malformed', reason: 'response.output_audio.delta without ids or base64' },
    ]);
  });
});

describe('beta-shaped servers', () => {
  test.each([
    ['response.audio.delta', { type: 'response.audio.delta', delta: 'AA==' }],
    ['response.text.done', { type: 'response.text.done', text: 'Hi' }],
    ['response.audio_transcript.delta', { type: 'response.audio_transcript.delta', delta: 'Hi' }],
    [
      'conversation.item.created',
      { type: 'conversation.item.created', item: { id: 'item_1', type: 'message' } },
    ],
    ['a session without a type', { type: 'session.created', session: { id: 'sess_1' } }],
    [
      'session.modalities',
      { type: 'session.updated', session: { type: 'realtime', modalities: ['text', 'audio'] } },
    ],
  ])('are refused because of %s', (sign, frame) => {
    const [event] = decode(frame);
    expect(event).toMatchObject({
      type: 'error-reported',
      error: { code: 'unsupported-protocol', isFatal: true },
    });
    expect(event?.type === 'error-reported' && event.error.message).toContain(sign);
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

  test('a frame without end is refused unread', () => {
    const [event] = decode(`{"type":"error","x":"${'y'.repeat(64 * 1024 * 1024)}"}`);
    expect(event?.type).toBe('malformed');
  });

  test('a nesting without end throws nothing', () => {
    expect(decode(`{"type":"response.done","response":${'['.repeat(200_000)}`)[0]?.type).toBe('malformed');
    const deep = `{"type":"error","error":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    expect(decode(deep)[0]?.type).toMatch(/error-reported|malformed/);
  });

  test('a name of every object is an unknown event, and as a value it is nothing special', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(decode({ type: name })).toEqual([{ type: 'unknown', wireType: name }]);
      const item = { id: 'item_1', type: name, status: name };
      expect(decode({ type: 'conversation.item.retrieved', item })).toEqual([
        { type: 'item-retrieved', item: { type: 'unknown', id: 'item_1', wireType: name } },
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
          type: 'item-retrieved',
          item: { type: 'message', id: 'item_1', role: 'user', status: 'completed', content: [] },
        },
      ]);
    }
  });

  test('wrong numbers count as none', () => {
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
