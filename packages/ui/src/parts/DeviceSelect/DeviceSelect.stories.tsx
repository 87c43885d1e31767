import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, fn, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { DeviceSelect } from './DeviceSelect.tsx';
import { DeviceSelectView } from './DeviceSelectView.tsx';

const meta: Meta<typeof DeviceSelect> = { title: 'Parts/DeviceSelect', component: DeviceSelect };
export default meta;

const SPEAKERS = [
  { id: 'desk', label: 'Desk speakers' },
  { id: 'headset', label: 'Headset of the front desk, with a long name' },
  { id: 'third', label: '' },
];

const view = { kind: 'speaker', devices: SPEAKERS, deviceId: null, onDeviceChange: () => {} } as const;

/** No names yet, the system default, a choice, a choice that was disconnected, a failure, and disabled. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        {
          name: 'nothing to choose from yet',
          session: createStaticSession(),
          render: <DeviceSelectView {...view} kind="microphone" devices={[]} />,
        },
        { name: 'the system’s', session: createStaticSession(), render: <DeviceSelectView {...view} /> },
        {
          name: 'chosen',
          session: createStaticSession(),
          render: <DeviceSelectView {...view} deviceId="headset" />,
        },
        {
          name: 'chosen, and gone',
          session: createStaticSession(),
          render: <DeviceSelectView {...view} deviceId="old" />,
        },
        {
          name: 'refused',
          session: createStaticSession(),
          render: <DeviceSelectView {...view} error="speaker-missing" />,
        },
        {
          name: 'disabled',
          session: createStaticSession(),
          render: <DeviceSelectView {...view} deviceId="desk" disabled />,
        },
      ]}
    />
  ),
};

const onDeviceChange = fn();

/** Selecting by keyboard, and going back to the system default. */
export const Choosing: StoryObj = {
  render: () => (
    <SessionProvider session={createStaticSession()}>
      <DeviceSelectView {...view} deviceId="desk" onDeviceChange={onDeviceChange} />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const field = within(canvasElement).getByRole('combobox', { name: 'Speaker' });
    await userEvent.selectOptions(field, 'Headset of the front desk, with a long name');
    await userEvent.selectOptions(field, 'System default');
    await expect(onDeviceChange.mock.calls).toEqual([['headset'], [null]]);
  },
};
