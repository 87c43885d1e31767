import { act, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useAudioDevices } from './index.ts';
import type { AudioDeviceControls, UseAudioDevicesOptions } from './index.ts';

const device = (kind: string, deviceId: string) => ({ kind, deviceId, label: `The ${deviceId}` });

const HEADSET = { id: 'headset', label: 'The headset' };

let mediaDevices: EventTarget & {
  found: readonly object[];
  enumerateDevices: () => Promise<readonly object[]>;
};

beforeEach(() => {
  mediaDevices = Object.assign(new EventTarget(), {
    found: [device('audioinput', 'desk'), device('audiooutput', 'headset')],
    enumerateDevices: vi.fn(() => Promise.resolve(mediaDevices.found)),
  });
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator) as Navigator, { mediaDevices }));
  // The method of browsers with a choice of speakers.
  Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', { value: () => {}, configurable: true });
});

afterEach(() => {
  Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
  vi.unstubAllGlobals();
});

function show(session: StaticSession, options?: UseAudioDevicesOptions) {
  const seen: AudioDeviceControls[] = [];
  function Devices() {
    seen.push(useAudioDevices(options));
    return null;
  }
  const view = renderStrict(<Devices />, session);
  const last = () => {
    const devices = seen.at(-1);
    if (!devices) throw new Error('Nothing was rendered.');
    return devices;
  };
  return { ...view, seen, last, until: (check: () => boolean) => waitFor(() => expect(check()).toBe(true)) };
}

it('lists the devices, and follows what is plugged in and out', async () => {
  const { last, until } = show(createStaticSession());
  await until(() => last().speakers.length === 1);
  expect(last()).toMatchObject({
    speakers: [HEADSET],
    microphones: [{ id: 'desk' }],
    canSelectSpeaker: true,
  });
  mediaDevices.found = [];
  mediaDevices.dispatchEvent(new Event('devicechange'));
  await until(() => last().speakers.length === 0);
});

it('asks again when a microphone is open: only then the browser names devices', async () => {
  const session = createStaticSession();
  const { found } = mediaDevices;
  mediaDevices.found = [device('audiooutput', '')];
  const { last, until } = show(session);
  await until(() => last().speakers.length === 0);
  mediaDevices.found = found;
  act(() => session.setState({ microphone: 'on' }));
  await until(() => last().speakers.length === 1);
});

it('chooses, and goes back to the system’s', async () => {
  const session = createStaticSession();
  const { last } = show(session, { microphone: { noiseSuppression: false } });
  await act(() => last().selectSpeaker('headset'));
  expect(last().speakerId).toBe('headset');
  await act(() => last().selectMicrophone('desk'));
  expect(last().microphoneId).toBe('desk');
  await act(() => last().selectSpeaker(null));
  await act(() => last().selectMicrophone(null));
  expect([last().speakerId, last().microphoneId]).toEqual([null, null]);
  expect(session.commands.map(({ name, args }) => [name, ...args])).toEqual([
    ['speaker.select', { deviceId: 'headset' }],
    ['microphone.select', { noiseSuppression: false, deviceId: 'desk' }],
    ['speaker.select', {}],
    ['microphone.select', { noiseSuppression: false }],
  ]);
});

it('lists no speakers where the browser cannot play on them', async () => {
  Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
  const { last, until } = show(createStaticSession());
  await until(() => last().microphones.length === 1);
  expect(last()).toMatchObject({ speakers: [], canSelectSpeaker: false });
});

it('keeps its functions over renders', async () => {
  const session = createStaticSession();
  const { seen, last } = show(session);
  const { selectSpeaker } = last();
  await act(() => selectSpeaker('headset'));
  expect(new Set(seen.map((one) => one.selectSpeaker)).size).toBeLessThanOrEqual(2);
  expect(last().selectSpeaker).toBe(selectSpeaker);
});
