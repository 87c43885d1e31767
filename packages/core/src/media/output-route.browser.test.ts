import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RealtimeError } from '../errors/realtime-error.ts';
import { createScope } from '../util/scope.ts';
import { createAnalyserLevel } from './analyser-level.ts';
import { createOutputDevice } from './output-device.ts';

/* Chromium changes the device of a context; where a browser cannot, an element takes the sound there. */

interface SinkContext extends AudioContext {
  readonly sinkId: string;
  setSinkId(deviceId: string): Promise<void>;
}

const releases: (() => unknown)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0).toReversed()) await release();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A tone that is heard at a context's output. */
async function hum() {
  const context = new AudioContext() as SinkContext;
  await context.resume();
  const scope = createScope();
  releases.push(
    () => scope.dispose(),
    () => context.close(),
  );
  const output = new GainNode(context, { gain: 0.5 });
  const tone = new OscillatorNode(context);
  tone.connect(output).connect(context.destination);
  tone.start();
  const lost: RealtimeError[] = [];
  const setDevice = createOutputDevice(output, scope);
  return {
    context,
    scope,
    output,
    lost,
    choose: (deviceId: string) => setDevice(deviceId, (error) => lost.push(error)),
  };
}

/** A browser that can say which devices there are, and that one of them has gone. */
function stubDevices(ids: readonly string[]) {
  let present = ids;
  vi.spyOn(navigator.mediaDevices, 'enumerateDevices').mockImplementation(() =>
    Promise.resolve(
      present.map((deviceId) => ({ deviceId, kind: 'audiooutput', label: deviceId }) as MediaDeviceInfo),
    ),
  );
  return {
    leave(next: readonly string[]) {
      present = next;
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    },
  };
}

describe('a context that can change its device', () => {
  it('is asked to, and not again for the one that it is on', async () => {
    const { context, choose } = await hum();
    const setSinkId = vi.spyOn(context, 'setSinkId').mockResolvedValue();
    await choose('desk');
    await choose('desk');
    await choose('');
    expect(setSinkId.mock.calls).toEqual([['desk'], ['']]);
  });

  it('refuses a device that does not exist, and goes on where it was', async () => {
    const { context, choose } = await hum();
    await expect(choose('no-such-device')).rejects.toMatchObject({ code: 'speaker-missing' });
    expect(context.sinkId).toBe('');
    await expect(choose('')).resolves.toBeUndefined();
  });

  it('says what to do where the browser does not allow it', async () => {
    const { context, choose } = await hum();
    const denied = new DOMException('', 'NotAllowedError');
    vi.spyOn(context, 'setSinkId').mockRejectedValue(denied);
    await expect(choose('desk')).rejects.toMatchObject({
      code: 'speaker-missing',
      message: expect.stringContaining('selectAudioOutput'),
    });
  });

  it('goes back to the system’s device when the chosen one is unplugged, and tells once', async () => {
    const devices = stubDevices(['desk', 'headset']);
    const { context, choose, lost } = await hum();
    const setSinkId = vi.spyOn(context, 'setSinkId').mockResolvedValue();
    await choose('headset');
    devices.leave(['headset']);
    devices.leave(['desk']);
    await vi.waitUntil(() => lost.length > 0);
    devices.leave([]);
    expect(setSinkId.mock.calls).toEqual([['headset'], ['']]);
    expect(lost).toMatchObject([{ code: 'speaker-missing' }]);
  });

  it('believes nothing of a browser that names no device', async () => {
    const devices = stubDevices(['desk']);
    const { context, choose, lost } = await hum();
    const setSinkId = vi.spyOn(context, 'setSinkId').mockResolvedValue();
    await choose('desk');
    devices.leave(['']);
    // The next choice comes behind what was looked up.
    await choose('headset');
    expect(setSinkId.mock.calls).toEqual([['desk'], ['headset']]);
    expect(lost).toEqual([]);
  });
});

describe('a context that cannot', () => {
  /** As Firefox has it: only elements have a device. */
  async function humWithout() {
    const world = await hum();
    const elements: HTMLAudioElement[] = [];
    const Own = globalThis.Audio;
    vi.stubGlobal('Audio', function () {
      const element = new Own();
      elements.push(element);
      return element;
    });
    Object.defineProperty(world.context, 'setSinkId', { value: undefined, configurable: true });
    const setSinkId = vi.spyOn(HTMLMediaElement.prototype, 'setSinkId');
    return { ...world, elements, setSinkId };
  }

  it('has an element play there what it gives, and nothing on the system’s device', async () => {
    const { context, output, choose, elements, setSinkId } = await humWithout();
    setSinkId.mockResolvedValue();
    const disconnect = vi.spyOn(output, 'disconnect');
    await choose('desk');
    expect(setSinkId.mock.calls).toEqual([['desk']]);
    expect(disconnect).toHaveBeenCalledWith(context.destination);
    const [element] = elements;
    const stream = element?.srcObject as MediaStream;
    const heard = createAnalyserLevel(context);
    context.createMediaStreamSource(stream).connect(heard.node);
    await vi.waitUntil(() => heard.level.level() > 0.1);
    await choose('headset');
    expect(setSinkId.mock.calls).toEqual([['desk'], ['headset']]);
    expect(elements).toHaveLength(1);
    await choose('');
    expect(element?.srcObject).toBeNull();
    await vi.waitUntil(() => heard.level.level() < 0.001);
  });

  it('lets go of the element with the speaker', async () => {
    const { scope, choose, elements, setSinkId } = await humWithout();
    setSinkId.mockResolvedValue();
    await choose('desk');
    scope.dispose();
    expect(elements.map(({ srcObject }) => srcObject)).toEqual([null]);
  });

  it('is told of where no element can either', async () => {
    const { choose } = await humWithout();
    vi.restoreAllMocks();
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId');
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
    releases.push(() => Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', own ?? {}));
    await expect(choose('desk')).rejects.toMatchObject({ code: 'unsupported-capability' });
  });
});
