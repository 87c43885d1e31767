import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPagePeer } from '../../test/page-peer.ts';
import { watchResources } from '../../test/watch-resources.ts';
import { openai } from '../adapters/openai/index.ts';
import { createBackoff } from '../transport/reconnect-policy.ts';
import { createRealtimeSession } from './create-realtime-session.ts';
import type { RealtimeSession } from './realtime-session.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

/* The sound on the other side of a call, and on this one. The other side is in the same page. */

const LOUD = 0.02;
const SILENT = 0.001;
const PATIENCE = { interval: 20 };

vi.setConfig({ testTimeout: 60_000 });

const releases: (() => unknown)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).toReversed()) await release();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

type Told = { readonly type: string } & Readonly<Record<string, unknown>>;

/** A vendor that acknowledges what it is configured with, and says what a test wants. */
function createVendor() {
  const peers: ReturnType<typeof createPagePeer>[] = [];
  const last = () => {
    const peer = peers.at(-1);
    if (!peer) throw new Error('No call was made.');
    return peer;
  };
  const say = (...events: readonly Told[]) =>
    events.forEach((event) => last().channel?.send(JSON.stringify(event)));
  return {
    peers,
    last,
    say,
    told: () => last().messages.map((message) => (JSON.parse(String(message)) as Told).type),
    async exchange({ sdp }: { readonly sdp: string }): Promise<string> {
      const far = createPagePeer();
      peers.push(far);
      releases.push(far.close);
      far.peer.addEventListener('datachannel', ({ channel }) => {
        channel.addEventListener('message', ({ data }) => {
          const { type } = JSON.parse(String(data)) as Told;
          const session = { type: 'realtime', id: 'sess_1' };
          if (type === 'session.update') channel.send(JSON.stringify({ type: 'session.updated', session }));
        });
      });
      return far.exchange({ sdp });
    },
  };
}

function open(options: Partial<RealtimeSessionOptions> = {}) {
  const vendor = createVendor();
  const made = collect('RTCPeerConnection');
  const session: RealtimeSession = createRealtimeSession({
    adapter: openai({ transport: 'webrtc', exchangeSdp: (sdp) => vendor.exchange({ sdp }) }),
    credential: () => Promise.resolve('unused'),
    ...options,
  });
  releases.push(() => session.close());
  /** The network of the running call fails. */
  const fail = () => {
    const near = made.find(
      (peer) => peer.connectionState === 'connected' && vendor.peers.every((far) => far.peer !== peer),
    );
    if (!near) throw new Error('No call is running.');
    vi.spyOn(near, 'connectionState', 'get').mockReturnValue('failed');
    near.dispatchEvent(new Event('connectionstatechange'));
  };
  return { session, vendor, fail, state: () => session.store.getState() };
}

/** A microphone that hums, given by the browser in place of its own. */
function humInto(ids: readonly string[] = ['hum']) {
  const asked: MediaStreamConstraints[] = [];
  const tracks: MediaStreamTrack[] = [];
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation((constraints = {}) => {
    asked.push(constraints);
    const context = new AudioContext();
    releases.push(() => context.close());
    const out = context.createMediaStreamDestination();
    const tone = new OscillatorNode(context, { frequency: 300 + 300 * (asked.length % (ids.length + 1)) });
    tone.connect(new GainNode(context, { gain: 0.3 })).connect(out);
    tone.start();
    tracks.push(...out.stream.getTracks());
    return Promise.resolve(out.stream);
  });
  return { asked, tracks };
}

/** Every instance of a class that the page makes from now on, until `vi.unstubAllGlobals()`. */
function collect<Name extends 'RTCPeerConnection' | 'Audio' | 'AudioContext'>(
  name: Name,
): InstanceType<(typeof globalThis)[Name]>[] {
  const made: object[] = [];
  vi.stubGlobal(
    name,
    new Proxy(globalThis[name], {
      construct(Class, args) {
        const instance = Reflect.construct(Class, args) as object;
        made.push(instance);
        return instance;
      },
    }),
  );
  return made as InstanceType<(typeof globalThis)[Name]>[];
}

/** An answer of one spoken item. */
function begin(vendor: ReturnType<typeof createVendor>, n = 1): void {
  const item = { id: `item_${n}`, type: 'message', role: 'assistant', status: 'in_progress', content: [] };
  vendor.say(
    { type: 'response.created', response: { id: `resp_${n}` } },
    { type: 'response.output_item.added', response_id: `resp_${n}`, output_index: 0, item },
  );
}

const isHeard = ({ vendor }: ReturnType<typeof open>) =>
  vi.waitUntil(() => vendor.last().hear() > LOUD, PATIENCE);
const isSilent = ({ vendor }: ReturnType<typeof open>) =>
  vi.waitUntil(() => vendor.last().hear() < SILENT, PATIENCE);

describe('the sound at the vendor', () => {
  it('is the user, and silence while they are muted', async () => {
    humInto();
    const talk = open();
    await talk.session.connect();
    await isHeard(talk);
    talk.session.microphone.setMuted(true);
    await isSilent(talk);
    expect(talk.session.microphone.level()).toBe(0);
    talk.session.microphone.setMuted(false);
    await isHeard(talk);
  });

  it('is asked of the browser with echo cancellation', async () => {
    const { asked } = humInto();
    const talk = open();
    await talk.session.connect();
    expect(asked).toEqual([
      {
        audio: expect.objectContaining({
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
        }),
      },
    ]);
  });

  it('is nothing outside a turn that is opened by hand, whose microphone may come late', async () => {
    const { asked } = humInto();
    const talk = open({ inputMode: 'push-to-talk', microphone: false });
    await talk.session.connect();
    expect(asked).toHaveLength(0);
    let chunks = 0;
    talk.session.on('command-sent', ({ type }) => (chunks += Number(type === 'append-audio')));
    await talk.session.microphone.select({});
    await isSilent(talk);
    talk.session.turn.begin();
    await isHeard(talk);
    // Shorter than a word, a turn would be thrown away.
    await vi.waitUntil(() => chunks > 10, PATIENCE);
    expect(asked).toHaveLength(1);
    talk.session.turn.end();
    await isSilent(talk);
    expect(talk.vendor.told()).toContain('input_audio_buffer.commit');
    talk.session.turn.begin();
    await isHeard(talk);
    expect(asked).toHaveLength(1);
    expect(talk.vendor.peers[0]?.offers).toHaveLength(1);
  });

  it('is absent in a written session, which never asks for a microphone', async () => {
    const { asked } = humInto();
    const talk = open({ microphone: false, config: { outputModality: 'text' } });
    await talk.session.connect();
    talk.session.sendText('Good evening');
    await vi.waitUntil(() => talk.vendor.told().includes('response.create'), PATIENCE);
    expect(asked).toEqual([]);
  });

  it('comes from another microphone without a new call, and the one before is let go', async () => {
    const { asked, tracks } = humInto(['a', 'b']);
    const talk = open();
    await talk.session.connect();
    await isHeard(talk);
    await talk.session.microphone.select({ deviceId: 'b' });
    expect(asked.at(-1)).toMatchObject({ audio: { deviceId: { exact: 'b' } } });
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
    await isHeard(talk);
    talk.session.microphone.setMuted(true);
    await isSilent(talk);
    expect(talk.vendor.peers).toHaveLength(1);
    expect(talk.vendor.last().offers).toHaveLength(1);
    expect(talk.state().microphone).toBe('on');
  });

  it('is left alone when another microphone cannot be had', async () => {
    humInto();
    const talk = open();
    await talk.session.connect();
    await isHeard(talk);
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', 'NotFoundError'));
    await expect(talk.session.microphone.select({ deviceId: 'gone' })).rejects.toMatchObject({
      code: 'microphone-missing',
    });
    expect(talk.state().microphone).toBe('on');
    talk.session.microphone.setMuted(true);
    await isSilent(talk);
    talk.session.microphone.setMuted(false);
    await isHeard(talk);
  });

  it('is the app’s own track, which is neither switched nor stopped', async () => {
    const { tracks } = humInto();
    await navigator.mediaDevices.getUserMedia({ audio: true });
    const [track] = tracks;
    if (!track) throw new Error('There is no track.');
    const talk = open({ microphone: { track } });
    await talk.session.connect();
    await isHeard(talk);
    talk.session.microphone.setMuted(true);
    await isSilent(talk);
    expect([track.enabled, track.readyState]).toEqual([true, 'live']);
    await talk.session.close();
    expect([track.enabled, track.readyState]).toEqual([true, 'live']);
  });
});

describe('the sound at the user', () => {
  it('counts as speaking only once it can be heard, whatever the vendor says', async () => {
    humInto();
    const { session, vendor, state } = open();
    await session.connect();
    begin(vendor);
    vendor.say({ type: 'output_audio_buffer.started', response_id: 'resp_1' });
    await vi.waitUntil(() => state().phase === 'thinking', PATIENCE);
    expect(state().speakingItemId).toBeNull();
    vendor.last().speak(true);
    await vi.waitUntil(() => state().phase === 'speaking', PATIENCE);
    expect(state().speakingItemId).toBe('item_1');
    vendor.say({ type: 'response.done', response: { id: 'resp_1', status: 'completed', output: [] } });
    vendor.say({ type: 'output_audio_buffer.stopped', response_id: 'resp_1' });
    // The vendor has sent all of it; it is not over before it has fallen silent here.
    await vi.waitUntil(() => session.speaker.getPlayhead() !== null, PATIENCE);
    vendor.last().speak(false);
    await vi.waitUntil(() => state().phase === 'listening', PATIENCE);
    expect(session.speaker.getPlayhead()).toBeNull();
  });

  it('follows the volume, and falls silent when the app interrupts', async () => {
    humInto();
    const { session, vendor, state } = open();
    await session.connect();
    begin(vendor);
    vendor.say({ type: 'output_audio_buffer.started', response_id: 'resp_1' });
    vendor.last().speak(true);
    await vi.waitUntil(() => state().phase === 'speaking', PATIENCE);
    await vi.waitUntil(() => session.speaker.level() > LOUD, PATIENCE);
    session.speaker.setVolume(0);
    await vi.waitUntil(() => session.speaker.level() < SILENT, PATIENCE);
    expect(state().phase).toBe('speaking');
    session.speaker.setVolume(1);
    await vi.waitUntil(() => session.speaker.level() > LOUD, PATIENCE);
    session.interrupt();
    // The vendor goes on sending: it is silenced here.
    await vi.waitUntil(() => session.speaker.level() < SILENT, PATIENCE);
    expect(vendor.told().slice(-2)).toEqual(['response.cancel', 'output_audio_buffer.clear']);
    begin(vendor, 2);
    vendor.say({ type: 'output_audio_buffer.started', response_id: 'resp_2' });
    await vi.waitUntil(() => session.speaker.level() > LOUD, PATIENCE);
  });
});

describe('the speaker of the agent', () => {
  it('is another device, without a new call', async () => {
    humInto();
    const contexts = collect('AudioContext');
    const { session, vendor, state } = open();
    await session.connect();
    const prototype = AudioContext.prototype as AudioContext & {
      setSinkId: (deviceId: string) => Promise<void>;
    };
    const setSinkId = vi.spyOn(prototype, 'setSinkId').mockResolvedValue();
    begin(vendor);
    vendor.say({ type: 'output_audio_buffer.started', response_id: 'resp_1' });
    vendor.last().speak(true);
    await vi.waitUntil(() => state().phase === 'speaking', PATIENCE);
    await session.speaker.select({ deviceId: 'headset' });
    expect(setSinkId.mock.calls).toEqual([['headset']]);
    expect(contexts).toContain(setSinkId.mock.contexts[0]);
    expect(state()).toMatchObject({ phase: 'speaking', speakerId: 'headset' });
    expect(vendor.peers).toHaveLength(1);
  });
});

describe('a call that ends while the agent speaks', () => {
  async function speaking() {
    humInto();
    const talk = open({ reconnect: createBackoff({ baseMs: 1 }) });
    await talk.session.connect();
    begin(talk.vendor);
    talk.vendor.say({ type: 'output_audio_buffer.started', response_id: 'resp_1' });
    talk.vendor.last().speak(true);
    await vi.waitUntil(() => (talk.session.speaker.getPlayhead()?.heardMs ?? 0) > 200, PATIENCE);
    return talk;
  }

  const rowOf = ({ state }: ReturnType<typeof open>) => {
    const { archive, live } = state().transcript;
    return archive.get('item_1') ?? live.get('item_1');
  };

  it('because the vendor hung up is over at once, cut where it was, and everything is let go', async () => {
    const talk = await speaking();
    const elements = talk.session.speaker;
    talk.vendor.last().peer.close();
    await vi.waitUntil(() => talk.state().status === 'closed', PATIENCE);
    expect(talk.state()).toMatchObject({ endReason: 'remote', microphone: 'off', phase: 'idle' });
    expect(rowOf(talk)).toMatchObject({ state: 'interrupted', cut: { by: 'disconnect' } });
    expect(elements.level()).toBe(0);
    // A session that has been let go can be used again.
    await talk.session.connect();
    expect(talk.state().status).toBe('live');
  });

  it('because the network was lost is cut where it was, and the next call is heard', async () => {
    const talk = await speaking();
    const row = rowOf(talk);
    expect(row).toMatchObject({ cut: null });
    talk.fail();
    await vi.waitUntil(() => talk.state().status === 'live' && talk.vendor.peers.length === 2, PATIENCE);
    expect(rowOf(talk)).toMatchObject({ state: 'interrupted', cut: { by: 'disconnect' } });
    begin(talk.vendor, 2);
    talk.vendor.say({ type: 'output_audio_buffer.started', response_id: 'resp_2' });
    talk.vendor.last().speak(true);
    await vi.waitUntil(() => talk.session.speaker.level() > LOUD, PATIENCE);
  });
});

it('leaves nothing behind after many calls, three at a time', async () => {
  humInto();
  const own = collect('RTCPeerConnection');
  const elements = collect('Audio');
  const watch = watchResources();
  try {
    for (let round = 0; round < 4; round += 1) {
      const talks = [open(), open(), open()];
      await Promise.all(talks.map(({ session }) => session.connect()));
      await Promise.all(talks.map(({ session }) => session.close()));
      for (const { vendor } of talks) await vendor.last().close();
    }
  } finally {
    watch.stop();
    vi.unstubAllGlobals();
  }
  expect(own).toHaveLength(24);
  expect(own.filter(({ connectionState }) => connectionState !== 'closed')).toEqual([]);
  expect(watch.openPorts()).toBe(0);
  expect(elements.filter(({ srcObject }) => srcObject !== null)).toEqual([]);
});
