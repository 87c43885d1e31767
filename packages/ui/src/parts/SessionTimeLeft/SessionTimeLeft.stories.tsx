import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { expect, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { SessionTimeLeft } from './SessionTimeLeft.tsx';

const meta: Meta<typeof SessionTimeLeft> = { title: 'Parts/SessionTimeLeft', component: SessionTimeLeft };
export default meta;

const ending = (inMs: number) => createStaticSession({ status: 'live', expiresAtMs: Date.now() + inMs });

/** Some minutes before the end, in the last minute, and with much time left, where it shows nothing. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'some minutes', session: ending(4 * 60_000) },
        { name: 'the last minute', session: ending(42_000) },
        { name: 'much time left', session: ending(40 * 60_000) },
      ]}
    >
      <SessionTimeLeft />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await expect(view.getAllByRole('timer')).toHaveLength(2);
    await expect(view.getByText('4 minutes left')).toBeVisible();
  },
};
