import { expect, test } from 'vitest';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { createAdapter } from './adapter.ts';
import { COMPATIBLE_FIXTURES } from './compatible-fixtures.ts';

test.each(COMPATIBLE_FIXTURES)('$server is read from its first frame to the end', ({ frames, events }) => {
  const codec = createAdapter().createCodec();
  expect(frames.flatMap((frame) => codec.decode(JSON.stringify(frame)))).toEqual(events);
});

test('an item that the app put in front is first, though other items came before', () => {
  const codec = createAdapter().createCodec();
  const added = (id: string) =>
    codec.decode(
      JSON.stringify({
        type: 'conversation.item.added',
        previous_item_id: null,
        item: { id, type: 'message', role: 'system' },
      }),
    );
  added('first');
  codec.encode({
    type: 'create-item',
    commandId: 'cmd_1',
    previousItemId: null,
    item: {
      type: 'message',
      id: 'front',
      role: 'system',
      status: 'completed',
      content: [{ type: 'text', text: 'Hi' }],
    },
  });
  expect(added('front')).toMatchObject([{ previousItemId: null }]);
  expect(added('other')).not.toMatchObject([{ previousItemId: null }]);
});

test('xAI gets turn detection and voice at the top of a session without a type', () => {
  const { encode } = createAdapter({ dialect: 'xai', transport: 'websocket' }).createCodec();
  const configure = (config: SessionConfig, isInitial = false): unknown =>
    encode({ type: 'configure', commandId: 'cmd_1', config, isInitial }).map((frame) =>
      JSON.parse(String(frame)),
    );
  const format = { type: 'audio/pcm', rate: 24_000 };
  const update = (session: object) => [{ type: 'session.update', event_id: 'cmd_1', session }];
  expect(
    configure(
      { voice: 'ara', instructions: 'Hi.', transcription: {}, turnDetection: { mode: 'server' } },
      true,
    ),
  ).toEqual(
    update({
      voice: 'ara',
      instructions: 'Hi.',
      turn_detection: { type: 'server_vad' },
      audio: { input: { format, transcription: { model: 'grok-transcribe' } }, output: { format } },
    }),
  );
  expect(configure({ turnDetection: { mode: 'off' } })).toEqual(
    update({
      turn_detection: { type: null },
      audio: { input: { format, transcription: { model: 'grok-transcribe' } } },
    }),
  );
  expect(configure({ vendorOptions: { turn_detection: { type: 'server_vad', threshold: 0.9 } } })).toEqual(
    update({ turn_detection: { type: 'server_vad', threshold: 0.9 } }),
  );
});
