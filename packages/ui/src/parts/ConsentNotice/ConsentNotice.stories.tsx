import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { ConsentNotice } from './ConsentNotice.tsx';

const meta: Meta<typeof ConsentNotice> = { title: 'Parts/ConsentNotice', component: ConsentNotice };
export default meta;

const session = createStaticSession();

/** The general words, and words of the app below them. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'general words', session, render: <ConsentNotice /> },
        {
          name: 'with words of the app',
          session,
          render: (
            <ConsentNotice
              details={
                <>
                  Calls are recorded to improve this service. <a href="#privacy">Privacy notice</a>
                </>
              }
            />
          ),
        },
        {
          name: 'in a narrow place',
          session,
          render: <ConsentNotice style={{ maxInlineSize: '17rem' }} />,
        },
      ]}
    />
  ),
};
