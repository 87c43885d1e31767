import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { DeviceSelect } from './DeviceSelect.tsx';

beforeEach(() => {
  const found = [
    { kind: 'audioinput', deviceId: 'desk', label: 'Desk microphone' },
    { kind: 'audiooutput', deviceId: 'headset', label: '' },
  ];
  const mediaDevices = Object.assign(new EventTarget(), { enumerateDevices: () => Promise.resolve(found) });
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator) as Navigator, { mediaDevices }));
  Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', { value: () => {}, configurable: true });
});

afterEach(() => {
  Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
  vi.unstubAllGlobals();
});

const field = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });

describe('DeviceSelect', () => {
  it('selects a speaker by its name, and reports when it is used', async () => {
    const session = createStaticSession();
    const onDeviceChange = vi.fn();
    renderPart(<DeviceSelect kind="speaker" onDeviceChange={onDeviceChange} />, session);
    await screen.findByRole('option', { name: 'Speaker 1' });
    await userEvent.selectOptions(field('Speaker'), 'Speaker 1');
    expect(session.commands).toEqual([{ name: 'speaker.select', args: [{ deviceId: 'headset' }] }]);
    expect(onDeviceChange).toHaveBeenCalledExactlyOnceWith('headset');
    expect(field('Speaker').value).toBe('headset');
  });

  it('selects a microphone, and keeps its other options', async () => {
    const session = createStaticSession();
    renderPart(<DeviceSelect kind="microphone" microphone={{ autoGainControl: false }} />, session);
    await screen.findByRole('option', { name: 'Desk microphone' });
    await userEvent.selectOptions(field('Microphone'), 'Desk microphone');
    expect(session.commands).toEqual([
      { name: 'microphone.select', args: [{ autoGainControl: false, deviceId: 'desk' }] },
    ]);
  });

  it('shows the device in use and the error when a choice fails', async () => {
    const session = createStaticSession();
    const select = () => Promise.reject(new RealtimeError('speaker-missing', 'Gone.'));
    renderPart(<DeviceSelect kind="speaker" />, { ...session, speaker: { ...session.speaker, select } });
    await screen.findByRole('option', { name: 'Speaker 1' });
    await userEvent.selectOptions(field('Speaker'), 'Speaker 1');
    const alert = await screen.findByText('The selected speaker is not connected');
    expect(alert.role).toBe('alert');
    expect(field('Speaker').value).toBe('');
    expect(screen.getByRole('combobox', { description: 'The selected speaker is not connected' })).toBe(
      field('Speaker'),
    );
  });

  it('follows the session back to the system default, and shows a device that is not connected', async () => {
    const session = createStaticSession({ speakerId: 'old' });
    renderPart(<DeviceSelect kind="speaker" />, session);
    await screen.findByRole('option', { name: 'Speaker 1' });
    expect(field('Speaker').selectedOptions[0]?.textContent).toBe('Not connected');
    act(() => session.setState({ speakerId: null }));
    expect(field('Speaker').selectedOptions[0]?.textContent).toBe('System default');
    expect(field('Speaker').disabled).toBe(false);
  });

  it('is disabled if the browser plays on the system’s device only', async () => {
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
    renderPart(<DeviceSelect kind="speaker" />, createStaticSession());
    expect(field('Speaker').disabled).toBe(true);
  });
});
