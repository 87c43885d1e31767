import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { TextComposer } from './TextComposer.tsx';

const meta: Meta<typeof TextComposer> = { title: 'Parts/TextComposer', component: TextComposer };
export default meta;

/** Ready, and over. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'ready', session: createStaticSession({ status: 'live', phase: 'listening' }) },
        {
          name: 'the conversation is over',
          session: createStaticSession({ status: 'closed', endReason: 'user' }),
        },
      ]}
    >
      <TextComposer />
    </Sheet>
  ),
};

const session = createStaticSession({ status: 'live', phase: 'listening' });

/** Shift and Enter begins a line, Enter sends. */
export const Writing: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <TextComposer />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const field = within(canvasElement).getByRole('textbox', { name: 'Write a message' });
    await userEvent.type(field, 'Hello{Shift>}{Enter}{/Shift}there{Enter}');
    await expect(session.commands.at(-1)).toMatchObject({ name: 'sendText', args: ['Hello\nthere'] });
    await expect(field).toHaveValue('');
  },
};
