import { afterEach, describe, expect, it, vi } from 'vitest';
import { createContextPool } from './context-pool.ts';

/** Resolves when the context has the state. */
async function reach(context: AudioContext, state: AudioContextState): Promise<void> {
  await vi.waitUntil(() => context.state === state);
}

/** Counts how many contexts are made from now on. */
function countContexts(): () => number {
  let count = 0;
  const Counted = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      count += 1;
    }
  };
  vi.stubGlobal('AudioContext', Counted);
  return () => count;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the context pool', () => {
  it('shares one context, and closes it with the last use', async () => {
    const pool = createContextPool();
    const [microphone, speaker] = [pool.acquire(), pool.acquire()];
    expect(microphone.context).toBe(speaker.context);
    microphone.release();
    microphone.release();
    await reach(speaker.context, 'running');
    speaker.release();
    await reach(speaker.context, 'closed');
  });

  it('makes a context in the gesture and keeps it for who comes', async () => {
    const made = countContexts();
    const pool = createContextPool();
    pool.unlock();
    expect(made()).toBe(1);
    pool.unlock();
    const lease = pool.acquire();
    expect(made()).toBe(1);
    lease.release();
    await reach(lease.context, 'closed');
  });

  it('makes another after the first was closed, by itself or by others', async () => {
    const pool = createContextPool();
    const first = pool.acquire();
    first.release();
    const second = pool.acquire();
    expect(second.context).not.toBe(first.context);
    await second.context.close();
    const third = pool.acquire();
    expect(third.context).not.toBe(second.context);
    second.release();
    await reach(third.context, 'running');
    third.release();
    await reach(third.context, 'closed');
  });

  it('never closes a context of the app', async () => {
    const context = new AudioContext();
    const audioContext = vi.fn(() => context);
    const pool = createContextPool({ audioContext });
    const lease = pool.acquire();
    expect(lease.context).toBe(context);
    lease.release();
    const again = pool.acquire();
    expect(audioContext).toHaveBeenCalledTimes(2);
    await reach(context, 'running');
    again.release();
    expect(context.state).toBe('running');
    await context.close();
  });

  it('says in a coded error that the browser gives no context', () => {
    const pool = createContextPool({
      audioContext: () => {
        throw new DOMException('too many', 'NotSupportedError');
      },
    });
    expect(() => pool.acquire()).toThrow(expect.objectContaining({ code: 'playback-blocked' }));
  });
});
