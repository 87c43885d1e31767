import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ItemId } from '../protocol/conversation-item.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { createRemoteSpeaker } from './remote-speaker.ts';

/* A call on a phone: the system stops the audio context, and leaves the media element. */

class FakeNode {
  readonly gain = { value: 1, cancelScheduledValues() {}, setValueAtTime() {}, linearRampToValueAtTime() {} };
  frequencyBinCount = 512;
  connect<Target>(target: Target): Target {
    return target;
  }
  disconnect(): void {}
}

class FakeContext extends EventTarget {
  state = 'running';
  currentTime = 0;
  sampleRate = 48_000;
  readonly destination = new FakeNode();
  createAnalyser = () => new FakeNode();
  createMediaStreamSource = () => new FakeNode();
  resume = () => Promise.resolve();

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeAudio {
  muted = false;
  volume = 1;
  srcObject: unknown = null;
  play = () => Promise.resolve();
}

const elements: FakeAudio[] = [];

beforeEach(() => {
  elements.length = 0;
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('GainNode', FakeNode);
  vi.stubGlobal(
    'Audio',
    class extends FakeAudio {
      constructor() {
        super();
        elements.push(this);
      }
    },
  );
});

afterEach(() => void vi.unstubAllGlobals());

async function openCall({ volume = 1 } = {}) {
  const context = new FakeContext();
  const lease = { context: context as unknown as AudioContext, release() {} };
  const nothing = () => {};
  const controller = new AbortController();
  const speaker = await createRemoteSpeaker({
    contexts: { acquire: () => lease, unlock: nothing },
    clock: createManualClock(),
  }).open({
    format: { encoding: 'pcm16', sampleRateHz: 24_000 },
    volume,
    signal: controller.signal,
    listener: {
      onItemStarted: nothing,
      onPlayhead: nothing,
      onItemFinished: nothing,
      onDrained: nothing,
      onBlockedChange: nothing,
      onLost: nothing,
    },
  });
  speaker.attach?.({} as MediaStream);
  const [element] = elements;
  if (!element) throw new Error('A call has an element.');
  return { context, speaker, element };
}

describe('a call on the lock screen of a phone', () => {
  it('is heard by the element while the context is interrupted, and by the context again afterwards', async () => {
    const { context, element } = await openCall();
    expect(element.muted).toBe(true);
    context.become('interrupted');
    expect(element.muted).toBe(false);
    // Back on the page, the context may wait for a gesture.
    context.become('suspended');
    expect(element.muted).toBe(false);
    context.become('running');
    expect(element.muted).toBe(true);
  });

  it('is heard by the context alone where it waits for its first gesture', async () => {
    const { context, element } = await openCall();
    context.become('suspended');
    expect(element.muted).toBe(true);
  });

  it('keeps an interrupted answer silent, and lets the next one be heard', async () => {
    const { context, speaker, element } = await openCall();
    context.become('interrupted');
    await speaker.flush();
    expect(element.muted).toBe(true);
    speaker.play('next' as ItemId, new Uint8Array());
    expect(element.muted).toBe(false);
  });

  it('keeps the volume, and is silent at none', async () => {
    const { context, speaker, element } = await openCall({ volume: 0.5 });
    context.become('interrupted');
    expect([element.volume, element.muted]).toEqual([0.5, false]);
    speaker.setVolume(0);
    expect(element.muted).toBe(true);
    speaker.setVolume(1.5);
    expect([element.volume, element.muted]).toEqual([1, false]);
  });

  it('is over with the stream', async () => {
    const { context, speaker, element } = await openCall();
    speaker.attach?.(null);
    context.become('interrupted');
    expect([element.srcObject, element.muted]).toEqual([null, true]);
  });
});
