import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchResources } from '../../test/watch-resources.ts';
import { createMicrophonePermission } from './microphone-permission.ts';
import { openMicrophoneTest } from './microphone-test.ts';
import { playTestTone } from './test-tone.ts';

let resources: ReturnType<typeof watchResources>;

beforeEach(() => {
  resources = watchResources();
});

/** Every test gives back all that it took. */
afterEach(async () => {
  await vi.waitUntil(
    () =>
      resources.contexts().every(({ state }) => state === 'closed') &&
      resources.tracks().every(({ readyState }) => readyState === 'ended'),
  );
  resources.stop();
});

it('a test of the microphone hears the device until it is aborted', async () => {
  const controller = new AbortController();
  const level = await openMicrophoneTest({ signal: controller.signal });
  // The browser's fake device beeps.
  await vi.waitUntil(() => level.level() > 0.02);
  controller.abort();
  expect(level.level()).toBe(0);
  await expect(openMicrophoneTest({ signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
  await expect(
    openMicrophoneTest({ deviceId: 'gone', signal: new AbortController().signal }),
  ).rejects.toMatchObject({ code: 'microphone-missing' });
});

it('a test tone sounds until it has ended or is stopped', async () => {
  const played = playTestTone({ signal: new AbortController().signal });
  await expect(played).resolves.toBeUndefined();
  const controller = new AbortController();
  const stopped = playTestTone({ signal: controller.signal });
  controller.abort();
  await expect(stopped).rejects.toMatchObject({ code: 'aborted' });
  await expect(
    playTestTone({ deviceId: 'gone', signal: new AbortController().signal }),
  ).rejects.toMatchObject({ code: 'speaker-missing' });
});

it('the permission is read without asking, and a request leaves no microphone open', async () => {
  const permission = createMicrophonePermission();
  const unsubscribe = permission.store.subscribe(() => {});
  await vi.waitUntil(() => permission.store.getState() === 'granted');
  await permission.request();
  expect(resources.tracks().map(({ readyState }) => readyState)).toEqual(['ended']);
  unsubscribe();
});
