import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { SessionStatus } from './SessionStatus.tsx';

const STATUSES = ['idle', 'connecting', 'reconnecting', 'closing', 'closed', 'failed'] as const;
const PHASES = ['listening', 'user-speaking', 'thinking', 'speaking'] as const;

const meta: Meta<typeof SessionStatus> = { title: 'Parts/SessionStatus', component: SessionStatus };
export default meta;

/** Every status, and every phase of a live talk. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        ...STATUSES.map((status) => ({ name: status, session: createStaticSession({ status }) })),
        ...PHASES.map((phase) => ({
          name: `live, ${phase}`,
          session: createStaticSession({ status: 'live', phase }),
        })),
      ]}
    >
      <SessionStatus />
    </Sheet>
  ),
};
