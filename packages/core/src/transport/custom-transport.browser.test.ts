import { afterEach, describe, expect, it, vi } from 'vitest';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { CustomOpening } from '../protocol/provider-adapter.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createCustomTransport } from './custom-transport.ts';
import type { Transport } from './transport-port.ts';

/* Core's part of a call over a vendor's own client. */

const releases: (() => unknown)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).toReversed()) await release();
});

function createTrack(): MediaStreamTrack {
  const context = new AudioContext();
  releases.push(() => context.close());
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  if (!track) throw new Error('A destination has a track.');
  return track;
}

/** A vendor's client that does what a test says. */
function createClient() {
  const inputs: (MediaStreamTrack | null)[] = [];
  const sent: string[] = [];
  let opening: CustomOpening | null = null;
  let closed = 0;
  let refuse: (error: Error) => void = () => {};
  let admit: () => void = () => {};
  const admitted = new Promise<void>((resolve, reject) => {
    admit = resolve;
    refuse = reject;
  });
  return {
    inputs,
    sent,
    admit: () => admit(),
    refuse: (error: Error) => refuse(error),
    get closed() {
      return closed;
    },
    get isCalled() {
      return opening !== null;
    },
    get opening() {
      if (!opening) throw new Error('No call was made.');
      return opening;
    },
    plan: {
      kind: 'custom',
      async open(request: CustomOpening) {
        opening = request;
        inputs.push(request.input);
        await admitted;
        return {
          send: (frame: string) => sent.push(frame) > 0,
          setInput: (track: MediaStreamTrack | null) => Promise.resolve(void inputs.push(track)),
          report: () => Promise.resolve(null),
          close: () => void (closed += 1),
        };
      },
    } as const,
  };
}

function call(input: MediaStreamTrack | null = null) {
  const client = createClient();
  const clock = createManualClock();
  const controller = new AbortController();
  const told: unknown[] = [];
  const opening: Promise<Transport> = createCustomTransport({ clock, openMs: 2_000 }).open({
    plan: client.plan,
    signal: controller.signal,
    listener: { onFrame: (frame) => told.push(frame), onClose: ({ code }) => told.push(code) },
    media: { input, onOutput: (stream) => told.push(stream && stream.getTracks().length) },
  });
  return { client, clock, controller, told, opening };
}

async function open(input: MediaStreamTrack | null = null) {
  const world = call(input);
  world.client.admit();
  const transport = await world.opening;
  releases.push(() => transport.close());
  return { ...world, transport };
}

describe('an open call', () => {
  it('carries frames both ways, and the agent’s sound', async () => {
    const { client, told, transport, clock } = await open();
    expect(transport.send('hello')).toBe(true);
    client.opening.onFrame('welcome');
    client.opening.onOutput(createTrack());
    client.opening.onOutput(null);
    expect([client.sent, told]).toEqual([['hello'], ['welcome', 1, null]]);
    expect(await transport.stats?.()).toMatchObject({ roundTripMs: null, jitterMs: null });
    expect(clock.pendingTimers).toBe(0);
  });

  it('has a microphone of its own, shut until the user is to be heard, and takes another', async () => {
    const [mine, other] = [createTrack(), createTrack()];
    const { client, transport } = await open(mine);
    const own = client.inputs[0];
    expect(own?.id).not.toBe(mine.id);
    expect(own?.enabled).toBe(false);
    transport.setInputOpen?.(true);
    expect([own?.enabled, mine.enabled]).toEqual([true, true]);
    await transport.setInput?.(other);
    expect([own?.readyState, mine.readyState, client.inputs[1]?.enabled]).toEqual(['ended', 'live', true]);
    await transport.setInput?.(null);
    expect(client.inputs).toHaveLength(3);
    transport.close();
    expect([mine.readyState, other.readyState]).toEqual(['live', 'live']);
  });

  it('ends once, from either side, and then nothing comes', async () => {
    const { client, told, transport } = await open();
    const { onClose, onFrame } = client.opening;
    onClose({ code: 1000, reason: '', wasClean: true });
    onClose({ code: 1006, reason: '', wasClean: false });
    onFrame('late');
    transport.close();
    expect(told).toEqual([null, 1000]);
    expect(client.closed).toBe(1);
    const other = await open();
    other.transport.close();
    other.transport.close();
    other.client.opening.onClose({ code: 1000, reason: '', wasClean: true });
    expect([other.told, other.client.closed]).toEqual([[null], 1]);
  });
});

describe('an attempt', () => {
  it('is told why it failed, and lets go of the microphone', async () => {
    const { client, opening, clock } = call(createTrack());
    const error = new RealtimeError('credential-rejected', 'No.');
    await vi.waitUntil(() => client.isCalled);
    client.refuse(error);
    await expect(opening).rejects.toBe(error);
    expect(client.inputs[0]?.readyState).toBe('ended');
    expect(clock.pendingTimers).toBe(0);
  });

  it.each([
    ['takes too long', 'connect-timeout'],
    ['is given up', 'aborted'],
  ])('that %s is %s, and what comes of it later is closed', async (_, code) => {
    const { client, opening, clock, controller } = call(createTrack());
    opening.catch(() => {});
    await vi.waitUntil(() => client.isCalled);
    if (code === 'aborted') controller.abort();
    else clock.advance(2_000);
    await expect(opening).rejects.toMatchObject({ code });
    expect(client.opening.signal.aborted).toBe(true);
    client.admit();
    await vi.waitUntil(() => client.closed === 1);
  });

  it.each(['before it opens', 'while it opens'])('that the vendor ends %s has failed, once', async (when) => {
    const { client, opening, told } = call(createTrack());
    await vi.waitUntil(() => client.isCalled);
    if (when === 'while it opens') client.admit();
    client.opening.onClose({ code: 4001, reason: 'room full', wasClean: false });
    client.admit();
    await expect(opening).rejects.toMatchObject({
      code: 'connect-refused',
      wire: { code: 4001, reason: 'room full' },
    });
    await vi.waitUntil(() => client.closed === 1);
    expect(client.inputs[0]?.readyState).toBe('ended');
    expect(told).toEqual([null]);
  });

  it('that the vendor ends fails with the error of the vendor’s client, which says more', async () => {
    const { client, opening } = call();
    await vi.waitUntil(() => client.isCalled);
    client.opening.onClose({ code: 1006, reason: 'left', wasClean: false });
    client.refuse(new RealtimeError('credential-rejected', 'No.'));
    await expect(opening).rejects.toMatchObject({ code: 'credential-rejected' });
  });

  it('that the vendor ends fails soon where the vendor’s client never rejects', async () => {
    const { client, opening, clock } = call();
    opening.catch(() => {});
    await vi.waitUntil(() => client.isCalled);
    client.opening.onClose({ code: 1006, reason: 'left', wasClean: false });
    clock.advance(1_000);
    await expect(opening).rejects.toMatchObject({ code: 'connect-refused' });
  });

  it('is not begun for a plan of another kind, nor when it is given up before', async () => {
    const port = createCustomTransport();
    const listener = { onFrame: () => {}, onClose: () => {} };
    const plan = { kind: 'websocket', url: 'wss://x.test', protocols: [] } as const;
    const { signal } = new AbortController();
    await expect(port.open({ plan, signal, listener })).rejects.toMatchObject({
      code: 'unsupported-capability',
    });
    const client = createClient();
    await expect(
      port.open({ plan: client.plan, signal: AbortSignal.abort(), listener }),
    ).rejects.toMatchObject({ code: 'aborted' });
    expect(client.inputs).toEqual([]);
  });
});
