import type { Meta, StoryObj } from '@storybook/react-vite';
import type { MessageEntry } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { TranscriptRoot } from '../Transcript/TranscriptRoot.tsx';
import { MessageActions } from './MessageActions.tsx';

const meta: Meta<typeof MessageActions> = { title: 'Parts/MessageActions', component: MessageActions };
export default meta;

const session = createStaticSession();
const answer = createMessageEntry({ id: 'a', text: 'It arrives on Tuesday.' });
const nothing = () => {};

/** Only a copy, with feedback, and with each answer of the user. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'copy', session, render: <MessageActions entry={answer} /> },
        ...([null, 'good', 'bad'] as const).map((feedback) => ({
          name: `feedback: ${feedback ?? 'none'}`,
          session,
          render: <MessageActions entry={answer} feedback={feedback} onFeedback={nothing} />,
        })),
      ]}
    />
  ),
};

const actions = (entry: MessageEntry) => <MessageActions entry={entry} onFeedback={nothing} />;
const conversation = createStaticSession({
  status: 'live',
  entries: [
    createMessageEntry({ id: '1', role: 'user', text: 'Where is my order?' }),
    createMessageEntry({
      id: '2',
      modality: 'text',
      text: 'Order **4711** is on its way:\n\n- left Lyon on *Monday*\n- arrives on Tuesday, [track it](https://track.example/4711)',
    }),
  ],
});

/** Below the messages of a transcript, with Markdown in a written answer and suggestions at the end. */
export const InATranscript: StoryObj = {
  render: () => (
    <SessionProvider session={conversation}>
      <TranscriptRoot
        markdown
        actions={actions}
        suggestions={['Change the address', 'Talk to a person']}
        style={{ blockSize: '22rem' }}
      />
    </SessionProvider>
  ),
  async play({ canvas }) {
    await expect(await canvas.findByRole('link', { name: 'track it' })).toBeVisible();
    await userEvent.click(canvas.getByTitle('Good answer'));
    await expect(canvas.getByTitle('Good answer')).toHaveAttribute('aria-pressed', 'true');
  },
};
