import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakePeer } from '../../test/fake-peer.ts';
import type { FakeChannel } from '../../test/fake-peer.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { WebRtcPlan } from '../protocol/provider-adapter.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { settle } from '../testing/settle.ts';
import type { TransportClose } from './transport-port.ts';
import { createWebRtcTransport } from './webrtc-transport.ts';

afterEach(() => vi.unstubAllGlobals());

const PLAN: WebRtcPlan = {
  kind: 'webrtc',
  url: 'https://voice.example/calls',
  headers: { authorization: 'Bearer for-one-call' },
  channel: 'events',
};

function call(
  respond: () => Response | Promise<Response> = () => new Response('v=0 answer', { status: 201 }),
  input: MediaStreamTrack | null = null,
) {
  const peer = new FakePeer();
  const clock = createManualClock();
  const closes: TransportClose[] = [];
  const frames: unknown[] = [];
  const outputs: unknown[] = [];
  const paths: unknown[] = [];
  const post = vi.fn<typeof fetch>(async () => respond());
  vi.stubGlobal('fetch', post);
  const controller = new AbortController();
  const opening = createWebRtcTransport({
    clock,
    peerConnection: function Peer() {
      return peer;
    } as unknown as typeof RTCPeerConnection,
  }).open({
    plan: PLAN,
    signal: controller.signal,
    media: { input, onOutput: (stream) => outputs.push(stream) },
    listener: {
      onFrame: (frame) => frames.push(frame),
      onClose: (close) => closes.push(close),
      onPathChange: (...path) => paths.push(path),
    },
  });
  opening.catch(() => {}); // Tests look at it themselves.
  return { peer, clock, closes, frames, outputs, paths, post, controller, opening };
}

/** A call whose channel is open. */
async function talk(input: MediaStreamTrack | null = null) {
  const made = call(undefined, input);
  await settle();
  const channel = made.peer.channels[0] as FakeChannel;
  made.peer.become('connected');
  channel.become('open');
  return { ...made, channel, transport: await made.opening };
}

describe('opening a call', () => {
  it('has its channel before it makes the offer, and waits for no candidates', async () => {
    const { peer } = await talk();
    expect(peer.calls).toEqual(['transceiver sendrecv', 'channel events', 'offer', 'answer v=0 answer']);
  });

  it('posts the offer with the credential, and follows no redirect with it', async () => {
    const { post } = await talk();
    expect(post.mock.calls).toEqual([
      [
        PLAN.url,
        {
          method: 'POST',
          headers: PLAN.headers,
          body: 'v=0 offer',
          redirect: 'error',
          signal: expect.any(AbortSignal),
        },
      ],
    ]);
  });

  it.each([
    [401, 'credential-rejected', false],
    [403, 'credential-rejected', false],
    [429, 'rate-limited', true],
    [503, 'connect-refused', true],
    [400, 'connect-refused', false],
    [408, 'connect-refused', true],
  ])('that is refused with status %d is %s, in the vendor’s words', async (status, code, isRetryable) => {
    const { opening, peer } = call(() => Response.json({ error: { message: 'No such model.' } }, { status }));
    await expect(opening).rejects.toMatchObject({
      code,
      isRetryable,
      message: expect.stringContaining('No such model'),
    });
    expect(peer.calls.at(-1)).toBe('close');
  });

  it.each([429, 503])(
    'that is refused with status %d keeps the wait that the vendor asks for',
    async (status) => {
      const headers = { 'retry-after': '7' };
      const { opening } = call(() => Response.json({}, { status, headers }));
      await expect(opening).rejects.toMatchObject({ retryAfterMs: 7_000 });
    },
  );

  it.each([
    ['no server answers', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the answer is a page', () => new Response('<html>', { status: 200 })],
    ['a proxy refuses', () => new Response('<html>', { status: 502 })],
  ])('has a coded reason when %s', async (_, respond) => {
    await expect(call(respond).opening).rejects.toMatchObject({ code: 'connect-refused', isRetryable: true });
  });

  it('keeps the error of an app that exchanges the descriptions itself', async () => {
    const refusal = new RealtimeError('rate-limited', 'Too many calls.', { retryAfterMs: 7_000 });
    const { opening } = call(() => Promise.reject(refusal));
    await expect(opening).rejects.toBe(refusal);
  });

  it('whose answer is torn while it is read says that the offer could not be delivered', async () => {
    const torn = new ReadableStream({ start: (controller) => controller.error(new TypeError('torn')) });
    const { opening } = call(() => new Response(torn, { status: 201 }));
    await expect(opening).rejects.toMatchObject({ code: 'connect-refused', cause: { message: 'torn' } });
  });

  it('that finds no way through says so', async () => {
    const { opening, peer } = call();
    await settle();
    peer.become('failed');
    await expect(opening).rejects.toMatchObject({
      code: 'connect-timeout',
      message: expect.stringContaining('UDP'),
    });
    expect(peer.calls.at(-1)).toBe('close');
  });

  it('whose channel never opens ends with a reason, and leaves no timer', async () => {
    const { opening, clock, peer } = call();
    await settle();
    await clock.advanceAsync(9_999);
    expect(peer.connectionState).toBe('new');
    await clock.advanceAsync(1);
    await expect(opening).rejects.toMatchObject({ code: 'connect-timeout' });
    expect([peer.calls.at(-1), clock.pendingTimers]).toEqual(['close', 0]);
  });

  it('takes no other plan', async () => {
    const opening = createWebRtcTransport().open({
      plan: { kind: 'websocket', url: 'wss://voice.example', protocols: [] },
      signal: new AbortController().signal,
      listener: { onFrame: () => {}, onClose: () => {} },
    });
    await expect(opening).rejects.toMatchObject({ code: 'unsupported-capability' });
  });

  it('says so where there is no WebRTC', async () => {
    const opening = createWebRtcTransport().open({
      plan: PLAN,
      signal: new AbortController().signal,
      listener: { onFrame: () => {}, onClose: () => {} },
    });
    await expect(opening).rejects.toMatchObject({ code: 'unsupported-capability' });
  });

  it('can be given up while the vendor is asked, and leaves nothing', async () => {
    const { opening, controller, peer, clock } = call(() => new Promise(() => {}));
    await settle();
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    expect([peer.calls.at(-1), clock.pendingTimers]).toEqual(['close', 0]);
  });
});

describe('a network that goes away', () => {
  it('for a moment ends nothing', async () => {
    const { peer, clock, closes, paths, transport } = await talk();
    peer.become('disconnected');
    await clock.advanceAsync(4_999);
    peer.become('connected');
    await clock.advanceAsync(60_000);
    expect(closes).toEqual([]);
    expect(paths).toEqual([
      ['away', 0],
      ['well', 4_999],
    ]);
    transport.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('is noticed by the sound, which comes all the time and stops', async () => {
    const { peer, clock, paths } = await talk();
    const listen = async (ms: number, packets: number) => {
      for (let passed = 0; passed < ms; passed += 500) {
        peer.receivedPackets += packets;
        await clock.advanceAsync(500);
      }
    };
    // Sound with pauses proves nothing.
    for (let pause = 0; pause < 4; pause += 1) {
      await listen(1_500, 25);
      await listen(1_500, 0);
    }
    expect(paths).toEqual([]);
    await listen(2_000, 25);
    const stoppedAtMs = clock.now();
    await listen(5_000, 0);
    await listen(500, 3);
    expect(paths).toEqual([
      ['quiet', stoppedAtMs],
      ['well', stoppedAtMs + 5_500],
    ]);
  });

  it('for longer ends the connection, to be taken up by another', async () => {
    const { peer, clock, closes } = await talk();
    peer.become('disconnected');
    await clock.advanceAsync(5_000);
    expect(closes).toEqual([{ code: 1006, reason: expect.stringContaining('5000 ms'), wasClean: false }]);
    expect(peer.calls.at(-1)).toBe('close');
  });

  it('for good ends it at once', async () => {
    const { peer, closes, clock } = await talk();
    peer.become('disconnected');
    peer.become('failed');
    expect(closes).toMatchObject([{ code: 1006 }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('takes the channel along: that is no end in good order', async () => {
    const { peer, channel, closes } = await talk();
    peer.become('disconnected');
    channel.become('closed');
    expect(closes).toMatchObject([{ code: 1006, wasClean: false }]);
  });
});

describe('a channel that closes over a network that works', () => {
  it('is a hang-up when no sound comes any more', async () => {
    const { peer, channel, clock, closes } = await talk();
    peer.receivedPackets = 100;
    channel.become('closed');
    await clock.advanceAsync(400);
    peer.receivedPackets = 102;
    await clock.advanceAsync(600);
    expect(closes).toEqual([{ code: 1000, reason: 'the other side hung up', wasClean: true }]);
  });

  it('is a loss when sound goes on', async () => {
    const { peer, channel, clock, closes } = await talk();
    peer.receivedPackets = 100;
    channel.become('closed');
    await clock.advanceAsync(900);
    peer.receivedPackets = 125;
    await clock.advanceAsync(100);
    expect(closes).toMatchObject([{ code: 1006, wasClean: false }]);
  });

  it('says nothing once the call was closed meanwhile', async () => {
    const { transport, peer, channel, clock, closes } = await talk();
    peer.receivedPackets = 100;
    channel.become('closed');
    await clock.advanceAsync(100);
    transport.close();
    await clock.advanceAsync(1_000);
    expect([closes, clock.pendingTimers]).toEqual([[], 0]);
  });
});

describe('a channel that takes nothing', () => {
  it('ends the connection with a reason', async () => {
    const { transport, channel, clock, closes } = await talk();
    channel.bufferedAmount = 4;
    expect(transport.send('1234')).toBe(true);
    expect(transport.bufferedBytes()).toBe(4);
    await clock.advanceAsync(10_000);
    expect(closes).toEqual([
      { code: 1006, reason: expect.stringContaining('took nothing'), wasClean: false },
    ]);
  });

  it('is not one that is slow, and its timer ends when it is through', async () => {
    const { transport, channel, clock, closes } = await talk();
    channel.bufferedAmount = 8;
    transport.send('12345678');
    for (const waiting of [6, 3, 0]) {
      channel.bufferedAmount = waiting;
      await clock.advanceAsync(10_000);
    }
    expect(closes).toEqual([]);
    // One looks at the sound, for as long as the call lasts.
    expect(clock.pendingTimers).toBe(1);
  });

  it('because its queue is full says that nothing was sent', async () => {
    const { transport, channel } = await talk();
    channel.isFull = true;
    expect(() => transport.send('x')).toThrow(expect.objectContaining({ code: 'send-backlog' }));
  });
});

describe('the data that is sent', () => {
  it('is as large as the connection takes, counted in bytes', async () => {
    const { transport, channel } = await talk();
    expect(transport.send('x'.repeat(100))).toBe(true);
    expect(() => transport.send('ü'.repeat(51))).toThrow(
      expect.objectContaining({
        code: 'invalid-config',
        message: expect.stringContaining('102'),
      }) as Error,
    );
    expect(() => transport.send(new Uint8Array(101))).toThrow(
      expect.objectContaining({ code: 'invalid-config' }) as Error,
    );
    expect(channel.sent).toHaveLength(1);
  });

  it('is a copy of the microphone that is there now, silent until the user may be heard', async () => {
    const device = () => {
      const copy = { enabled: true, stop: vi.fn<() => void>() };
      return { copy, track: { clone: () => copy } as unknown as MediaStreamTrack };
    };
    const [first, second] = [device(), device()];
    const { transport, peer } = await talk(first.track);
    expect([peer.replaced, first.copy.enabled]).toEqual([[first.copy], false]);
    transport.setInputOpen?.(true);
    await transport.setInput?.(second.track);
    expect([peer.replaced.at(-1), second.copy.enabled]).toEqual([second.copy, true]);
    expect(first.copy.stop).toHaveBeenCalledOnce();
    transport.close();
    expect(second.copy.stop).toHaveBeenCalledOnce();
    await transport.setInput?.(first.track);
    expect(peer.replaced).toHaveLength(2);
  });
});

it('hears nothing any more after it was closed', async () => {
  const { transport, channel, frames, closes, outputs, peer } = await talk();
  channel.say('before');
  transport.close();
  expect(outputs).toEqual([null]);
  channel.say('after');
  channel.become('closed');
  peer.become('failed');
  expect([frames, closes]).toEqual([['before'], []]);
});
