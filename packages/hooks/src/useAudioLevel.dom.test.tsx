import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { LevelSource } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useAudioLevel } from './index.ts';
import type { UseAudioLevelOptions, LevelFrame } from './index.ts';

const FRAME_MS = 16;

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] }),
);
afterEach(() => void vi.useRealTimers());

interface MeterProps extends UseAudioLevelOptions {
  readonly source: LevelSource | null;
  readonly onFrame: (frame: LevelFrame) => void;
}

function createMeter() {
  const renders = { count: 0 };
  function Meter({ source, onFrame, ...options }: MeterProps) {
    renders.count += 1;
    useAudioLevel(source, (frame) => onFrame(frame), options);
    return null;
  }
  return { renders, Meter };
}

it('measures level and bands on every frame without rendering', () => {
  const session = createStaticSession({ microphoneLevel: 0.5 });
  const { renders, Meter } = createMeter();
  const levels: number[] = [];
  const shapes = new Set<number>();
  const onFrame = ({ level, bands }: LevelFrame) => {
    levels.push(level);
    shapes.add(bands.length);
    expect(Math.max(...bands)).toBeCloseTo(level, 1);
  };
  renderStrict(<Meter source={session.microphone} onFrame={onFrame} />);
  const before = renders.count;
  act(() => vi.advanceTimersByTime(2 * FRAME_MS));
  session.setState({ microphoneLevel: 0.9 });
  act(() => vi.advanceTimersByTime(FRAME_MS));
  expect(levels).toEqual([0.5, 0.5, 0.9]);
  expect([...shapes]).toEqual([16]);
  expect(renders.count).toBe(before);
});

it('stops with the component', () => {
  const { Meter } = createMeter();
  const onFrame = vi.fn();
  const { unmount } = renderStrict(<Meter source={createStaticSession().speaker} onFrame={onFrame} />);
  unmount();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(10 * FRAME_MS);
  expect(onFrame).not.toHaveBeenCalled();
});

it('shares one loop between all meters', () => {
  const { Meter } = createMeter();
  const { speaker, microphone } = createStaticSession();
  const onFrame = vi.fn();
  renderStrict(
    <>
      <Meter source={speaker} onFrame={onFrame} />
      <Meter source={microphone} onFrame={onFrame} />
    </>,
  );
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(FRAME_MS);
  expect(onFrame).toHaveBeenCalledTimes(2);
});

it('comes to rest without a source: one silent frame and no loop', () => {
  const { Meter } = createMeter();
  const session = createStaticSession({ speakerLevel: 0.8 });
  const levels: number[] = [];
  const meter = (source: LevelSource | null) => (
    <Meter source={source} onFrame={({ level }) => levels.push(level)} />
  );
  const { rerender } = renderStrict(meter(session.speaker));
  vi.advanceTimersByTime(FRAME_MS);
  rerender(meter(null));
  expect(levels).toEqual([0.8, 0]);
  expect(vi.getTimerCount()).toBe(0);
});

it('calls the latest callback, and measures no bands where none are asked for', () => {
  const { Meter } = createMeter();
  const bands = vi.fn((into: Float32Array) => into);
  const source: LevelSource = { level: () => 0.1, bands };
  const [first, second] = [vi.fn(), vi.fn()];
  const { rerender } = renderStrict(<Meter source={source} onFrame={first} bandCount={0} />);
  rerender(<Meter source={source} onFrame={second} bandCount={0} />);
  vi.advanceTimersByTime(FRAME_MS);
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
  expect(bands).not.toHaveBeenCalled();
});
