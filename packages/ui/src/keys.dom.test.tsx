import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { renderPart } from '../test/conformance.tsx';
import { DeviceSelectView, TranscriptRoot } from './index.ts';
import { DeviceRadios } from './parts/DeviceMenu/DeviceRadios.tsx';

afterEach(() => vi.restoreAllMocks());

it('devices with the same id, as Firefox lists them for some monitors, are all listed', () => {
  const errors = vi.spyOn(console, 'error');
  const devices = [
    { id: 'hdmi', label: 'Left monitor' },
    { id: 'hdmi', label: 'Right monitor' },
    { id: 'hdmi#2', label: 'Headset' },
  ];
  const { container } = renderPart(
    <DeviceSelectView kind="speaker" devices={devices} deviceId={null} onDeviceChange={() => {}} />,
    createStaticSession(),
  );
  expect(container.querySelectorAll('option')).toHaveLength(4);
  expect(errors).not.toHaveBeenCalled();
});

it.each([
  ['one id', ['hdmi', 'hdmi']],
  ['the names of the list’s own rows as ids', ['default', 'missing']],
])('two monitors of one name with %s are both radio buttons', (_, ids) => {
  const errors = vi.spyOn(console, 'error');
  const devices = ids.map((id) => ({ id, label: 'Monitor' }));
  const { getAllByRole } = renderPart(
    <DeviceRadios
      kind="speaker"
      devices={devices}
      deviceId="unplugged"
      canChoose
      error={null}
      onDeviceChange={() => {}}
    />,
    createStaticSession(),
  );
  // The system's device and the one that is not connected come first.
  expect(getAllByRole('radio')).toHaveLength(4);
  expect(errors).not.toHaveBeenCalled();
});

it('a message with the same image twice shows it twice', () => {
  const errors = vi.spyOn(console, 'error');
  const images = ['data:image/png;base64,AAAA', 'data:image/png;base64,AAAA'];
  const entry = createMessageEntry({ id: '1', role: 'user', text: 'Look', images });
  const { container } = renderPart(<TranscriptRoot />, createStaticSession({ entries: [entry] }));
  expect(container.querySelectorAll('img')).toHaveLength(2);
  expect(errors).not.toHaveBeenCalled();
});
