import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolveStartPorts } from './start-ports.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it('creates ids in a page that is not secure, where browsers give no randomUUID', () => {
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  vi.stubGlobal('crypto', { getRandomValues });
  const { createId } = resolveStartPorts();
  const ids = [createId(), createId()];
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{20}$/), expect.stringMatching(/^[0-9a-f]{20}$/)]);
  expect(ids[0]).not.toBe(ids[1]);
});

describe('scheduleFrame', () => {
  let requests: (() => void)[] = [];
  let errors: unknown[] = [];
  const paint = () => {
    for (const request of requests.splice(0)) request();
  };

  beforeEach(() => {
    vi.useFakeTimers();
    requests = [];
    errors = [];
    // Microtasks run behind their task, and here at once.
    vi.stubGlobal('queueMicrotask', (callback: () => void) => {
      try {
        callback();
      } catch (error) {
        errors.push(error);
      }
    });
    vi.stubGlobal('requestAnimationFrame', (request: () => void) => requests.push(request));
  });

  it('runs all callbacks of a session in its next frame, which is requested once', () => {
    const { scheduleFrame } = resolveStartPorts();
    const ran: string[] = [];
    for (const name of ['a', 'b']) scheduleFrame(() => ran.push(name));
    expect([ran, requests.length]).toEqual([[], 1]);
    paint();
    vi.advanceTimersByTime(1_000);
    expect(ran).toEqual(['a', 'b']);
  });

  it('runs in the frame after a callback that is added in a frame', () => {
    const { scheduleFrame } = resolveStartPorts();
    let count = 0;
    const again = () => {
      count += 1;
      if (count < 3) scheduleFrame(again);
    };
    scheduleFrame(again);
    paint();
    expect([count, requests.length]).toEqual([1, 1]);
    paint();
    expect(count).toBe(2);
  });

  it('has one timer, however many frames come before it is due', () => {
    const { scheduleFrame } = resolveStartPorts();
    for (let frame = 0; frame < 5; frame += 1) {
      scheduleFrame(() => {});
      paint();
    }
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(100);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes 100 ms at most in a hidden page, and requests no more frames there than one', () => {
    const { scheduleFrame } = resolveStartPorts();
    let count = 0;
    for (let turn = 1; turn <= 5; turn += 1) {
      scheduleFrame(() => (count += 1));
      vi.advanceTimersByTime(100);
      expect(count).toBe(turn);
    }
    expect(requests).toHaveLength(1);
    // The page is shown again.
    scheduleFrame(() => (count += 1));
    paint();
    expect(count).toBe(6);
  });

  it('takes 16 ms where nothing is painted', () => {
    vi.stubGlobal('requestAnimationFrame', undefined);
    const { scheduleFrame } = resolveStartPorts();
    let count = 0;
    scheduleFrame(() => (count += 1));
    vi.advanceTimersByTime(16);
    expect(count).toBe(1);
  });

  it('is not held up by a callback that throws, nor is another session', () => {
    const [one, other] = [resolveStartPorts(), resolveStartPorts()];
    let count = 0;
    const fail = () => {
      throw new Error('It broke.');
    };
    for (const callback of [fail, fail, () => (count += 1)]) one.scheduleFrame(callback);
    other.scheduleFrame(() => (count += 1));
    const [first, second] = requests.splice(0);
    first?.();
    expect([errors.length, count]).toEqual([2, 1]);
    second?.();
    expect(count).toBe(2);
    one.scheduleFrame(() => (count += 1));
    paint();
    expect(count).toBe(3);
  });
});
