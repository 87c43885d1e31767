import type { Meta, StoryObj } from '@storybook/react-vite';
import {
  createApprovalEntry,
  createMessageEntry,
  createRemoteToolEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Transcript } from './Transcript.ts';

const meta: Meta<typeof Transcript.Root> = { title: 'Parts/Transcript', component: Transcript.Root };
export default meta;

const entries = [
  createMessageEntry({ id: '1', role: 'user', text: 'What is the weather in Paris?' }),
  createToolEntry({
    id: '2',
    name: 'get_weather',
    argumentsText: '{"place":"Paris"}',
    output: '{"sky":"sunny","celsius":21}',
  }),
  createMessageEntry({ id: '3', text: 'It is sunny in Paris, at twenty-one degrees.' }),
  createMessageEntry({ id: '4', role: 'user', modality: 'text', text: 'And a long story, please.' }),
  createMessageEntry({
    id: '5',
    text: 'Once upon a time there was a lighthouse keeper who had never seen the sea by day.',
    state: 'interrupted',
    receivedMs: 5_200,
    heardMs: 2_300,
    cut: { by: 'user', heardMs: 2_300 },
  }),
  createToolEntry({ id: '6', name: 'set_theme', argumentsText: '{"theme":"dark"}', state: 'running' }),
  createToolEntry({
    id: '7',
    name: 'find_flight',
    argumentsText: '{}',
    state: 'failed',
    output: 'No such flight.',
  }),
  createRemoteToolEntry({ id: '8', name: 'search', serverLabel: 'library' }),
  createApprovalEntry({ id: '9', name: 'delete_note', serverLabel: 'notes', argumentsText: '{"id":7}' }),
  createMessageEntry({
    id: '10',
    role: 'system',
    modality: 'text',
    text: 'The user has moved to the next page.',
  }),
  createMessageEntry({ id: '11', role: 'user', state: 'failed' }),
  createMessageEntry({ id: '12', state: 'streaming', text: 'Let me' }),
  createMessageEntry({ id: '13', role: 'user', state: 'speaking' }),
];

const frame = { display: 'grid', blockSize: '34rem', maxInlineSize: '44rem' } as const;

/** Every kind of row. */
export const States: StoryObj = {
  render: () => (
    <div style={{ ...frame, blockSize: '66rem' }}>
      <SessionProvider session={createStaticSession({ status: 'live', phase: 'listening', entries })}>
        <Transcript.Root />
      </SessionProvider>
    </div>
  ),
};

/** Before anything was said. */
export const Empty: StoryObj = {
  render: () => (
    <div style={{ ...frame, blockSize: '10rem' }}>
      <SessionProvider session={createStaticSession()}>
        <Transcript.Root />
      </SessionProvider>
    </div>
  ),
};

const long = createStaticSession({
  status: 'live',
  phase: 'listening',
  entries: Array.from({ length: 300 }, (_, turn) =>
    createMessageEntry({
      id: `m${turn}`,
      role: turn % 2 ? 'agent' : 'user',
      text: `This is what was said in turn ${turn}.`,
    }),
  ),
});

/** It stands at the newest row, lets the reader scroll up, and leads back. */
export const Following: StoryObj = {
  render: () => (
    <div style={frame}>
      <SessionProvider session={long}>
        <Transcript.Root />
      </SessionProvider>
    </div>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    const box = view.getByRole('region', { name: 'Conversation' });
    const distance = () => box.scrollHeight - box.scrollTop - box.clientHeight;
    await waitFor(() => expect(distance()).toBeLessThan(4));
    box.scrollTop = 0;
    await userEvent.click(await view.findByRole('button', { name: 'Jump to newest' }));
    await waitFor(() => expect(distance()).toBeLessThan(4));
    await waitFor(() => expect(view.queryByRole('button', { name: 'Jump to newest' })).toBeNull());
  },
};

const asking = createStaticSession({
  status: 'live',
  phase: 'listening',
  entries: [
    createApprovalEntry({ id: 'q', name: 'delete_note', serverLabel: 'notes', argumentsText: '{"id":7}' }),
  ],
});

/** A remote tool waits for consent. */
export const Approval: StoryObj = {
  render: () => (
    <div style={{ ...frame, blockSize: '14rem' }}>
      <SessionProvider session={asking}>
        <Transcript.Root />
      </SessionProvider>
    </div>
  ),
  async play({ canvasElement }) {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Allow' }));
    await expect(asking.commands.at(-1)).toMatchObject({
      name: 'answerApproval',
      args: ['q', { isApproved: true }],
    });
  },
};
