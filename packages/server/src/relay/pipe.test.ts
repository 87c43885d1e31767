import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { pipe } from './pipe.ts';

/** A socket whose reader the test plays. */
class SlowSocket extends EventEmitter {
  readonly readyState = WebSocket.OPEN;
  readonly sent: { readonly size: number; readonly done: () => void }[] = [];
  isPaused = false;

  get bufferedAmount(): number {
    return this.sent.reduce((sum, { size }) => sum + size, 0);
  }

  send(data: Buffer, _: object, done: () => void): void {
    this.sent.push({ size: data.length, done });
  }

  /** The reader takes one frame. */
  take(): void {
    this.sent.shift()?.done();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function createPipe() {
  const from = new SlowSocket();
  const to = new SlowSocket();
  const onStall = vi.fn();
  pipe(from as never, to as never, { maxBufferedBytes: 1_000, stallMs: 100, onStall });
  for (let count = 0; count < 30; count += 1)
    if (!from.isPaused) from.emit('message', Buffer.alloc(100), true);
  return { from, to, onStall };
}

test('a slow reader holds the writer back, and is kept while it takes something', () => {
  const { from, to, onStall } = createPipe();
  expect(to.bufferedAmount).toBe(1_100);
  while (to.bufferedAmount > 500) {
    expect(from.isPaused).toBe(true);
    vi.advanceTimersByTime(90);
    to.take();
  }
  expect(from.isPaused).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(onStall).not.toHaveBeenCalled();
});

test('a reader that takes nothing is given up', () => {
  const { onStall } = createPipe();
  vi.advanceTimersByTime(99);
  expect(onStall).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onStall).toHaveBeenCalledOnce();
});
