import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { SessionStatus } from './SessionStatus.tsx';

const STATUSES = ['idle', 'connecting', 'reconnecting', 'paused', 'closing', 'failed'] as const;
const PHASES = ['listening', 'user-speaking', 'thinking', 'speaking'] as const;
const UNHEARD = [
  ['text only', { microphone: 'off' }],
  ['paused, held', { microphone: 'on', isPaused: true }],
  ['in the queue', { microphone: 'on', isQueued: true }],
  ['muted', { microphone: 'on', isMuted: true }],
  ['push-to-talk at rest', { microphone: 'on', inputMode: 'push-to-talk' }],
  ['microphone taken by another app', { microphone: 'interrupted' }],
  ['no microphone', { microphone: 'lost' }],
] as const;
const ENDS = ['user', 'remote', 'budget', 'idle', 'hidden'] as const;

const meta: Meta<typeof SessionStatus> = { title: 'Parts/SessionStatus', component: SessionStatus };
export default meta;

/** Every status, every phase of a live conversation, why the agent may not hear the user, and every end. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        ...STATUSES.map((status) => ({ name: status, session: createStaticSession({ status }) })),
        ...PHASES.map((phase) => ({
          name: `live, ${phase}`,
          session: createStaticSession({ status: 'live', phase, microphone: 'on' }),
        })),
        ...UNHEARD.map(([name, state]) => ({
          name,
          session: createStaticSession({ status: 'live', phase: 'listening', ...state }),
        })),
        ...ENDS.map((endReason) => ({
          name: `closed, ${endReason}`,
          session: createStaticSession({ status: 'closed', endReason }),
        })),
      ]}
    >
      <SessionStatus />
    </Sheet>
  ),
};

const session = createStaticSession({ status: 'live', phase: 'listening', microphone: 'on' });

/** Screen readers announce the connection; what happens in it is only shown. */
export const Announcing: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <SessionStatus />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    session.setState({ status: 'live', phase: 'speaking' });
    await expect(await view.findByText('Speaking')).toBeVisible();
    await expect(view.getByRole('status')).toHaveTextContent('Connected');
    session.setState({ status: 'reconnecting' });
    await expect(await view.findByRole('status')).toHaveTextContent('Reconnecting');
  },
};
