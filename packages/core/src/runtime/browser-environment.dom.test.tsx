import { afterEach, describe, expect, it, vi } from 'vitest';
import { createNetworkPort, createPagePort } from './browser-environment.ts';

/** The events of a page that goes and comes back, as browsers send them. */
function transition(type: 'pagehide' | 'pageshow', persisted: boolean): Event {
  return Object.assign(new Event(type), { persisted });
}

function show(visibilityState: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

afterEach(() => {
  vi.useRealTimers();
  show('visible');
});

describe('the network of the browser', () => {
  it('tells when it goes and comes back, until the watch ends', () => {
    const changes: string[] = [];
    const stop = createNetworkPort().watch((change) => changes.push(change));
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
    stop();
    dispatchEvent(new Event('offline'));
    expect(changes).toEqual(['offline', 'online']);
  });

  it('tells of another network, and not of a new estimate of its speed', () => {
    const information = Object.assign(new EventTarget(), { type: 'wifi' });
    Object.defineProperty(navigator, 'connection', { value: information, configurable: true });
    const changes: string[] = [];
    const stop = createNetworkPort().watch((change) => changes.push(change));
    information.dispatchEvent(new Event('change'));
    information.type = 'cellular';
    information.dispatchEvent(new Event('change'));
    information.dispatchEvent(new Event('change'));
    stop();
    Reflect.deleteProperty(navigator, 'connection');
    expect(changes).toEqual(['changed']);
  });

  it('is online unless the browser is sure that it is not', () => {
    expect(createNetworkPort().isOnline).toBe(true);
  });
});

describe('the page of the browser', () => {
  it('tells when it is hidden, shown, frozen, resumed and closed, until the watch ends', () => {
    const changes: string[] = [];
    const page = createPagePort();
    const stop = page.watch((change) => changes.push(change));
    show('hidden');
    expect(page.isHidden).toBe(true);
    document.dispatchEvent(new Event('freeze'));
    document.dispatchEvent(new Event('resume'));
    show('visible');
    dispatchEvent(transition('pagehide', true));
    dispatchEvent(transition('pageshow', true));
    dispatchEvent(transition('pageshow', false));
    dispatchEvent(transition('pagehide', false));
    stop();
    show('hidden');
    dispatchEvent(transition('pagehide', false));
    expect(changes).toEqual(['hidden', 'frozen', 'resumed', 'visible', 'frozen', 'resumed', 'closed']);
  });

  it('finds that the device has slept, and does not take held-up timers of a hidden page for sleep', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const changes: string[] = [];
    const stop = createPagePort().watch((change) => changes.push(change));
    vi.advanceTimersByTime(60_000);
    expect(changes).toEqual([]);
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(changes).toEqual(['resumed']);
    show('hidden');
    vi.setSystemTime(Date.now() + 60_000);
    vi.advanceTimersByTime(5_000);
    expect(changes).toEqual(['resumed', 'hidden']);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
