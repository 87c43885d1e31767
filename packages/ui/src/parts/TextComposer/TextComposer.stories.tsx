import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider, useImageInput } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { TextComposer } from './TextComposer.tsx';

const meta: Meta<typeof TextComposer> = { title: 'Parts/TextComposer', component: TextComposer };
export default meta;

const createLive = () => createStaticSession({ status: 'live', phase: 'listening' });

const seeing = () =>
  createStaticSession({ status: 'live', phase: 'listening', capabilities: { canSendImages: true } });

const WithImages = () => <TextComposer images={useImageInput()} />;

/** Empty, with one word, with many, and disabled. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'empty', session: createLive() },
        { name: 'with words', session: createLive(), render: <TextComposer defaultValue="Good evening" /> },
        {
          name: 'with lines',
          session: createLive(),
          render: <TextComposer defaultValue={'A table for two,\nat seven,\nby the window.'} />,
        },
        { name: 'with images', session: seeing(), render: <WithImages /> },
        { name: 'disabled', session: createLive(), render: <TextComposer disabled defaultValue="Later" /> },
        { name: 'over', session: createStaticSession({ status: 'closed', endReason: 'user' }) },
      ]}
    >
      <TextComposer />
    </Sheet>
  ),
};

const session = createLive();

/** Shift+Enter starts a line, Enter sends, and the field keeps the focus. */
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
    await expect(field).toHaveFocus();
  },
};
