import { act } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useMicrophonePermission, useMicrophoneTest, useSpeakerTest } from './index.ts';

const opened: { readonly deviceId: string | undefined; readonly track: EventTarget & { stop(): void } }[] =
  [];
let answer: Promise<void>;

/** A browser with a microphone and a speaker, whose answers the tests give. */
beforeEach(() => {
  opened.length = 0;
  answer = Promise.resolve();
  const mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: () => Promise.resolve([]),
    async getUserMedia({ audio }: { audio: { deviceId?: { exact: string } } }) {
      const track = Object.assign(new EventTarget(), { stop: vi.fn() });
      opened.push({ deviceId: audio.deviceId?.exact, track });
      await answer;
      return { getTracks: () => [track], getAudioTracks: () => [track] };
    },
  });
  const status = Object.assign(new EventTarget(), { state: 'prompt' });
  const permissions = { query: () => Promise.resolve(status) };
  vi.stubGlobal(
    'navigator',
    Object.assign(Object.create(navigator) as Navigator, { mediaDevices, permissions }),
  );
  const node = { connect: (next: unknown) => next, disconnect: () => {}, getFloatTimeDomainData: () => {} };
  const context = {
    state: 'running',
    sampleRate: 48_000,
    createMediaStreamSource: () => node,
    createAnalyser: () => ({ ...node }),
    close: () => Promise.resolve(),
    resume: () => Promise.reject(new Error('blocked')),
  };
  vi.stubGlobal('MediaStream', vi.fn());
  vi.stubGlobal(
    'AudioContext',
    vi.fn(function AudioContext() {
      return context;
    }),
  );
  vi.stubGlobal(
    'GainNode',
    vi.fn(function GainNode() {
      return node;
    }),
  );
});

afterEach(() => vi.unstubAllGlobals());

/** Renders a hook, and returns what it returned last. */
function show<Controls>(use: () => Controls, session: StaticSession) {
  const seen: Controls[] = [];
  function Part() {
    seen.push(use());
    return null;
  }
  const view = renderStrict(<Part />, session);
  return { ...view, last: () => seen.at(-1) as Controls };
}

const settle = () => act(async () => {});

it('a test of the microphone opens the selected device, and the next one after a change', async () => {
  const session = createStaticSession({ microphoneId: 'desk' });
  const { last, unmount } = show(useMicrophoneTest, session);
  await settle();
  expect([last().state, opened]).toEqual(['off', []]);
  act(() => last().start());
  expect(last().state).toBe('opening');
  await settle();
  expect(last()).toMatchObject({ state: 'on', hearing: 'waiting', error: null });
  act(() => session.setState({ microphoneId: 'headset' }));
  await settle();
  expect(opened.map(({ deviceId }) => deviceId)).toEqual(['desk', 'headset']);
  expect(opened[0]?.track.stop).toHaveBeenCalled();
  unmount();
  expect(opened[1]?.track.stop).toHaveBeenCalled();
});

it('a test gives the microphone to the session, and measures that one', async () => {
  const session = createStaticSession();
  const { last } = show(useMicrophoneTest, session);
  act(() => last().start());
  await settle();
  act(() => session.setState({ microphone: 'opening' }));
  expect(last().state).toBe('off');
  expect(opened[0]?.track.stop).toHaveBeenCalled();
  act(() => session.setState({ microphone: 'on' }));
  expect(last()).toMatchObject({ state: 'on', source: session.microphone });
});

it('a voice that goes on is heard', async () => {
  const session = createStaticSession({ microphone: 'on', microphoneLevel: 0.004 });
  const { last } = show(useMicrophoneTest, session);
  expect(last().hearing).toBe('waiting');
  session.setState({ microphoneLevel: 0.1 });
  await vi.waitUntil(() => last().hearing === 'heard');
});

it('a test says why it failed, also when the device goes away, and can start again', async () => {
  const { last } = show(useMicrophoneTest, createStaticSession());
  answer = Promise.reject(Object.assign(new Error('no'), { name: 'NotReadableError' }));
  act(() => last().start());
  await settle();
  expect([last().state, last().error?.code]).toEqual(['failed', 'microphone-busy']);
  answer = Promise.resolve();
  act(() => last().start());
  await settle();
  expect([last().state, last().error]).toEqual(['on', null]);
  act(() => void opened[1]?.track.dispatchEvent(new Event('ended')));
  expect([last().state, last().error?.code]).toEqual(['failed', 'microphone-lost']);
  act(() => last().stop());
  expect(last().state).toBe('off');
});

it('a microphone that opens after the test has ended is closed at once', async () => {
  let allow = () => {};
  answer = new Promise((resolve) => (allow = resolve));
  const { last } = show(useMicrophoneTest, createStaticSession());
  act(() => last().start());
  await settle();
  act(() => last().stop());
  allow();
  await settle();
  expect(last().state).toBe('off');
  expect(opened[0]?.track.stop).toHaveBeenCalled();
});

it('the permission is asked for once at a time, and a refusal is kept until the next request', async () => {
  const { last } = show(useMicrophonePermission, createStaticSession());
  await settle();
  expect(last()).toMatchObject({ state: 'prompt', isRequesting: false, error: null });
  answer = Promise.reject(Object.assign(new Error('no'), { name: 'NotAllowedError' }));
  const answers: boolean[] = [];
  act(() => {
    const { request } = last();
    for (const asked of [request(), request()]) void asked.then((isGranted) => answers.push(isGranted));
  });
  expect(last().isRequesting).toBe(true);
  await settle();
  expect([answers, opened.length]).toEqual([[false, false], 1]);
  expect(last()).toMatchObject({ isRequesting: false, error: { code: 'microphone-denied' } });
  answer = Promise.resolve();
  await act(async () => answers.push(await last().request()));
  expect(answers.at(-1)).toBe(true);
  expect(last().error).toBeNull();
});

it('a test tone says if the browser does not play it', async () => {
  const { last } = show(useSpeakerTest, createStaticSession());
  act(() => last().play());
  expect(last().isPlaying).toBe(true);
  await settle();
  expect([last().isPlaying, last().error?.code]).toEqual([false, 'playback-blocked']);
  act(() => last().stop());
  expect(last().error).toBeNull();
});
