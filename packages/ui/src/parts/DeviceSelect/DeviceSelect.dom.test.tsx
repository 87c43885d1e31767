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
  it('chooses a speaker by its name, and tells when it is used', async () => {
    const session = createStaticSession();
    const onDeviceChange = vi.fn();
    renderPart(<DeviceSelect kind="speaker" onDeviceChange={onDeviceChange} />, session);
    await screen.findByRole('option', { name: 'Speaker 1' });
    await userEvent.selectOptions(field('Speaker'), 'Speaker 1');
    expect(session.commands).toEqual([{ name: 'setSpeaker', args: [{ deviceId: 'headset' }] }]);
    expect(onDeviceChange).toHaveBeenCalledExactlyOnceWith('headset');
    expect(field('Speaker').value).toBe('headset');
  });

  it('chooses a microphone, and keeps what else it is asked for', async () => {
    const session = createStaticSession();
    renderPart(<DeviceSelect kind="microphone" microphone={{ autoGainControl: false }} />, session);
    await screen.findByRole('option', { name: 'Desk microphone' });
    await userEvent.selectOptions(field('Microphone'), 'Desk microphone');
    expect(session.commands).toEqual([
      { name: 'setMicrophone', args: [{ autoGainControl: false, deviceId: 'desk' }] },
    ]);
  });

  it('shows what is used, and why, when the choice cannot be had', async () => {
    const session = createStaticSession();
    const setSpeaker = () => Promise.reject(new RealtimeError('speaker-missing', 'Gone.'));
    renderPart(<DeviceSelect kind="speaker" />, { ...session, setSpeaker });
    await screen.findByRole('option', { name: 'Speaker 1' });
    await userEvent.selectOptions(field('Speaker'), 'Speaker 1');
    expect((await screen.findByRole('alert')).textContent).toBe('The chosen speaker is not there');
    expect(field('Speaker').value).toBe('');
    expect(screen.getByRole('combobox', { description: 'The chosen speaker is not there' })).toBe(
      field('Speaker'),
    );
  });

  it('goes back to the system when the session does, and shows a device that is not there', async () => {
    const session = createStaticSession({ speakerId: 'old' });
    renderPart(<DeviceSelect kind="speaker" />, session);
    await screen.findByRole('option', { name: 'Speaker 1' });
    expect(field('Speaker').selectedOptions[0]?.textContent).toBe('Not connected');
    act(() => session.setState({ speakerId: null }));
    expect(field('Speaker').selectedOptions[0]?.textContent).toBe('As the system');
    expect(field('Speaker').disabled).toBe(false);
  });

  it('cannot be used where the browser plays on the system’s device only', async () => {
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
    renderPart(<DeviceSelect kind="speaker" />, createStaticSession());
    expect(field('Speaker').disabled).toBe(true);
  });
});
