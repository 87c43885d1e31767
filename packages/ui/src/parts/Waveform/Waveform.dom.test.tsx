import { act, render, screen } from '@testing-library/react';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { Waveform } from './Waveform.tsx';

/** The frames of a browser, one at a time. */
let frames: Map<number, FrameRequestCallback>;
const runFrame = () =>
  act(() => {
    const due = [...frames.values()];
    frames.clear();
    for (const callback of due) callback(performance.now());
  });

const context = {
  clearRect: vi.fn(),
  beginPath: vi.fn(),
  roundRect: vi.fn(),
  fill: vi.fn(),
  fillStyle: '',
  globalAlpha: 1,
};
const drawings = () => context.clearRect.mock.calls.length;

beforeEach(() => {
  frames = new Map();
  vi.clearAllMocks();
  let requested = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    requested += 1;
    frames.set(requested, callback);
    return requested;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => void frames.delete(id));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('Waveform', () => {
  it('asks for frames only while there is something to hear', () => {
    const session = createStaticSession({ status: 'live', phase: 'listening', speakerLevel: 0.3 });
    renderPart(<Waveform />, session);
    expect(drawings()).toBeGreaterThan(0);
    expect(frames.size).toBe(0);
    act(() => session.setState({ phase: 'speaking' }));
    expect(frames.size).toBe(1);
    act(() => session.setState({ phase: 'listening' }));
    expect(frames.size).toBe(0);
  });

  it('follows the user only while the microphone is on and not muted', () => {
    const session = createStaticSession({ status: 'live', phase: 'listening', microphone: 'on' });
    renderPart(<Waveform source="user" />, session);
    expect(frames.size).toBe(1);
    act(() => session.setState({ isMuted: true }));
    expect(frames.size).toBe(0);
  });

  it('draws the user thinner than the agent', () => {
    vi.spyOn(HTMLCanvasElement.prototype, 'clientWidth', 'get').mockReturnValue(320);
    vi.spyOn(HTMLCanvasElement.prototype, 'clientHeight', 'get').mockReturnValue(100);
    const widthOf = (source: 'user' | 'agent') => {
      context.roundRect.mockClear();
      const { unmount } = renderPart(<Waveform source={source} />, createStaticSession());
      unmount();
      return context.roundRect.mock.calls[0]?.[2] as number;
    };
    expect(widthOf('user')).toBeLessThan(0.6 * widthOf('agent'));
  });

  it('does not draw a frame without a change', () => {
    renderPart(<Waveform />, createStaticSession({ status: 'live', phase: 'speaking', speakerLevel: 0.3 }));
    const before = drawings();
    runFrame();
    expect(drawings()).toBe(before + 1);
    runFrame();
    runFrame();
    expect(drawings()).toBe(before + 1);
  });

  it('draws again when its colour changes, also at rest', () => {
    renderPart(<Waveform />, createStaticSession());
    const canvas = screen.getByRole('img', { name: 'The agent’s voice' });
    const before = drawings();
    canvas.style.color = 'rgb(1, 2, 3)';
    act(() => void canvas.dispatchEvent(new Event('transitionend')));
    expect(drawings()).toBe(before + 1);
    expect(context.fillStyle).toBe('rgb(1, 2, 3)');
  });

  it('is one bar with reduced motion, drawn only when its step changes', () => {
    vi.stubGlobal('matchMedia', () => ({
      matches: true,
      addEventListener: () => {},
      removeEventListener: () => {},
    }));
    const session = createStaticSession({ status: 'live', phase: 'speaking', speakerLevel: 0.15 });
    renderPart(<Waveform barCount={20} />, session);
    runFrame();
    const before = drawings();
    context.roundRect.mockClear();
    session.setState({ speakerLevel: 0.16 });
    runFrame();
    expect(drawings()).toBe(before);
    session.setState({ speakerLevel: 0.3 });
    runFrame();
    expect(drawings()).toBe(before + 1);
    expect(context.roundRect).toHaveBeenCalledTimes(2);
  });

  it('draws a source of its own without a session, and stops on demand', () => {
    const source = createFixedLevel(0.3);
    const { container, rerender } = render(<Waveform source={source} />);
    expect(frames.size).toBe(1);
    // It has no name, so it is decorative.
    expect(container.querySelector('canvas')?.getAttribute('aria-hidden')).toBe('true');
    rerender(<Waveform source={source} active={false} aria-label="A film" />);
    expect(frames.size).toBe(0);
    expect(screen.getByRole('img', { name: 'A film' })).toBeTruthy();
  });
});
