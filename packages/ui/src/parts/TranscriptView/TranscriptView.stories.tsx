import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import type { ReactNode } from 'react';
import { expect, userEvent } from 'storybook/test';
import { everyEntry } from '../../../test/entries.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { LabelsProvider } from '../../labels/LabelsProvider.tsx';
import { TranscriptView } from './TranscriptView.tsx';

const meta: Meta<typeof TranscriptView> = { title: 'Parts/TranscriptView', component: TranscriptView };
export default meta;

const quiet = createStaticSession();
const saved = createStaticSession({ entries: everyEntry.slice(0, 12) }).serialize();
const plain = [
  { role: 'user', text: 'Where is my order?' },
  { role: 'agent', text: 'It arrives on Tuesday.' },
] as const;

/** Each region of a page has a name of its own. */
const named = (transcript: string, view: ReactNode) => (
  <LabelsProvider labels={{ transcript }}>{view}</LabelsProvider>
);

/** A saved conversation with times and a search, plain messages, and nothing. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        {
          name: 'a saved conversation',
          session: quiet,
          render: <TranscriptView conversation={saved} searchable times />,
        },
        {
          name: 'plain messages',
          session: quiet,
          render: named('Messages', <TranscriptView conversation={plain} />),
        },
        {
          name: 'nothing',
          session: quiet,
          render: named('Nothing', <TranscriptView conversation={[]} searchable />),
        },
      ]}
    />
  ),
};

/** The search shows the rows that match, and marks the words. */
export const Searching: StoryObj = {
  render: () => <TranscriptView conversation={saved} searchable style={{ blockSize: '24rem' }} />,
  async play({ canvas, canvasElement }) {
    await userEvent.type(canvas.getByRole('searchbox'), 'paris');
    await expect(await canvas.findByText('3 matches')).toBeVisible();
    await expect(canvasElement.querySelectorAll('mark')).toHaveLength(2);
  },
};
