import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { expect } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { MarkdownText } from './MarkdownText.tsx';

const meta: Meta<typeof MarkdownText> = { title: 'Parts/MarkdownText', component: MarkdownText };
export default meta;

const session = createStaticSession();

const STRUCTURE = `## Your order

Order **4711** left Lyon on *Monday*:

1. Tuesday: Dijon
2. Wednesday: your door

> It needs your signature. ~~Friday~~

[Track it](https://track.example/4711)`;

const CODE = `Set \`voice\` and call:

\`\`\`ts
session.say('Hello there, and welcome to a line of code that is longer than its box');
\`\`\`

| day | place |
|---|---|
| Tuesday | Dijon |
| Wednesday | Paris |`;

/** Headings, lists, a quotation and a link; code and a table, which scroll in themselves. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'structure', session, render: <MarkdownText text={STRUCTURE} /> },
        { name: 'code and a table', session, render: <MarkdownText text={CODE} /> },
      ]}
    />
  ),
  async play({ canvas }) {
    await expect(await canvas.findByRole('link', { name: 'Track it' })).toBeVisible();
  },
};
