import { afterEach, describe, expect, it, vi } from 'vitest';
import { tone } from '../../test/rendered-queue.ts';
import { watchResources } from '../../test/watch-resources.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import type { SpeakerDeviceOptions } from './speaker.ts';
import { createSpeaker } from './speaker.ts';
import type { Speaker, SpeakerListener } from './speaker-port.ts';

const FORMAT = { encoding: 'pcm16', sampleRateHz: 24_000 } as const;

let controller = new AbortController();

afterEach(() => {
  controller.abort();
  controller = new AbortController();
  vi.restoreAllMocks();
});

type Told = {
  [K in keyof SpeakerListener]: { type: K; event: Parameters<SpeakerListener[K]>[0] };
}[keyof SpeakerListener];

/** A listener that keeps all that it hears. */
function createListener() {
  const told: Told[] = [];
  const keep = (type: keyof SpeakerListener) => (event?: unknown) => void told.push({ type, event } as Told);
  const listener: SpeakerListener = {
    onItemStarted: keep('onItemStarted'),
    onPlayhead: keep('onPlayhead'),
    onItemFinished: keep('onItemFinished'),
    onDrained: keep('onDrained'),
    onBlockedChange: keep('onBlockedChange'),
    onLost: keep('onLost'),
  };
  const of = <K extends keyof SpeakerListener>(type: K) =>
    told.filter((one) => one.type === type).map((one) => one.event as Parameters<SpeakerListener[K]>[0]);
  return {
    listener,
    told,
    of,
    until: (type: keyof SpeakerListener) => vi.waitUntil(() => of(type).length > 0),
  };
}

async function openSpeaker(options: SpeakerDeviceOptions = {}) {
  const heard = createListener();
  const { signal } = controller;
  const speaker = await createSpeaker(options).open({
    format: FORMAT,
    volume: 1,
    signal,
    listener: heard.listener,
  });
  return { speaker, ...heard };
}

function say(speaker: Speaker, itemId: string, ms: number): void {
  speaker.play(itemId, tone(ms));
  speaker.endItem(itemId);
}

/** A context of the app, which tests may stop as a browser would. */
async function createContext(): Promise<AudioContext> {
  const context = new AudioContext();
  await context.resume();
  controller.signal.addEventListener('abort', () => void context.close());
  return context;
}

describe('the speaker', () => {
  it('says when the first sample is heard, on the clock of the page', async () => {
    const { speaker, of, until } = await openSpeaker();
    const askedAtMs = performance.now();
    say(speaker, 'a', 200);
    await until('onDrained');
    const drainedAtMs = performance.now();
    const atMs = of('onItemStarted')[0]?.atMs ?? 0;
    expect(atMs).toBeGreaterThanOrEqual(askedAtMs);
    // Audio that has been heard for 200 ms began so long ago, less the error of a context that has just begun.
    expect(drainedAtMs - atMs).toBeGreaterThan(150);
  });

  it('reports the playhead at most once a frame, forward, and never beyond the end', async () => {
    const { speaker, listener, until } = await openSpeaker();
    let frame = 0;
    const { signal } = controller;
    const count = () => {
      frame += 1;
      if (!signal.aborted) requestAnimationFrame(count);
    };
    count();
    const frames: number[] = [];
    const heardMs: number[] = [];
    vi.spyOn(listener, 'onPlayhead').mockImplementation((heard) => {
      frames.push(frame);
      heardMs.push(heard.heardMs);
    });
    say(speaker, 'a', 400);
    await until('onDrained');
    expect(frames.length).toBeGreaterThan(0);
    expect(new Set(frames).size).toBe(frames.length);
    expect(heardMs).toEqual([...heardMs].toSorted((a, b) => a - b));
    expect(heardMs.at(-1)).toBeLessThanOrEqual(400);
    expect(heardMs.at(-1)).toBeGreaterThan(0);
  });

  it('goes on reporting in a hidden page, but seldom', async () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const { speaker, of, until } = await openSpeaker();
    const startedAtMs = performance.now();
    say(speaker, 'a', 800);
    await until('onDrained');
    const passedMs = performance.now() - startedAtMs;
    expect(of('onPlayhead').length).toBeGreaterThan(0);
    expect(of('onPlayhead').length).toBeLessThanOrEqual(passedMs / 250 + 1);
  });

  it('shows a level while it plays and none before and after', async () => {
    const { speaker, until } = await openSpeaker();
    const bands = new Float32Array(8);
    expect([speaker.level.level(), ...speaker.level.bands(bands)]).toEqual(
      Array.from({ length: 9 }, () => 0),
    );
    say(speaker, 'a', 400);
    await vi.waitUntil(() => speaker.level.level() > 0.3);
    expect(speaker.level.level()).toBeLessThan(0.4);
    expect(bands.indexOf(Math.max(...speaker.level.bands(bands)))).toBeLessThan(3);
    await until('onDrained');
    await vi.waitUntil(() => speaker.level.level() === 0);
  });

  it('answers a flush while the context stands still, and drops what it cut', async () => {
    const context = await createContext();
    // Its clock stands: the answer is the audio thread's own, and not what is told when that is silent.
    const clock = createManualClock();
    const { speaker, until, of } = await openSpeaker({ audioContext: () => context, clock });
    vi.spyOn(context, 'resume').mockReturnValue(new Promise(() => {}));
    speaker.play('a', tone(1_000));
    say(speaker, 'b', 100);
    await until('onPlayhead');
    await vi.waitUntil(() => speaker.level.level() > 0.1);
    await context.suspend();
    expect(speaker.level.level()).toBe(0);
    const [first, second] = await speaker.flush();
    expect(first?.itemId).toBe('a');
    expect(first?.heardMs).toBeGreaterThanOrEqual(of('onPlayhead').at(-1)?.heardMs ?? Infinity);
    expect(first?.heardMs).toBeLessThan(1_000);
    expect(second).toEqual({ itemId: 'b', heardMs: 0 });
    vi.mocked(context.resume).mockRestore();
    await context.resume();
    speaker.play('a', tone(1_000));
    say(speaker, 'c', 50);
    await until('onItemFinished');
    expect(of('onItemFinished')).toEqual([{ itemId: 'c', heardMs: 50 }]);
  });

  it('answers a flush from what it knows when the audio thread does not', async () => {
    const clock = createManualClock();
    const context = await createContext();
    const { speaker, until, of } = await openSpeaker({ audioContext: () => context, clock });
    speaker.play('a', tone(1_000));
    await until('onPlayhead');
    const silence = vi.spyOn(MessagePort.prototype, 'postMessage').mockImplementation(() => {});
    const answer = speaker.flush();
    silence.mockRestore();
    clock.advance(1_000);
    const [heard] = await answer;
    expect(heard?.itemId).toBe('a');
    expect(heard?.heardMs).toBeGreaterThanOrEqual(of('onPlayhead').at(-1)?.heardMs ?? Infinity);
  });

  it('tells that playback is blocked until a gesture, and that it is not', async () => {
    const context = await createContext();
    await context.suspend();
    let isAllowed = false;
    const resume = context.resume.bind(context);
    // Chromium without a gesture: the promise stays open.
    context.resume = () => (isAllowed ? resume() : new Promise(() => {}));
    const clock = createManualClock();
    const { speaker, of } = await openSpeaker({ audioContext: () => context, clock });
    expect(of('onBlockedChange')).toEqual([]);
    clock.advance(1_000);
    expect(of('onBlockedChange')).toEqual([true]);
    const refused = speaker.resume();
    clock.advance(1_000);
    await expect(refused).rejects.toMatchObject({ code: 'playback-blocked' });
    isAllowed = true;
    await speaker.resume();
    await vi.waitUntil(() => of('onBlockedChange').length === 2);
    expect(of('onBlockedChange')).toEqual([true, false]);
  });

  it('unlocks within the call and plays through that context', async () => {
    const resources = watchResources();
    const speaker = createSpeaker();
    speaker.unlock();
    expect(resources.contexts()).toHaveLength(1);
    const { listener, until } = createListener();
    const opened = await speaker.open({ format: FORMAT, volume: 1, signal: controller.signal, listener });
    say(opened, 'a', 50);
    await until('onDrained');
    expect(resources.contexts()).toHaveLength(1);
    opened.close();
    await vi.waitUntil(() => resources.contexts()[0]?.state === 'closed');
    resources.stop();
  });

  it('goes on playing on another device of the machine', async () => {
    const context = (await createContext()) as AudioContext & { readonly sinkId: string };
    const { speaker, of, until } = await openSpeaker({ audioContext: () => context });
    const devices = await navigator.mediaDevices.enumerateDevices();
    const other = devices.find(
      ({ kind, deviceId }) => kind === 'audiooutput' && deviceId && deviceId !== 'default',
    );
    if (!other) throw new Error('This browser has no second output.');
    say(speaker, 'a', 400);
    await vi.waitUntil(() => speaker.level.level() > 0.1);
    await speaker.setDevice?.(other.deviceId, () => {});
    expect(context.sinkId).toBe(other.deviceId);
    await until('onDrained');
    expect(of('onItemFinished')).toEqual([{ itemId: 'a', heardMs: 400 }]);
  });

  it('does not close a context of the app', async () => {
    const context = await createContext();
    const { speaker } = await openSpeaker({ audioContext: () => context });
    speaker.close();
    expect(context.state).toBe('running');
  });

  it('tells that it is lost when the context is closed under it', async () => {
    const context = new AudioContext();
    const { of, until } = await openSpeaker({ audioContext: () => context });
    await context.close();
    await until('onLost');
    expect(of('onLost')).toMatchObject([{ code: 'worklet-failed' }]);
  });

  it('takes its worklet from where the app serves it', async () => {
    const failure = openSpeaker({ workletUrl: '/audio/mine.js' });
    await expect(failure).rejects.toMatchObject({
      code: 'worklet-failed',
      message: expect.stringContaining('/audio/mine.js'),
    });
  });

  it('gives up opening at once when it is aborted', async () => {
    vi.spyOn(AudioWorklet.prototype, 'addModule').mockReturnValue(new Promise(() => {}));
    const opening = openSpeaker();
    controller.abort();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
  });

  it('leaves nothing behind, though it was opened fifty times', async () => {
    const resources = watchResources();
    const answers: unknown[] = [];
    for (let cycle = 0; cycle < 50; cycle += 1) {
      const { speaker } = await openSpeaker();
      speaker.play('a', tone(100));
      // Half of them are closed in the middle of an item, the others by their signal, with a flush on the way.
      if (cycle % 2 === 0) speaker.close();
      else {
        const answer = speaker.flush();
        controller.abort();
        answers.push(...(await answer));
        controller = new AbortController();
      }
    }
    await vi.waitUntil(() => resources.contexts().every(({ state }) => state === 'closed'));
    expect(answers).toEqual([]);
    expect(resources.contexts()).toHaveLength(50);
    expect(resources.openPorts()).toBe(0);
    expect(resources.listeners()).toEqual([]);
    expect(resources.timers()).toEqual([]);
    resources.stop();
  });
});
