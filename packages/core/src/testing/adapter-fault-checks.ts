import type { WireCodec } from '../protocol/provider-adapter.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { AdapterFixtures } from './adapter-fixtures.ts';
import { expectSame } from './adapter-rule.ts';
import type { AdapterRule } from './adapter-rule.ts';

type Frame = string | ArrayBuffer;

/** Chunks of one answer, and the bytes of each. */
const CHUNKS = 2;
const CHUNK_BYTES = 320;

/** One thing that can happen to a frame of an exchange. */
interface Fault {
  readonly name: string;
  /** The frames that arrive in place of the exchange's and those after them. */
  readonly frames: readonly Frame[];
  readonly frame: Frame;
  /** The first answer that is heard as a whole: the exchange's own, the next or the one after. */
  readonly heard: 'own' | 'next' | 'later';
}

/** Replaces every value of a frame but the names of its type, or cuts it off. */
const GARBLES: readonly (readonly [name: string, garble: (frame: string) => string])[] = [
  ['cut off', (frame) => frame.slice(0, frame.length / 2)],
  ['with null in place of values', (frame) => replaceValues(frame, () => null)],
  ['with lists in place of values', (frame) => replaceValues(frame, (value) => [value])],
  ['with text in place of values', (frame) => replaceValues(frame, () => '*')],
  [
    'with huge numbers',
    (frame) => replaceValues(frame, (value) => (typeof value === 'number' ? 1e15 : value)),
  ],
];

function replaceValues(frame: string, replace: (value: unknown) => unknown): string {
  const garbled: unknown = JSON.parse(frame, (key, value: unknown) => {
    const isLeaf = typeof value !== 'object' || value === null;
    return isLeaf && key !== 'type' && key !== 'event' ? replace(value) : value;
  });
  return JSON.stringify(garbled);
}

/** Lists what can happen to each frame of an exchange. `rest` are the frames behind it. */
function* faultsOf(exchange: readonly Frame[], rest: readonly Frame[]): Generator<Fault> {
  for (const [at, frame] of exchange.entries()) {
    const [before, after] = [exchange.slice(0, at), exchange.slice(at + 1)];
    const behind = [...after, ...rest];
    const name = `frame ${at} (${typeof frame === 'string' ? frame.slice(0, 80) : 'binary'})`;
    yield { frame, name: `${name} is lost`, frames: [...before, ...behind], heard: 'own' };
    yield { frame, name: `${name} comes twice`, frames: [...before, frame, frame, ...behind], heard: 'next' };
    for (const [garbled, garble] of typeof frame === 'string' ? GARBLES : [])
      yield {
        frame,
        name: `${name} comes ${garbled}`,
        frames: [...before, garble(String(frame)), ...behind],
        heard: 'own',
      };
    // A late frame may disturb the exchange that it arrives in, and none after it.
    for (let by = 1; by < after.length + rest.length / 2; by += 1)
      yield {
        frame,
        name: `${name} comes ${by} frames late`,
        frames: [...before, ...behind.slice(0, by), frame, ...behind.slice(by)],
        heard: by <= after.length ? 'next' : 'later',
      };
  }
}

/** Reads frames as a session does, and returns the first byte of each chunk that it would play. */
function listen(codec: WireCodec, frames: readonly Frame[]): readonly number[] {
  const known = new Set<string>();
  const dropped = new Set<string>();
  const done = new Set<string>();
  const heard: number[] = [];
  const cut = (responseId: string | null) => {
    for (const id of responseId === null ? known : [responseId]) dropped.add(id);
  };
  const take = (event: ServerEvent): void => {
    switch (event.type) {
      case 'response-started':
        known.add(event.responseId);
        return;
      case 'response-done':
        done.add(event.responseId);
        return;
      case 'output-interrupted':
        return cut(event.responseId);
      case 'speech-started':
        if (event.interruptsOutput !== false) cut(null);
        return;
      case 'audio-delta': {
        known.add(event.responseId);
        const isOver = done.has(event.responseId) && !event.continuesItem;
        if (!isOver && !dropped.has(event.responseId)) heard.push(event.audio[0] ?? 0);
      }
    }
  };
  for (const frame of frames) for (const event of codec.decode(frame)) take(event);
  return heard;
}

/** The checks of an adapter when a frame of a conversation goes wrong. */
export const FAULT_CHECKS: readonly AdapterRule[] = [true, false].map((isInterrupted) => ({
  name: `is heard after any single fault in an ${isInterrupted ? 'interrupted' : 'uninterrupted'} exchange`,
  run: ({ createAdapter, writeExchange }: AdapterFixtures) => {
    if (!writeExchange) return;
    const write = (index: number, isCut: boolean, chunks = CHUNKS) =>
      writeExchange({
        index,
        isInterrupted: isCut,
        audio: Array.from({ length: chunks }, () => new Uint8Array(CHUNK_BYTES).fill(index + 1)),
      });
    const first = write(0, true);
    const rest = [...write(2, false), ...write(3, false)];
    const heardOf = (frames: readonly Frame[]) =>
      listen(createAdapter().createCodec(), [...first, ...frames]);
    const exchange = write(1, isInterrupted);
    const silent = new Set(write(1, isInterrupted, 0));
    expectSame(heardOf([...exchange, ...rest]), [1, 1, 2, 2, 3, 3, 4, 4], 'what is heard without a fault');
    for (const { name, frame, frames, heard } of faultsOf(exchange, rest)) {
      const answers = heardOf(frames);
      const own = answers.filter((answer) => answer === 2).length;
      // Of an audio frame that goes wrong, its own chunk may be missing.
      const isHeard = own >= (silent.has(frame) ? CHUNKS : CHUNKS - 1);
      if (heard === 'own') expectSame(isHeard, true, `${name}, its own answer`);
      const from = heard === 'later' ? 3 : 2;
      const after = answers.filter((answer) => answer > from);
      expectSame(after, heard === 'later' ? [4, 4] : [3, 3, 4, 4], `${name}, the answers after it`);
    }
  },
}));
