import type { WireCodec } from '../protocol/provider-adapter.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { AdapterFixtures } from './adapter-fixtures.ts';
import { expectSame } from './adapter-rule.ts';
import type { AdapterRule } from './adapter-rule.ts';
import { bendFrames } from './junk-frames.ts';
import { createMismatch } from './mismatch.ts';

/** The number of bent frames that are tried. Their order is the same in every run. */
const JUNK_COUNT = 3000;

/** Every event of the protocol; a new one does not compile until it is named here. */
const EVENT_TYPES: Readonly<Record<ServerEvent['type'], true>> = {
  'session-created': true,
  'session-configured': true,
  'conversation-created': true,
  'session-expiring': true,
  'resume-handle-received': true,
  'queue-changed': true,
  'rate-limits-changed': true,
  'error-received': true,
  'reply-requested': true,
  'vendor-event-received': true,
  unknown: true,
  malformed: true,
  'item-added': true,
  'item-done': true,
  'item-received': true,
  'item-removed': true,
  'item-truncated': true,
  'heard-text-received': true,
  'speech-started': true,
  'speech-stopped': true,
  'turn-committed': true,
  'input-cleared': true,
  'idle-timeout-reached': true,
  'dtmf-received': true,
  'input-transcript-delta': true,
  'input-transcript-done': true,
  'input-transcript-failed': true,
  'input-transcript-segment-added': true,
  'response-started': true,
  'response-done': true,
  'usage-received': true,
  'output-item-added': true,
  'output-item-done': true,
  'content-added': true,
  'content-done': true,
  'text-delta': true,
  'text-done': true,
  'audio-delta': true,
  'audio-done': true,
  'word-times-received': true,
  'output-transcript-delta': true,
  'output-transcript-done': true,
  'playout-started': true,
  'playout-stopped': true,
  'playout-cleared': true,
  'output-interrupted': true,
  'tool-arguments-delta': true,
  'tool-arguments-done': true,
  'tool-call-requested': true,
  'tool-call-cancelled': true,
  'remote-tool-call-changed': true,
  'remote-tool-list-changed': true,
};

/** The type of an event's field, by its name; `null` where the compiler checks it. */
const FIELD_RULES: readonly (readonly [name: RegExp, isRight: (value: unknown) => boolean])[] = [
  [
    /Id$|^(delta|text|transcript|name|argumentsText|reason|message|wireType)$/,
    (value) => typeof value === 'string',
  ],
  [/Ms$|Index$/, (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0],
  [/^is[A-Z]/, (value) => typeof value === 'boolean'],
  [/^audio$/, (value) => value instanceof Uint8Array && value.byteLength === value.buffer.byteLength],
  [/^(limits|items|words|frames|content|tools)$/, Array.isArray],
];

/** Checks that an event is one of the protocol's, field by field. */
function expectEvent(event: ServerEvent, frame: string | ArrayBuffer): void {
  expectSame(Object.hasOwn(EVENT_TYPES, event.type), true, `${event.type} is no event`);
  const wrong = Object.entries(event).filter(
    ([key, value]) =>
      value !== null &&
      value !== undefined &&
      FIELD_RULES.some(([name, isRight]) => name.test(key) && !isRight(value)),
  );
  if (wrong.length > 0) throw createMismatch(`${event.type} has wrong fields`, frame, wrong);
}

function decodeAll(codec: WireCodec, frames: readonly (string | ArrayBuffer)[]): ServerEvent[] {
  return frames.flatMap((frame) => {
    const events = codec.decode(frame);
    for (const event of events) expectEvent(event, frame);
    return [...events];
  });
}

function framesOf({ reads }: AdapterFixtures): readonly (string | ArrayBuffer)[] {
  return reads.map(({ frame }) => frame);
}

function requestsOf(events: readonly ServerEvent[], callId: string): number {
  return events.filter((event) => event.type === 'tool-call-requested' && event.callId === callId).length;
}

/** The checks of an adapter's reading of frames. */
export const DECODE_CHECKS: readonly AdapterRule[] = [
  {
    name: 'decodes every frame of its fixtures as stated',
    run: ({ createAdapter, reads }) => {
      for (const { name, frame, events } of reads) {
        expectSame(decodeAll(createAdapter().createCodec(), [frame]), events, name);
      }
    },
  },
  {
    name: 'reads a frame of a kind that is newer as unknown',
    run: ({ createAdapter, unknownFrame }) => {
      const types = decodeAll(createAdapter().createCodec(), [unknownFrame]).map(({ type }) => type);
      expectSame(types, ['unknown'], 'a frame of a newer kind');
    },
  },
  {
    name: 'throws nothing and makes nothing up, whatever comes',
    run: (fixtures) => {
      const codec = fixtures.createAdapter().createCodec();
      decodeAll(codec, bendFrames(framesOf(fixtures), JUNK_COUNT));
    },
  },
  {
    name: 'lets no frame reach a prototype',
    run: (fixtures) => {
      const before = Reflect.ownKeys(Object.prototype);
      decodeAll(fixtures.createAdapter().createCodec(), bendFrames(framesOf(fixtures), JUNK_COUNT, 2));
      expectSame(Reflect.ownKeys(Object.prototype), before, 'every object has grown a field');
      expectSame(({} as { polluted?: unknown }).polluted, undefined, 'every object is polluted');
    },
  },
  {
    name: 'goes on reading after what it could not read',
    run: (fixtures) => {
      const { createAdapter, reads } = fixtures;
      for (const { name, frame, events } of reads) {
        const codec = createAdapter().createCodec();
        for (const junk of ['', '{', 'null', '{"type":7}', new ArrayBuffer(3)]) decodeAll(codec, [junk]);
        expectSame(decodeAll(codec, [frame]), events, `${name}, after junk`);
      }
    },
  },
  {
    name: 'keeps connections apart',
    run: (fixtures) => {
      const adapter = fixtures.createAdapter();
      const [busy, alone] = [adapter.createCodec(), fixtures.createAdapter().createCodec()];
      const other = adapter.createCodec();
      const frames = framesOf(fixtures);
      const expected = frames.map((frame) => decodeAll(alone, [frame]));
      const actual = frames.map((frame) => {
        decodeAll(other, [frame, frame]);
        return decodeAll(busy, [frame]);
      });
      expectSame(actual, expected, 'what one connection heard changed what another reads');
    },
  },
  {
    name: 'asks for a tool call exactly once, also when its frames come twice',
    run: ({ createAdapter, toolCall }) => {
      const adapter = createAdapter();
      if (!toolCall)
        return expectSame(adapter.capabilities.canUseTools, false, 'no frames of a tool call are given');
      const { callId, frames } = toolCall;
      expectSame(requestsOf(decodeAll(adapter.createCodec(), frames), callId), 1, 'requests of one call');
      const twice = frames.flatMap((frame) => [frame, frame]);
      expectSame(requestsOf(decodeAll(adapter.createCodec(), twice), callId), 1, 'requests, frames doubled');
      const codec = adapter.createCodec();
      const again = [...decodeAll(codec, frames), ...decodeAll(codec, frames)];
      expectSame(requestsOf(again, callId), 1, 'requests after the whole call arrived again');
    },
  },
  {
    name: 'brings the agent’s audio byte by byte, in a buffer of its own',
    run: ({ createAdapter, writeDelta }) => {
      if (!writeDelta) return;
      const codec = createAdapter().createCodec();
      for (const length of [2, 4, 320, 9600]) {
        const sent = Uint8Array.from({ length }, (_, at) => (at * 37 + length) % 256);
        const audio = decodeAll(codec, [writeDelta(sent)]).flatMap((event) =>
          event.type === 'audio-delta' ? [event.audio] : [],
        );
        expectSame(audio, [sent], `${length} bytes of audio`);
      }
    },
  },
];
