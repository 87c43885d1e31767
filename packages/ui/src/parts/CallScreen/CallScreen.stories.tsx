import type { Meta, StoryObj } from '@storybook/react-vite';
import { createBargeInState, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent } from 'storybook/test';
import { answeringSession, LIVE, weatherEntries } from '../../../test/conversations.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { CallScreen } from './CallScreen.tsx';

const meta: Meta<typeof CallScreen> = { title: 'Parts/CallScreen', component: CallScreen };
export default meta;

const live = { ...LIVE, entries: weatherEntries } as const;

/** Before the call, while the agent speaks, while the user speaks over it, offline, and with push-to-talk. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'before', session: createStaticSession() },
        { name: 'the agent speaks', session: answeringSession() },
        {
          name: 'the agent is lowered',
          session: createStaticSession({
            ...live,
            phase: 'speaking',
            bargeIn: createBargeInState({ isDucked: true }),
          }),
        },
        {
          name: 'offline',
          session: createStaticSession({ status: 'reconnecting', isMuted: true, entries: weatherEntries }),
        },
        {
          name: 'push-to-talk',
          session: createStaticSession({ ...live, phase: 'listening', inputMode: 'push-to-talk' }),
        },
      ]}
    >
      <CallScreen name="Ada" style={{ blockSize: '36rem', borderRadius: '1.5rem' }} />
    </Sheet>
  ),
};

const session = answeringSession();

/** On a whole screen. A button shows and hides the captions. */
export const FullScreen: StoryObj = {
  parameters: { layout: 'fullscreen' },
  render: () => (
    <SessionProvider session={session}>
      <CallScreen name="Ada" />
    </SessionProvider>
  ),
  async play({ canvas }) {
    await expect(canvas.getByRole('group', { name: 'Captions' })).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Captions' }));
    await expect(canvas.queryByRole('group', { name: 'Captions' })).toBeNull();
    await userEvent.click(canvas.getByRole('button', { name: 'Captions' }));
    await userEvent.click(canvas.getByRole('button', { name: 'End' }));
    await expect(session.commands.at(-1)?.name).toBe('close');
  },
};
