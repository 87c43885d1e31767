import type { Meta, StoryObj } from '@storybook/react-vite';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import type { ReactNode } from 'react';
import { expect, userEvent, waitFor } from 'storybook/test';
import { answeringSession, LIVE, weatherEntries } from '../../../test/conversations.ts';
import { Sheet } from '../../../test/Sheet.tsx';
import { VoiceWidget } from './VoiceWidget.tsx';

const meta: Meta<typeof VoiceWidget> = {
  title: 'Parts/VoiceWidget',
  component: VoiceWidget,
  argTypes: {
    corner: { control: 'inline-radio', options: ['bottom-end', 'bottom-start', 'top-end', 'top-start'] },
    whenOpened: { control: 'inline-radio', options: ['wait', 'connect'] },
    whenClosed: { control: 'inline-radio', options: ['continue', 'pause', 'end'] },
  },
};
export default meta;

/** A window within the page: what is fixed to the window is fixed to it. */
function Frame({ height = '7rem', children }: { readonly height?: string; readonly children: ReactNode }) {
  return (
    <div
      style={{
        position: 'relative',
        blockSize: height,
        contain: 'layout',
        background: 'var(--repartee-sunken)',
      }}
    >
      {children}
    </div>
  );
}

const muted = createStaticSession({ ...LIVE, phase: 'listening', isMuted: true, entries: weatherEntries });

/** Closed: at rest, while the conversation goes on, in every corner. Open: before the conversation and in it. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'closed', session: createStaticSession() },
        { name: 'closed, the agent speaks', session: answeringSession() },
        { name: 'closed, muted', session: muted },
        { name: 'closed, offline', session: createStaticSession({ status: 'reconnecting' }) },
        ...(['bottom-start', 'top-end', 'top-start'] as const).map((corner) => ({
          name: corner,
          session: createStaticSession(),
          render: (
            <Frame>
              <VoiceWidget corner={corner} fullScreen="never" />
            </Frame>
          ),
        })),
        ...[
          { name: 'open', session: createStaticSession() },
          { name: 'open, the agent speaks', session: answeringSession() },
        ].map((state) => ({
          ...state,
          render: (
            <Frame height="40rem">
              <VoiceWidget name="Ada" fullScreen="never" defaultOpen />
            </Frame>
          ),
        })),
      ]}
    >
      <Frame>
        <VoiceWidget name="Ada" fullScreen="never" />
      </Frame>
    </Sheet>
  ),
};

const session = createStaticSession();

/** It opens and closes by click and by keys, keeps the focus where the user is, and counts what was neither heard nor read. */
export const OpenAndClose: StoryObj<typeof VoiceWidget> = {
  args: { name: 'Ada', corner: 'bottom-end' },
  beforeEach: () => session.setState({ status: 'idle', phase: 'idle', microphone: 'off', entries: [] }),
  render: (args) => (
    <SessionProvider session={session}>
      <div style={{ minBlockSize: '42rem' }}>
        <VoiceWidget {...args} />
      </div>
    </SessionProvider>
  ),
  async play({ canvas }) {
    const launcher = canvas.getByRole('button', { name: /Talk to Ada/ });
    await userEvent.click(launcher);
    const popup = await canvas.findByRole('dialog', { name: 'Ada' });
    const start = await canvas.findByRole('button', { name: 'Start talking' });
    await waitFor(() => expect(start).toHaveFocus());
    session.setState({ ...LIVE, phase: 'speaking', entries: weatherEntries });
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(popup).not.toBeVisible());
    await expect(launcher).toHaveFocus();
    await expect(launcher).toHaveTextContent('Speaking');
    const written = createMessageEntry({ id: 'w', modality: 'text', text: 'The link is on its way.' });
    session.setState({ entries: [...weatherEntries, written] });
    await waitFor(() => expect(canvas.getByText('1 new message')).toBeInTheDocument());
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(popup).toBeVisible());
    await expect(canvas.queryByText('1 new message')).toBeNull();
    await userEvent.click(canvas.getByRole('button', { name: 'Minimize' }));
    await waitFor(() => expect(popup).not.toBeVisible());
  },
};
