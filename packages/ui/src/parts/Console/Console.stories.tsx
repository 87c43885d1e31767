import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent } from 'storybook/test';
import { sessionOf, tokenBudget } from '../../../test/budgets.ts';
import { answeringSession } from '../../../test/conversations.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { Console } from './Console.tsx';

const meta: Meta<typeof Console> = { title: 'Parts/Console', component: Console };
export default meta;

/** Each tab. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'no events yet', session: createStaticSession() },
        {
          name: 'transcript',
          session: answeringSession(),
          render: <Console defaultTab="transcript" style={{ blockSize: '18rem' }} />,
        },
        {
          name: 'metrics',
          session: sessionOf(tokenBudget(0.43)),
          render: <Console defaultTab="metrics" />,
        },
        { name: 'settings', session: createStaticSession(), render: <Console defaultTab="settings" /> },
      ]}
    >
      <Console style={{ blockSize: '18rem' }} />
    </Sheet>
  ),
};

const session = answeringSession();

/** Events come in, repetitions are one line, and the keys move from tab to tab. */
export const Events: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <Console />
    </SessionProvider>
  ),
  async play({ canvas }) {
    session.emit('status-changed', { status: 'live', previous: 'connecting', endReason: null });
    session.emit('phase-changed', { phase: 'thinking', previous: 'listening' });
    session.emit('phase-changed', { phase: 'speaking', previous: 'thinking' });
    await userEvent.click(await canvas.findByText('phase-changed'));
    await expect(await canvas.findByText(/"previous": "thinking"/)).toBeVisible();
    await expect(canvas.getByText('×2')).toBeVisible();
    await userEvent.click(canvas.getByRole('tab', { name: 'Events' }));
    await userEvent.keyboard('{ArrowLeft}');
    await expect(canvas.getByRole('tab', { name: 'Conversation' })).toHaveFocus();
    await expect(canvas.getByText('What is the weather in Paris?')).toBeVisible();
  },
};
