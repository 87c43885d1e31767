import type * as LiveKit from 'livekit-client';
import { describe, expect, test } from 'vitest';
import type { CustomOpening } from '../../protocol/provider-adapter.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import type { ManualClock } from '../../testing/manual-clock.ts';
import { enterRoom, LAST_DATA_MS } from './room.ts';

/** The part of livekit-client that a room uses, without a network. Publishing waits until the test lets it go on. */
function createLiveKit() {
  const published: unknown[] = [];
  const held: (() => void)[] = [];
  const listeners = new Map<string, (...args: unknown[]) => void>();
  const rooms: Room[] = [];
  class Room {
    state = 'connected';
    readonly localParticipant = {
      publishTrack: async (track: unknown) => {
        await new Promise<void>((resolve) => void held.push(resolve));
        published.push(track);
        return {
          track: { replaceTrack: (next: unknown) => Promise.resolve(void published.splice(0, 1, next)) },
        };
      },
      unpublishTrack: () => Promise.resolve(void published.splice(0, 1)),
    };

    constructor() {
      rooms.push(this);
    }

    on(event: string, listener: (...args: unknown[]) => void): this {
      listeners.set(event, listener);
      return this;
    }

    connect(): Promise<void> {
      return Promise.resolve();
    }

    removeAllListeners(): void {}

    disconnect(): Promise<void> {
      return Promise.resolve();
    }
  }
  const livekit = {
    Room,
    RoomEvent: {
      DataReceived: 'data',
      Reconnecting: 'reconnecting',
      ParticipantDisconnected: 'left',
      Disconnected: 'disconnected',
    },
    DisconnectReason: { ROOM_DELETED: 5, 5: 'ROOM_DELETED' },
    ConnectionState: { Connected: 'connected' },
    Track: { Source: { Microphone: 'microphone' } },
  } as unknown as typeof LiveKit;
  const emit = (event: string, ...args: unknown[]) => {
    // livekit-client changes its state together with the event.
    const state = { reconnecting: 'reconnecting', reconnected: 'connected' }[event];
    for (const room of rooms) room.state = state ?? room.state;
    listeners.get(event)?.(...args);
  };
  return { livekit, published, held, emit };
}

type Close = Parameters<CustomOpening['onClose']>[0];

function enter(
  livekit: typeof LiveKit,
  onClose: (close: Close) => void = () => {},
  {
    onFrame = () => {},
    clock = createManualClock(),
  }: { onFrame?: (frame: string) => void; clock?: ManualClock } = {},
) {
  const { signal } = new AbortController();
  const opening = { input: null, signal, onFrame, onOutput: () => {}, onClose } as const;
  return enterRoom(livekit, 'wss://rooms.test', { credential: 'a.b.c' }, opening, clock);
}

test('two changes of the microphone at once publish one track, the later one', async () => {
  const { livekit, published, held } = createLiveKit();
  const room = await enter(livekit);
  const [first, second] = ['first', 'second'] as unknown as [MediaStreamTrack, MediaStreamTrack];
  const changes = [room.setInput(first), room.setInput(second)];
  await Promise.resolve();
  await Promise.resolve();
  for (const release of held) release();
  await Promise.all(changes);
  expect(published).toEqual(['second']);
});

describe('the agent leaves', () => {
  const AGENT_LEFT = ['left', { identity: 'agent-1' }] as const;
  const LOST_AND_BACK = [['reconnecting'], ['reconnected']] as const;

  test.each([
    ['as its end', [AGENT_LEFT], true],
    ['after the room was lost and entered again, as a loss', [...LOST_AND_BACK, AGENT_LEFT], false],
    ['with its room, after the same, as a loss', [...LOST_AND_BACK, ['disconnected', 5]], false],
    [
      'after it was heard in the room again, as its end',
      [...LOST_AND_BACK, ['data', new Uint8Array()], AGENT_LEFT],
      true,
    ],
  ] as const)('%s', async (_, events, wasClean) => {
    const { livekit, emit } = createLiveKit();
    const closes: Close[] = [];
    const clock = createManualClock();
    await enter(livekit, (close) => closes.push(close), { clock });
    for (const [event, ...args] of events) emit(event, ...args);
    await Promise.resolve();
    clock.advance(LAST_DATA_MS);
    expect(closes).toMatchObject([{ wasClean, code: wasClean ? 1000 : 1006 }]);
  });

  test('only in the room’s own list, which livekit-client empties before it enters the room again', async () => {
    const { livekit, emit } = createLiveKit();
    const closes: Close[] = [];
    const clock = createManualClock();
    await enter(livekit, (close) => closes.push(close), { clock });
    emit(...AGENT_LEFT);
    emit('reconnecting');
    await Promise.resolve();
    expect([closes, clock.pendingTimers]).toEqual([[], 0]);
  });

  test('and its last data, which the departure has overtaken, is still read', async () => {
    const { livekit, emit } = createLiveKit();
    const told: unknown[] = [];
    const clock = createManualClock();
    await enter(livekit, ({ code }) => told.push(code), { clock, onFrame: (frame) => told.push(frame) });
    emit(...AGENT_LEFT);
    await Promise.resolve();
    clock.advance(LAST_DATA_MS - 1);
    emit('data', new TextEncoder().encode('the longest duration'));
    clock.advance(1);
    expect(told).toEqual(['the longest duration', 1000]);
  });

  test('and its room is lost before the last data, which is its end all the same, told once', async () => {
    const { livekit, emit } = createLiveKit();
    const closes: Close[] = [];
    const clock = createManualClock();
    await enter(livekit, (close) => closes.push(close), { clock });
    emit(...AGENT_LEFT);
    await Promise.resolve();
    emit('disconnected');
    expect(closes).toMatchObject([{ wasClean: true, code: 1000 }]);
    clock.advance(LAST_DATA_MS);
    expect([closes.length, clock.pendingTimers]).toEqual([1, 0]);
  });

  test('and the user leaves meanwhile: nothing is waited for', async () => {
    const { livekit, emit } = createLiveKit();
    const closes: Close[] = [];
    const clock = createManualClock();
    const room = await enter(livekit, (close) => closes.push(close), { clock });
    emit(...AGENT_LEFT);
    await Promise.resolve();
    room.close();
    expect([closes, clock.pendingTimers]).toEqual([[], 0]);
  });
});
