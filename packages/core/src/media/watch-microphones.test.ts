import { afterEach, expect, it, vi } from 'vitest';
import { settle } from '../testing/settle.ts';
import { createMicrophone } from './microphone.ts';

afterEach(() => vi.unstubAllGlobals());

/** A browser whose permission and devices change by hand. */
function createBrowser() {
  const devices = new EventTarget();
  const permission = Object.assign(new EventTarget(), { state: 'prompt' });
  const navigator = { mediaDevices: devices, permissions: { query: async () => permission } };
  vi.stubGlobal('navigator', navigator);
  const change = (state: string) => {
    permission.state = state;
    permission.dispatchEvent(new Event('change'));
  };
  return { plugIn: () => devices.dispatchEvent(new Event('devicechange')), change };
}

it('the microphones are looked at again when one is plugged in, and when the user allows them', async () => {
  const { plugIn, change } = createBrowser();
  const listener = vi.fn<() => void>();
  const stop = createMicrophone().watch?.(listener);
  await settle();
  plugIn();
  expect(listener).toHaveBeenCalledTimes(1);
  change('denied');
  expect(listener).toHaveBeenCalledTimes(1);
  change('granted');
  expect(listener).toHaveBeenCalledTimes(2);
  stop?.();
  plugIn();
  change('granted');
  expect(listener).toHaveBeenCalledTimes(2);
});

it('the permission is not followed where nothing listens any more when the browser has told of it', async () => {
  const { change } = createBrowser();
  const listener = vi.fn<() => void>();
  createMicrophone().watch?.(listener)();
  await settle();
  change('granted');
  expect(listener).not.toHaveBeenCalled();
});
