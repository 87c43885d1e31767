import { beforeEach, expect, test } from 'vitest';
import { createInternalState } from '../session/initial-state.ts';
import type { InternalState, Playout } from '../session/internal-state.ts';
import type { SessionInput } from '../session/session-input.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { SCRIPTED_CAPABILITIES } from '../testing/scripted-capabilities.ts';
import { AudioLedger } from './audio-ledger.ts';

const PLAYOUT: Playout = {
  responseId: 'r',
  contentIndex: 0,
  receivedMs: 20,
  isEnded: false,
  isCut: false,
  isOutOfBand: false,
};

let state: InternalState;
let isBusy = false;
let failure: Error | null = null;
let played: (readonly [itemId: string, byteLength: number])[] = [];
let taken: SessionInput[] = [];
let reported: unknown[] = [];

function createLedger(): AudioLedger {
  return new AudioLedger({
    connection: 1,
    clock: createManualClock(),
    readInternalState: () => state,
    isBusy: () => isBusy,
    play(itemId, audio) {
      if (failure) throw failure;
      played.push([itemId, audio.byteLength]);
    },
    take: (input) => void taken.push(input),
    report: (error) => void reported.push(error),
  });
}

function setPlayouts(...playouts: readonly (readonly [itemId: string, playout: Playout])[]): void {
  state = { ...state, playback: { ...state.playback, playouts: new Map(playouts) } };
}

beforeEach(() => {
  const initial = createInternalState({
    capabilities: SCRIPTED_CAPABILITIES,
    outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
    config: {},
    inputMode: 'hands-free',
    volume: 1,
  });
  state = { ...initial, public: { ...initial.public, status: 'live', connection: 1 } };
  setPlayouts(['a', PLAYOUT], ['b', PLAYOUT]);
  isBusy = false;
  failure = null;
  [played, taken, reported] = [[], [], []];
});

const delta = (itemId: string, byteLength: number) =>
  ({
    type: 'audio-delta',
    responseId: 'r',
    itemId,
    contentIndex: 0,
    audio: new Uint8Array(byteLength),
  }) as const;

const received = (itemId: string, byteLength: number) =>
  expect.objectContaining({ type: 'audio-received', connection: 1, itemId, byteLength });

test('a chunk is played within the call, and the rules get the sum', () => {
  const ledger = createLedger();
  for (const bytes of [4, 6]) expect(ledger.play(delta('a', bytes))).toBe(true);
  expect([played, taken]).toEqual([
    [
      ['a', 4],
      ['a', 6],
    ],
    [],
  ]);
  ledger.settle();
  ledger.settle();
  expect(taken).toEqual([received('a', 10)]);
});

test('each item has a sum of its own', () => {
  const ledger = createLedger();
  for (const itemId of ['a', 'a', 'b']) ledger.play(delta(itemId, 2));
  ledger.settle();
  expect(taken).toEqual([received('a', 4), received('b', 2)]);
});

test.each<[what: string, change: () => void]>([
  ['the first of an item', () => setPlayouts()],
  ['of an item that was cut', () => setPlayouts(['a', { ...PLAYOUT, isCut: true }])],
  [
    'of a response that was cancelled when it started',
    () => (state = { ...state, responses: { ...state.responses, cancelledResponseIds: ['q', 'r'] } }),
  ],
  ['of another response', () => setPlayouts(['a', { ...PLAYOUT, responseId: 'other' }])],
  ['of another connection', () => (state = { ...state, public: { ...state.public, connection: 2 } })],
  [
    'of a session that is not live',
    () => (state = { ...state, public: { ...state.public, status: 'reconnecting' } }),
  ],
  ['behind inputs that wait', () => (isBusy = true)],
])('the rules decide about a chunk %s', (_, change) => {
  change();
  const ledger = createLedger();
  expect([ledger.play(delta('a', 2)), played]).toEqual([false, []]);
  ledger.settle();
  expect(taken).toEqual([]);
});

test('a speaker that throws loses its chunk and is reported', () => {
  failure = new Error('It broke.');
  expect(createLedger().play(delta('a', 2))).toBe(true);
  expect(reported).toEqual([failure]);
});
