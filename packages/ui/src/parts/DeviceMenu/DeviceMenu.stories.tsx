import type { Meta, StoryObj } from '@storybook/react-vite';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { DeviceMenu } from './DeviceMenu.tsx';
import { DeviceRadios } from './DeviceRadios.tsx';

const meta: Meta<typeof DeviceMenu> = { title: 'Parts/DeviceMenu', component: DeviceMenu };
export default meta;

const MICROPHONES = [
  { id: 'desk', label: 'Desk microphone' },
  { id: 'headset', label: 'Headset of the front desk, with a name that needs two lines' },
  { id: 'third', label: '' },
];

const session = createStaticSession();
const list = {
  kind: 'microphone',
  devices: MICROPHONES,
  deviceId: 'desk',
  canChoose: true,
  error: null,
  onDeviceChange: () => {},
} as const;

/** The button, and what the menu lists: with a level, no names yet, a device that is gone, a failure, and no choice of speakers. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'the button', session, render: <DeviceMenu /> },
        {
          name: 'a microphone that hears',
          session,
          render: <DeviceRadios {...list} source={createFixedLevel(0.09)} />,
        },
        { name: 'no names yet', session, render: <DeviceRadios {...list} devices={[]} deviceId={null} /> },
        { name: 'chosen, and gone', session, render: <DeviceRadios {...list} deviceId="old" /> },
        { name: 'refused', session, render: <DeviceRadios {...list} error="microphone-busy" /> },
        {
          name: 'the system’s speaker only',
          session,
          render: <DeviceRadios {...list} kind="speaker" devices={[]} deviceId={null} canChoose={false} />,
        },
      ]}
    />
  ),
};

const live = createStaticSession({ status: 'live', microphone: 'on', microphoneLevel: 0.0625 });

/** The menu opens, the meter follows the voice, and the next Tab is in the menu. */
export const Opened: StoryObj = {
  render: () => (
    <div style={{ display: 'grid', placeItems: 'end center', blockSize: '28rem' }}>
      <SessionProvider session={live}>
        <DeviceMenu />
      </SessionProvider>
    </div>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    const button = view.getByRole('button', { name: 'Microphone and speaker' });
    await userEvent.click(button);
    const menu = await view.findByRole('dialog', { name: 'Microphone and speaker' });
    const microphones = await within(menu).findByRole('group', { name: 'Microphone' });
    await expect(within(microphones).getByRole('radio', { name: 'System default' })).toBeChecked();
    const meter = canvasElement.querySelector<HTMLElement>('.repartee-meter');
    await waitFor(() => expect(meter?.style.getPropertyValue('--repartee-level')).toBe('0.25'));
    await userEvent.tab();
    await expect(menu.contains(document.activeElement)).toBe(true);
  },
};
