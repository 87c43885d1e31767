import { afterEach, expect, it, vi } from 'vitest';
import { createDeviceList } from './device-list.ts';

afterEach(() => vi.unstubAllGlobals());

const device = (kind: string, deviceId: string, label = deviceId) => ({ kind, deviceId, label });

function stubBrowser(devices: readonly object[]) {
  const mediaDevices = Object.assign(new EventTarget(), {
    found: devices,
    asked: 0,
    enumerateDevices() {
      this.asked += 1;
      return Promise.resolve(this.found);
    },
  });
  const listeners = new Set<unknown>();
  const { addEventListener, removeEventListener } = mediaDevices;
  mediaDevices.addEventListener = (type: string, listener: EventListener) => {
    listeners.add(listener);
    addEventListener.call(mediaDevices, type, listener);
  };
  mediaDevices.removeEventListener = (type: string, listener: EventListener) => {
    listeners.delete(listener);
    removeEventListener.call(mediaDevices, type, listener);
  };
  vi.stubGlobal('navigator', { mediaDevices });
  return { mediaDevices, listeners };
}

it('lists what can be chosen, and not the browser’s names for what the system has chosen', async () => {
  stubBrowser([
    device('audioinput', 'default'),
    device('audioinput', 'desk', 'Desk microphone'),
    device('videoinput', 'camera'),
    device('audiooutput', 'communications'),
    device('audiooutput', 'headset', 'Headset'),
  ]);
  const { store, refresh } = createDeviceList();
  await refresh();
  expect(store.getState()).toEqual({
    microphones: [{ id: 'desk', label: 'Desk microphone' }],
    speakers: [{ id: 'headset', label: 'Headset' }],
    cameras: [{ id: 'camera', label: 'camera' }],
  });
});

it('lists devices with equal ids once, as Firefox names two monitors', async () => {
  stubBrowser([device('audiooutput', 'hdmi', 'Left'), device('audiooutput', 'hdmi', 'Right')]);
  const { store, refresh } = createDeviceList();
  await refresh();
  expect(store.getState().speakers).toEqual([{ id: 'hdmi', label: 'Left' }]);
});

it('follows the connected devices while it has a listener, and reports only changes', async () => {
  const { mediaDevices, listeners } = stubBrowser([device('audiooutput', 'headset')]);
  const { store, refresh } = createDeviceList();
  expect(mediaDevices.asked).toBe(0);
  let told = 0;
  const stop = store.subscribe(() => (told += 1));
  await vi.waitUntil(() => told === 1);
  const before = store.getState();
  await refresh();
  expect([told, store.getState() === before]).toEqual([1, true]);
  mediaDevices.found = [];
  mediaDevices.dispatchEvent(new Event('devicechange'));
  await vi.waitUntil(() => told === 2);
  expect(store.getState().speakers).toEqual([]);
  stop();
  expect(listeners.size).toBe(0);
});

it('names nothing before the microphone may be used, and nothing where there are no devices', async () => {
  stubBrowser([device('audioinput', '', ''), device('audiooutput', '', '')]);
  const { store, refresh } = createDeviceList();
  await refresh();
  expect(store.getState()).toEqual({ microphones: [], speakers: [], cameras: [] });
  vi.stubGlobal('navigator', {});
  await createDeviceList().refresh();
});
