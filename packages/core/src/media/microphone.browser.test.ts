import { afterEach, describe, expect, it, vi } from 'vitest';
import { loudestDb } from '../../test/spectrum.ts';
import { watchResources } from '../../test/watch-resources.ts';
import { pcm16ToFloat } from '../audio/pcm16.ts';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { createMicrophone } from './microphone.ts';
import type { MicrophoneDeviceOptions } from './microphone.ts';
import type { MicrophoneOpenOptions } from './microphone-port.ts';

const FORMAT = { encoding: 'pcm16', sampleRateHz: 24_000 } as const;

let controller = new AbortController();

afterEach(() => {
  controller.abort();
  controller = new AbortController();
  vi.restoreAllMocks();
});

async function openMicrophone(
  request: Partial<MicrophoneOpenOptions> = {},
  options?: MicrophoneDeviceOptions,
) {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const errors: RealtimeError[] = [];
  const microphone = await createMicrophone(options).open({
    format: FORMAT,
    signal: controller.signal,
    onChunk: (chunk) => void chunks.push(chunk),
    onLost: (error) => void errors.push(error),
    ...request,
  });
  const hear = (count: number) => {
    const from = chunks.length;
    return vi.waitUntil(() => chunks.length >= from + count);
  };
  return { microphone, chunks, errors, hear };
}

/** A track with a steady tone, as an app or a browser may give it. */
function createTone(frequencyHz = 1_000) {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency: frequencyHz });
  const output = context.createMediaStreamDestination();
  oscillator.connect(new GainNode(context, { gain: 0.5 })).connect(output);
  oscillator.start();
  controller.signal.addEventListener('abort', () => void context.close());
  const [track] = output.stream.getAudioTracks();
  if (!track) throw new Error('The browser gave no track.');
  return { track, stream: output.stream };
}

function refuse(name: string): void {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('no', name));
}

describe('the microphone', () => {
  it('gives 20 ms of the device’s sound in every chunk', async () => {
    const { microphone, chunks, hear } = await openMicrophone();
    await hear(20);
    expect(new Set(chunks.map((chunk) => chunk.byteLength))).toEqual(new Set([960]));
    expect(microphone.deviceId).toEqual(expect.any(String));
    await vi.waitUntil(() =>
      chunks.some((chunk) => pcm16ToFloat(chunk).some((sample) => Math.abs(sample) > 0.05)),
    );
  });

  it('keeps the pitch and adds nothing, though rates differ', async () => {
    const { chunks, hear } = await openMicrophone({ track: createTone(1_000).track });
    await hear(40);
    const signal = Float32Array.from(chunks.slice(15).flatMap((chunk) => [...pcm16ToFloat(chunk)]));
    const wantedDb = loudestDb(signal, 24_000, { fromHz: 980, toHz: 1_020 });
    expect(Math.abs(wantedDb - 20 * Math.log10(0.5))).toBeLessThan(1);
    expect(loudestDb(signal, 24_000, { fromHz: 50, toHz: 11_950, exceptHz: 1_000 }) - wantedDb).toBeLessThan(
      -60,
    );
  });

  it('asks for echo cancellation, noise suppression and gain control, or for what it is told', async () => {
    const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    await openMicrophone();
    expect(asked).toHaveBeenLastCalledWith({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
    await openMicrophone({ echoCancellation: false, autoGainControl: false, deviceId: 'default' });
    expect(asked).toHaveBeenLastCalledWith({
      audio: {
        echoCancellation: false,
        noiseSuppression: true,
        autoGainControl: false,
        channelCount: 1,
        deviceId: { exact: 'default' },
      },
    });
  });

  it('lets nothing out while muted, shows nothing, and goes on afterwards', async () => {
    const { microphone, chunks, hear } = await openMicrophone({ track: createTone().track });
    const other = await openMicrophone({ track: createTone().track });
    await hear(5);
    await vi.waitUntil(() => microphone.level.level() > 0.2);
    microphone.setMuted(true);
    const before = chunks.length;
    await other.hear(20);
    expect(chunks).toHaveLength(before);
    expect(microphone.level.level()).toBe(0);
    expect(Math.max(...microphone.level.bands(new Float32Array(8)))).toBe(0);
    microphone.setMuted(false);
    await hear(5);
    expect(microphone.level.level()).toBeGreaterThan(0.2);
  });

  it('makes no chunk in the audio thread while muted, and lets none through that was made before', async () => {
    const nodes: AudioWorkletNode[] = [];
    const Watched = class extends AudioWorkletNode {
      constructor(...args: ConstructorParameters<typeof AudioWorkletNode>) {
        super(...args);
        nodes.push(this);
      }
    };
    vi.stubGlobal('AudioWorkletNode', Watched);
    const { microphone, chunks, hear } = await openMicrophone({ track: createTone().track });
    vi.unstubAllGlobals();
    const other = await openMicrophone({ track: createTone().track });
    await hear(3);
    microphone.setMuted(true);
    // Audio that was on its way when the user muted does not leave the page either.
    const before = chunks.length;
    nodes[0]?.port.dispatchEvent(new MessageEvent('message', { data: new ArrayBuffer(960) }));
    await other.hear(5);
    expect(chunks).toHaveLength(before);
    // The page's own gate is taken away: whatever came now would have left the audio thread.
    const messages: unknown[] = [];
    const [node] = nodes;
    if (node) node.port.onmessage = (event) => void messages.push(event.data);
    await other.hear(20);
    expect(nodes).toHaveLength(1);
    expect(messages).toEqual([]);
  });

  it('never stops a track of the app', async () => {
    const { track } = createTone();
    const { microphone } = await openMicrophone({ track });
    microphone.close();
    microphone.close();
    expect(track.readyState).toBe('live');
    track.stop();
    await expect(openMicrophone({ track })).rejects.toMatchObject({ code: 'microphone-missing' });
  });

  it('releases its own track', async () => {
    const { stream, track } = createTone();
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(stream);
    const { microphone } = await openMicrophone();
    expect(track.readyState).toBe('live');
    microphone.close();
    expect(track.readyState).toBe('ended');
  });

  it('releases a track that is granted after the opening was aborted', async () => {
    const { stream, track } = createTone();
    let grant: (stream: MediaStream) => void = () => {};
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockReturnValue(
      new Promise((resolve) => {
        grant = resolve;
      }),
    );
    const opening = openMicrophone();
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    grant(stream);
    await vi.waitUntil(() => track.readyState === 'ended');
  });

  it('does not ask for a caller that has gone', async () => {
    const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    controller.abort();
    await expect(openMicrophone()).rejects.toMatchObject({ code: 'aborted' });
    expect(asked).not.toHaveBeenCalled();
  });

  it('tells when the device goes away', async () => {
    const { track } = createTone();
    const { errors } = await openMicrophone({ track });
    // A page cannot pull a plug: the event is the browser's, sent by the test.
    track.dispatchEvent(new Event('ended'));
    expect(errors).toMatchObject([{ code: 'microphone-lost', isRetryable: true }]);
  });

  it.each([
    ['NotAllowedError', 'microphone-denied'],
    ['SecurityError', 'microphone-denied'],
    ['NotFoundError', 'microphone-missing'],
    ['OverconstrainedError', 'microphone-missing'],
    ['NotReadableError', 'microphone-busy'],
    ['AbortError', 'microphone-busy'],
    ['TypeError', 'microphone-missing'],
  ])('explains the browser’s %s as %s', async (name, code) => {
    refuse(name);
    const failure = openMicrophone();
    await expect(failure).rejects.toMatchObject({ code, cause: { name } });
  });

  it('says that the page is not secure where there is no microphone interface', async () => {
    vi.spyOn(navigator, 'mediaDevices', 'get').mockReturnValue(undefined as unknown as MediaDevices);
    await expect(openMicrophone()).rejects.toMatchObject({ code: 'insecure-context' });
  });

  it('releases the device when the worklet cannot be loaded', async () => {
    const { stream, track } = createTone();
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(stream);
    const failure = openMicrophone({}, { workletUrl: '/audio/mine.js' });
    await expect(failure).rejects.toMatchObject({ code: 'worklet-failed' });
    expect(track.readyState).toBe('ended');
  });

  it('leaves nothing behind, though it was opened fifty times', async () => {
    const resources = watchResources();
    for (let cycle = 0; cycle < 50; cycle += 1) {
      const { microphone } = await openMicrophone();
      if (cycle % 2 === 0) microphone.close();
      else {
        controller.abort();
        controller = new AbortController();
      }
    }
    await vi.waitUntil(() => resources.contexts().every(({ state }) => state === 'closed'));
    expect(resources.contexts()).toHaveLength(50);
    expect(resources.tracks().map(({ readyState }) => readyState)).toEqual(
      Array.from({ length: 50 }, () => 'ended'),
    );
    expect(resources.openPorts()).toBe(0);
    expect(resources.listeners()).toEqual([]);
    expect(resources.timers()).toEqual([]);
    resources.stop();
  });

  it('reports that the system took its own track, and whether there is sound afterwards', async () => {
    const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    const interruptions: string[] = [];
    const { hear } = await openMicrophone({ onInterruption: (what) => interruptions.push(what) });
    await hear(5);
    const stream = await asked.mock.results[0]?.value;
    const [track] = stream.getAudioTracks();
    track.dispatchEvent(new Event('unmute'));
    track.dispatchEvent(new Event('mute'));
    expect(interruptions).toEqual(['interrupted']);
    track.dispatchEvent(new Event('unmute'));
    await vi.waitUntil(() => interruptions.length === 2);
    track.dispatchEvent(new Event('mute'));
    // A disabled track gives silence, as Safari does after some phone calls.
    track.enabled = false;
    await hear(5);
    track.dispatchEvent(new Event('unmute'));
    await vi.waitUntil(() => interruptions.length === 4);
    expect(interruptions).toEqual(['interrupted', 'resumed', 'interrupted', 'silent']);
  });
});
