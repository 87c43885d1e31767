import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import * as recordingExports from '@repartee/core/recording';
import type { Recorder } from '@repartee/core/recording';
import { createStaticSession } from '@repartee/core/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SessionProvider } from './SessionProvider.tsx';
import { recordingModule } from './recordingModule.ts';
import { useRecorder } from './useRecorder.ts';

/** The recorder needs streams that jsdom lacks. */
const recording = { isOffline: false, loads: 0, created: 0, stopped: 0 };

async function loadRecording(): Promise<typeof recordingExports> {
  recording.loads += 1;
  await Promise.resolve();
  if (recording.isOffline) throw new TypeError('Failed to fetch dynamically imported module');
  return { ...recordingExports, createRecorder };
}

function createRecorder(): Recorder {
  recording.created += 1;
  return createRunning('of its own', () => (recording.stopped += 1));
}

function createRunning(words: string, stop: () => void = () => {}): Recorder {
  const save = () => Promise.resolve(new Blob([words]));
  return { durationMs: 0, words: 'keep', audio: 'none', save, follow: () => () => {}, stop };
}

const session = createStaticSession();
const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <SessionProvider session={session}>{children}</SessionProvider>
);

const textOf = async (file: Promise<Blob>) => (await file).text();

beforeEach(() => {
  Object.assign(recording, { isOffline: false, loads: 0, created: 0, stopped: 0 });
  vi.spyOn(recordingModule, 'load').mockImplementation(loadRecording);
});
afterEach(() => void vi.restoreAllMocks());

it('tries again to load the recorder with each save', async () => {
  recording.isOffline = true;
  const { result, unmount } = renderHook(() => useRecorder(), { wrapper });
  await expect(result.current.save()).rejects.toMatchObject({ code: 'module-failed' });
  await expect(result.current.save()).rejects.toMatchObject({ code: 'module-failed' });
  expect(recording.loads).toBe(2);
  recording.isOffline = false;
  expect(await textOf(result.current.save())).toBe('of its own');
  await result.current.save();
  expect(recording).toMatchObject({ loads: 3, created: 1 });
  unmount();
  expect(recording.stopped).toBe(1);
});

it('tries again when the network is back, so that the file has what comes then', async () => {
  recording.isOffline = true;
  const { unmount } = renderHook(() => useRecorder(), { wrapper });
  await act(async () => {});
  recording.isOffline = false;
  await act(async () => globalThis.dispatchEvent(new Event('online')));
  expect(recording).toMatchObject({ loads: 2, created: 1 });
  await act(async () => globalThis.dispatchEvent(new Event('online')));
  expect(recording).toMatchObject({ loads: 2, created: 1 });
  unmount();
  await act(async () => globalThis.dispatchEvent(new Event('online')));
  expect(recording).toMatchObject({ loads: 2, created: 1, stopped: 1 });
});

it('saves what a running recorder has kept, and neither starts another nor stops it', async () => {
  const stop = vi.fn();
  const { result, rerender, unmount } = renderHook(({ recorder }) => useRecorder({ recorder }), {
    wrapper,
    initialProps: { recorder: null as Recorder | null },
  });
  const { save } = result.current;
  await expect(save()).rejects.toMatchObject({ code: 'invalid-state' });
  rerender({ recorder: createRunning('of the app', stop) });
  expect(await textOf(save())).toBe('of the app');
  unmount();
  expect(stop).not.toHaveBeenCalled();
  expect(recording.loads).toBe(0);
});
