import { act, fireEvent, screen } from '@testing-library/react';
import { RealtimeError } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { loadParts } from '../../../test/loadParts.ts';
import { DeviceMenu } from './DeviceMenu.tsx';

loadParts();

const found = [
  { kind: 'audioinput', deviceId: 'desk', label: 'Desk microphone' },
  { kind: 'audioinput', deviceId: 'headset', label: '' },
];

beforeEach(() => {
  const mediaDevices = Object.assign(new EventTarget(), { enumerateDevices: () => Promise.resolve(found) });
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator) as Navigator, { mediaDevices }));
});

afterEach(() => vi.unstubAllGlobals());

describeConformance('DeviceMenu', {
  Part: DeviceMenu as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession({ microphone: 'lost' }),
  selector: '.repartee-devices',
  state: { field: 'microphone', value: 'lost', attribute: 'data-microphone' },
});

/** Opens the menu as the browser does: the test environment has no popovers. */
function open(container: Element) {
  const menu = container.querySelector('[popover]') as HTMLElement;
  fireEvent(menu, Object.assign(new Event('toggle'), { newState: 'open', oldState: 'closed' }));
  return vi.waitFor(() => screen.getByLabelText('Desk microphone'));
}

const rows = (container: Element) =>
  [...container.querySelectorAll('fieldset')].map((group) => [
    group.querySelector('legend')?.textContent,
    ...[...group.querySelectorAll('input')].map(
      ({ checked, labels }) => `${checked ? '*' : ''}${labels?.[0]?.textContent}`,
    ),
  ]);

it('lists the devices while it is open, and selects one', async () => {
  const session = createStaticSession({ microphoneId: 'old' });
  const onDeviceChange = vi.fn();
  const { container } = renderPart(
    <DeviceMenu microphone={{ autoGainControl: false }} onDeviceChange={onDeviceChange} />,
    session,
  );
  expect(rows(container)).toEqual([]);
  fireEvent.click(await open(container));
  expect(container.querySelector('.repartee-devices')?.hasAttribute('data-open')).toBe(true);
  expect(session.commands).toEqual([
    { name: 'microphone.select', args: [{ autoGainControl: false, deviceId: 'desk' }] },
  ]);
  await vi.waitFor(() => expect(onDeviceChange).toHaveBeenCalledExactlyOnceWith('microphone', 'desk'));
  act(() => session.setState({ microphoneId: 'old' }));
  expect(rows(container)).toEqual([
    ['Microphone', 'System default', '*Not connected', 'Desk microphone', 'Microphone 2'],
    ['Speaker', '*System default'],
  ]);
});

it('shows a meter for an open microphone only, and why a choice failed', async () => {
  const session = createStaticSession({ microphone: 'on' });
  const select = () => Promise.reject(new RealtimeError('microphone-busy', 'Busy.'));
  const { container } = renderPart(<DeviceMenu />, {
    ...session,
    microphone: { ...session.microphone, select },
  });
  fireEvent.click(await open(container));
  await vi.waitFor(() => screen.getByText('Another app is using the microphone'));
  expect(rows(container)[0]).toContain('*System default');
  expect(container.querySelectorAll('.repartee-meter')).toHaveLength(1);
  act(() => session.setState({ isMuted: true }));
  expect(container.querySelectorAll('.repartee-meter')).toHaveLength(0);
});
