import { expect, it, onTestFinished, vi } from 'vitest';

import { playTone } from './playTone.ts';

it('plays softly, and lets go of the device when the last sign has been heard', async () => {
  const opened: AudioContext[] = [];
  const levels: AnalyserNode[] = [];
  const Real = globalThis.AudioContext;
  vi.stubGlobal(
    'AudioContext',
    class extends Real {
      constructor() {
        super();
        opened.push(this);
      }
    },
  );
  const { connect } = AudioNode.prototype;
  vi.spyOn(AudioNode.prototype, 'connect').mockImplementation(function tapped(this: AudioNode, to: never) {
    if ((to as unknown) instanceof AudioDestinationNode) {
      const tap = new AnalyserNode(this.context);
      connect.call(this, tap as never);
      levels.push(tap);
    }
    return connect.call(this, to) as never;
  } as typeof connect);
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  playTone('begin');
  playTone('sent');
  expect(opened).toHaveLength(1);
  const samples = new Float32Array(2_048);
  let loudest = 0;
  await vi.waitUntil(
    () => {
      for (const tap of levels) {
        tap.getFloatTimeDomainData(samples);
        loudest = Math.max(loudest, ...samples.map(Math.abs));
      }
      return opened[0]?.state === 'closed';
    },
    { interval: 5 },
  );
  expect(loudest).toBeGreaterThan(0.01);
  expect(loudest).toBeLessThan(0.2);
});
