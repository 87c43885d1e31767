import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession, createToolEntry } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { LookRequest } from './LookRequest.tsx';

const meta: Meta<typeof LookRequest> = { title: 'Parts/LookRequest', component: LookRequest };
export default meta;

const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;

function ask(
  source: 'camera' | 'screen',
  state: 'awaiting-approval' | 'declined' | 'succeeded' = 'awaiting-approval',
) {
  const entry = createToolEntry({ id: 'l', name: 'look', argumentsText: `{"source":"${source}"}`, state });
  return createStaticSession({ ...live, entries: [entry] });
}

/** The camera, the screen, and what became of the question. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'the camera', session: ask('camera') },
        { name: 'the screen', session: ask('screen') },
        { name: 'allowed', session: ask('camera', 'succeeded') },
        { name: 'declined', session: ask('camera', 'declined') },
      ]}
    >
      <LookRequest id="l" />
    </Sheet>
  ),
};

const session = ask('camera');

/** A click answers. */
export const Answering: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <LookRequest id="l" />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Allow' }));
    await expect(session.commands).toEqual([
      { name: 'tools.answerApproval', args: ['l', { approved: true, scope: 'call' }] },
    ]);
  },
};
