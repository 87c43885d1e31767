import type { Meta, StoryObj } from '@storybook/react-vite';
import { createRemoteToolEntry, createStaticSession, createToolEntry } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { ToolCard } from './ToolCard.tsx';
import type { ToolRendererProps } from './ToolCard.tsx';

const meta: Meta<typeof ToolCard> = { title: 'Parts/ToolCard', component: ToolCard };
export default meta;

const quiet = createStaticSession();
const entry = createToolEntry({
  id: 'a',
  name: 'lookup_order',
  argumentsText: '{"order":17}',
  output: '{"status":"shipped","arrives":"Tuesday"}',
});

const STATES = [
  'requested',
  'awaiting-approval',
  'running',
  'succeeded',
  'failed',
  'declined',
  'cancelled',
] as const;

const state = (name: string, render: React.ReactNode) => ({ name, session: quiet, render });

/** A card of the app in the frame of the kit. */
function OrderCard({ entry: call }: ToolRendererProps) {
  const order = JSON.parse(call.output ?? '{}') as { readonly status?: string; readonly arrives?: string };
  return (
    <ToolCard entry={call} heading="Order 17">
      {order.status ? `${order.status}, arrives on ${order.arrives}` : 'Looking it up…'}
    </ToolCard>
  );
}

/** Every state of a call, a remote one, and cards of the app. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        ...STATES.map((each) => state(each, <ToolCard entry={{ ...entry, state: each }} />)),
        state(
          'remote',
          <ToolCard entry={createRemoteToolEntry({ id: 'b', name: 'search', serverLabel: 'library' })} />,
        ),
        state(
          'a card of the app, running',
          <OrderCard entry={{ ...entry, state: 'running', output: null }} />,
        ),
        state('a card of the app', <OrderCard entry={entry} />),
      ]}
    />
  ),
};
