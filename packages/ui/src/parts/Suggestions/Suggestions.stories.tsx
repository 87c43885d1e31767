import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { Suggestions } from './Suggestions.tsx';

const meta: Meta<typeof Suggestions> = { title: 'Parts/Suggestions', component: Suggestions };
export default meta;

/** Before and in a conversation, and after its end, when nothing can be sent. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'idle', session: createStaticSession({ status: 'idle' }) },
        { name: 'live', session: createStaticSession({ status: 'live' }) },
        { name: 'ended', session: createStaticSession({ status: 'closed' }) },
      ]}
    >
      <Suggestions
        suggestions={[
          'Where is my order?',
          'I want to return something',
          'Can somebody call me back tomorrow morning, before I leave for the airport?',
        ]}
      />
    </Sheet>
  ),
};
