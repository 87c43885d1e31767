import { describe, expect, it, vi } from 'vitest';

import type { Clock } from './clock.ts';
import { createScope } from './scope.ts';

/** A clock whose one pending timer fires when told. */
function createTriggerClock() {
  const timers = new Map<object, () => void>();
  const clock: Clock = {
    now: () => 0,
    setTimeout(callback) {
      const id = {};
      timers.set(id, callback);
      return id;
    },
    clearTimeout: (id) => void timers.delete(id as object),
  };
  const fire = () => {
    for (const [id, callback] of timers) if (timers.delete(id)) callback();
  };
  return { clock, timers, fire };
}

describe('createScope', () => {
  it('releases in reverse order, once', () => {
    const scope = createScope();
    const released: string[] = [];
    scope.add(() => released.push('context'));
    scope.add(() => released.push('track'));
    expect(scope.isDisposed).toBe(false);
    scope.dispose();
    scope.dispose();
    expect(scope.isDisposed).toBe(true);
    expect(released).toEqual(['track', 'context']);
  });

  it('releases at once what comes too late', () => {
    const scope = createScope();
    scope.dispose();
    const release = vi.fn();
    const again = scope.add(release);
    expect(release).toHaveBeenCalledOnce();
    again();
    expect(release).toHaveBeenCalledOnce();
  });

  it('lets a single thing go early, and never twice', () => {
    const scope = createScope();
    const release = vi.fn();
    const early = scope.add(release);
    early();
    early();
    scope.dispose();
    expect(release).toHaveBeenCalledOnce();
  });

  it('aborts its signal before it releases, so that releases can ask', () => {
    const scope = createScope();
    let wasAborted = false;
    scope.add(() => (wasAborted = scope.signal.aborted));
    scope.dispose();
    expect(wasAborted).toBe(true);
  });

  it('releases everything though one release fails, and then tells', () => {
    const scope = createScope();
    const release = vi.fn();
    const error = new Error('the device is stuck');
    scope.add(release);
    scope.add(() => {
      throw error;
    });
    expect(() => scope.dispose()).toThrow(error);
    expect(release).toHaveBeenCalledOnce();

    const worse = createScope();
    for (const message of ['one', 'two']) {
      worse.add(() => {
        throw new Error(message);
      });
    }
    expect(() => worse.dispose()).toThrow(AggregateError);
  });

  it('removes its event listeners', () => {
    const scope = createScope();
    const target = new EventTarget();
    const listener = vi.fn();
    scope.listen(target, 'ended', listener);
    target.dispatchEvent(new Event('ended'));
    scope.dispose();
    target.dispatchEvent(new Event('ended'));
    expect(listener).toHaveBeenCalledOnce();
  });

  it('clears its timers, and forgets those that have fired', () => {
    const { clock, timers, fire } = createTriggerClock();
    const scope = createScope();
    const fired = vi.fn();
    scope.timeout(clock, fired, 10);
    fire();
    expect(fired).toHaveBeenCalledOnce();
    const cleared = vi.fn();
    scope.timeout(clock, cleared, 10);
    const cancel = scope.timeout(clock, cleared, 20);
    cancel();
    expect(timers.size).toBe(1);
    scope.dispose();
    expect(timers.size).toBe(0);
    expect(cleared).not.toHaveBeenCalled();
  });

  it('disposes its children, and survives them', () => {
    const scope = createScope();
    const [first, second] = [scope.child(), scope.child()];
    const released: string[] = [];
    scope.add(() => released.push('parent'));
    first.add(() => released.push('first'));
    second.add(() => released.push('second'));
    first.dispose();
    expect(released).toEqual(['first']);
    expect(scope.isDisposed).toBe(false);
    scope.dispose();
    expect(released).toEqual(['first', 'parent', 'second']);
    expect(second.isDisposed).toBe(true);
    expect(scope.child().isDisposed).toBe(true);
  });

  it('does not keep a timer alive that is asked for after its end', () => {
    const { clock, timers } = createTriggerClock();
    const scope = createScope();
    scope.dispose();
    scope.timeout(clock, () => {}, 10);
    expect(timers.size).toBe(0);
  });
});
