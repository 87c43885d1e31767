import { describe, expect, it } from 'vitest';
import { collect, heldBy, NOTHING } from '../../test/session-probes.ts';
import { faultsOfState } from '../../test/session-invariants.ts';
import { isRealtimeError } from '../errors/realtime-error.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import type { SessionState } from '../session/session-state.ts';
import type { AdapterFixtures } from '../testing/adapter-fixtures.ts';
import { conversation } from '../testing/conversation.ts';
import { bendFrames } from '../testing/junk-frames.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { writeScriptedFrame } from '../testing/scripted-wire.ts';
import { settle } from '../testing/settle.ts';
import { createRealtimeSession } from './create-realtime-session.ts';
import type { RealtimeSession } from './realtime-session.ts';

const JUNK = 2_000;

/** So many frames take about a second; a loaded machine may need several times as much. */
const TIMEOUT_MS = 30_000;

const contracts = import.meta.glob<{ readonly contract: AdapterFixtures }>('../adapters/*/contract.ts', {
  eager: true,
});

type Frame = string | ArrayBuffer;

/** A session over a vendor's real adapter in a made-up world. Its server is the vendor's fixtures. */
class VendorWorld {
  readonly clock = createManualClock();
  readonly transport = createScriptedTransport();
  readonly microphone = createFakeMicrophone();
  readonly speaker = createFakeSpeaker({ clock: this.clock });
  readonly pendingTimers = () => this.clock.pendingTimers;
  readonly session: RealtimeSession;
  readonly #acknowledgement: Frame;

  constructor({ createAdapter, credential, reads }: AdapterFixtures) {
    const isAcknowledgement = ({ events }: { readonly events: readonly ServerEvent[] }) =>
      events.some(({ type }) => type === 'session-configured');
    this.#acknowledgement = reads.find(isAcknowledgement)?.frame ?? '';
    this.session = createRealtimeSession({
      adapter: createAdapter(),
      credential: () => Promise.resolve(credential),
      ports: { ...this, scheduleFrame: (callback) => (queueMicrotask(callback), () => {}) },
    });
  }

  async connect(): Promise<void> {
    if (this.session.store.getState().status === 'live') return;
    const connecting = this.session.connect();
    await settle();
    this.transport.emit(this.#acknowledgement);
    await connecting;
  }

  /** Feeds frames as the wire brings them. What ends the session is answered by a new connection. */
  async feed(frames: readonly Frame[]): Promise<void> {
    let checked: SessionState | null = null;
    for (const frame of frames) {
      this.transport.emit(frame);
      const state = this.session.store.getState();
      // Most frames change nothing, and a state that has been checked need not be checked again.
      if (state !== checked) expect(faultsOfState(state)).toEqual([]);
      checked = state;
      if (state.status === 'live') continue;
      await settle();
      await this.connect();
    }
    await this.clock.advanceAsync(1_000);
  }
}

describe.each(Object.entries(contracts))('%s', (_path, { contract }) => {
  const valid = contract.reads.map(({ frame }) => frame);

  it(
    'bent frames lead to coded errors or to nothing, and the session goes on',
    { timeout: TIMEOUT_MS },
    async () => {
      const world = new VendorWorld(contract);
      await world.connect();
      const errors = collect(world, 'error');
      await world.feed(bendFrames(valid, JUNK, 7));
      expect(errors.every(isRealtimeError)).toBe(true);
      expect(errors.some(({ code }) => code === 'malformed-frame')).toBe(true);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      await world.session.close();
      expect(heldBy(world)).toEqual(NOTHING);
    },
  );

  it('frames that come twice, backwards or between each other corrupt nothing', async () => {
    const world = new VendorWorld(contract);
    await world.connect();
    const mixed = valid.flatMap((frame, index) => [frame, valid[valid.length - 1 - index] ?? frame, frame]);
    await world.feed([...valid, ...valid.toReversed(), ...mixed]);
    const { order } = world.session.store.getState().transcript;
    expect(new Set(order).size).toBe(order.length);
  });
});

describe('frames of any vendor', () => {
  it('that cannot be read are told and skipped', async () => {
    const world = await conversation().connect();
    const errors = collect(world, 'error');
    for (const frame of ['', '{', 'null', '[]', '"text"', '{"type":7}', new ArrayBuffer(3)])
      world.transport.emit(frame);
    await conversation(world).user.says('Are you there?').agent.says('I am');
    expect(errors.map(({ code }) => code)).toEqual(Array.from({ length: 7 }, () => 'malformed-frame'));
    expect(world.session.store.getState().transcript.order).toHaveLength(2);
  });

  it('of a kind that is unknown are ignored without a word', async () => {
    const world = await conversation().connect();
    const errors = collect(world, 'error');
    const before = world.session.store.getState();
    world.transport.emit('{"type":"telepathy-started","__proto__":{"polluted":true}}');
    await world.settle();
    expect(errors).toEqual([]);
    expect(world.session.store.getState()).toBe(before);
  });

  it('with ids like the names that every object has are ids like any other', async () => {
    const world = await conversation().connect();
    for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const item = {
        type: 'message',
        id,
        role: 'user',
        status: 'completed',
        content: [{ type: 'text', text: id }],
      } as const;
      world.transport.emit(writeScriptedFrame({ type: 'item-added', item }));
      world.transport.emit(
        writeScriptedFrame({ type: 'input-transcript-done', itemId: id, transcript: `${id}!`, usage: null }),
      );
    }
    await conversation(world).expectTranscript([
      { user: '__proto__!' },
      { user: 'constructor!' },
      { user: 'toString!' },
      { user: 'hasOwnProperty!' },
    ]);
    expect(Object.getPrototypeOf(world.session.store.getState())).toBe(Object.prototype);
  });

  it('that are huge are read, and one row takes the words', async () => {
    const world = await conversation().connect().user.says('Recite everything');
    const text = 'x'.repeat(5_000_000);
    await conversation(world).agent.writes(text);
    const { transcript } = world.session.store.getState();
    expect([...transcript.archive.values()].at(-1)).toMatchObject({ text });
  });
});
