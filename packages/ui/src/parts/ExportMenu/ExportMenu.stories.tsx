import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { everyEntry } from '../../../test/entries.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { ExportMenu } from './ExportMenu.tsx';

const meta: Meta<typeof ExportMenu> = { title: 'Parts/ExportMenu', component: ExportMenu };
export default meta;

/** With a conversation, with one format, and without anything to export. */
export const States: StoryObj = {
  render: () => {
    const session = createStaticSession({ entries: everyEntry });
    return (
      <Sheet
        isWide
        states={[
          { name: 'a conversation', session },
          { name: 'one format', session, render: <ExportMenu formats={['markdown']} /> },
          { name: 'nothing', session: createStaticSession() },
        ]}
      >
        <ExportMenu />
      </Sheet>
    );
  },
};
