import type { CSSProperties } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import type { RealtimeSession } from '@repartee/core';
import { createApprovalEntry, createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { everyEntry } from '../../../test/entries.ts';
import { Transcript } from './Transcript.ts';

const meta: Meta<typeof Transcript.Root> = { title: 'Parts/Transcript', component: Transcript.Root };
export default meta;

const live = { status: 'live', phase: 'listening' } as const;

interface BoxProps {
  readonly session: RealtimeSession;
  readonly blockSize?: CSSProperties['blockSize'];
}

/** A transcript in a box with a height. Without one it would grow instead of scroll. */
function Box({ session, blockSize = '30rem' }: BoxProps) {
  return (
    <div style={{ display: 'grid', blockSize, maxInlineSize: '46rem' }}>
      <SessionProvider session={session}>
        <Transcript.Root />
      </SessionProvider>
    </div>
  );
}

/** Every kind of row in every state. */
export const States: StoryObj = {
  render: () => (
    <Box
      blockSize="auto"
      session={createStaticSession({ ...live, speakingItemId: '18', entries: everyEntry })}
    />
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await expect(view.getAllByRole('listitem')).toHaveLength(everyEntry.length);
    const [first] = canvasElement.querySelectorAll('details');
    await userEvent.click(first?.querySelector('summary') as Element);
    await expect(first).toHaveAttribute('open');
  },
};

/** Before the first entry. */
export const Empty: StoryObj = {
  render: () => <Box blockSize="10rem" session={createStaticSession()} />,
};

const turns = (count: number) =>
  Array.from({ length: count }, (_, turn) =>
    createMessageEntry({
      id: `m${turn}`,
      role: turn % 2 ? 'agent' : 'user',
      text: `This is what was said in turn ${turn}.${' And some more.'.repeat(turn % 7)}`,
    }),
  );

const long = createStaticSession(live);

/** A long conversation: it follows the newest row, lets the user scroll up, counts new rows, and returns. */
export const Following: StoryObj = {
  beforeEach: () => long.setState({ entries: turns(200) }),
  render: () => <Box session={long} />,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    const box = view.getByRole('region', { name: 'Conversation' });
    const distance = () => box.scrollHeight - box.scrollTop - box.clientHeight;
    await waitFor(() => expect(distance()).toBeLessThan(4));

    const drawn = [...box.querySelectorAll('li')].filter((row) =>
      row.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }),
    );
    await expect(drawn.length).toBeGreaterThan(0);
    await expect(drawn.length).toBeLessThanOrEqual(100);

    long.setState({ entries: turns(201) });
    await waitFor(() => expect(view.getByText(/in turn 200\./)).toBeVisible());
    await waitFor(() => expect(distance()).toBeLessThan(4));

    box.scrollTop -= 600;
    const jump = await view.findByRole('button', { name: /Jump to newest/ });
    // The rows in sight stay in place, though new rows arrive and rows above them are measured.
    const middle = box.getBoundingClientRect().top + box.clientHeight / 2;
    const row = document.elementFromPoint(box.getBoundingClientRect().left + 200, middle)?.closest('li');
    const top = () => row?.getBoundingClientRect().top ?? 0;
    const before = top();
    await expect(before).toBeGreaterThan(0);
    long.setState({ entries: turns(203) });
    await expect(await view.findByText('2 new')).toBeVisible();
    await expect(Math.abs(top() - before)).toBeLessThan(2);

    await userEvent.click(jump);
    await waitFor(() => expect(distance()).toBeLessThan(4));
    await waitFor(() => expect(view.queryByRole('button', { name: /Jump to newest/ })).toBeNull());
    await expect(box).toHaveFocus();
  },
};

const asking = createStaticSession({
  ...live,
  entries: [
    createApprovalEntry({ id: 'q', name: 'delete_note', serverLabel: 'notes', argumentsText: '{"id":7}' }),
  ],
});

/** A remote tool waits for approval. */
export const Approval: StoryObj = {
  render: () => <Box blockSize="14rem" session={asking} />,
  async play({ canvasElement }) {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Allow' }));
    await expect(asking.commands.at(-1)).toMatchObject({
      name: 'tools.answerApproval',
      args: ['q', { approved: true }],
    });
  },
};
