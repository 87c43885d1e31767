import type { Meta, StoryObj } from '@storybook/react-vite';
import { RealtimeError } from '@repartee/core';
import { createBudget } from '@repartee/core/budget';
import { createScriptedSession } from '@repartee/core/testing';
import type { ScriptedSession, ScriptedSessionOptions } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { BudgetExceeded, VoicePanel } from './index.ts';

const meta: Meta = { title: 'Refused start', tags: ['!autodocs'] };
export default meta;

/** A panel with the dialog of a spent budget, in a session that is new each time. */
function refused(options: () => ScriptedSessionOptions, prepare = (_world: ScriptedSession) => {}): StoryObj {
  return {
    loaders: [
      () => {
        const world = createScriptedSession(options());
        prepare(world);
        return { world };
      },
    ],
    render: (_args, { loaded }) => (
      <SessionProvider session={(loaded['world'] as ScriptedSession).session}>
        <div style={{ blockSize: '34rem', maxInlineSize: '30rem' }}>
          <VoicePanel seed="Ada" />
        </div>
        <BudgetExceeded extendBy={{ minutes: 5 }} />
      </SessionProvider>
    ),
  };
}

const start = (canvasElement: HTMLElement) =>
  userEvent.click(within(canvasElement).getByRole('button', { name: 'Start talking' }));

/** The user or the browser refuses the microphone: the notice says how to allow it, and the next try starts. */
export const Microphone: StoryObj = {
  ...refused(
    () => ({}),
    ({ microphone }) => microphone.failNext(new RealtimeError('microphone-denied', 'The user said no.')),
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await start(canvasElement);
    await waitFor(() => expect(view.getByText('The microphone is blocked')).toBeVisible());
    await userEvent.click(view.getByRole('button', { name: 'Try again' }));
    await view.findByRole('button', { name: 'End' });
    await waitFor(() => expect(view.queryByText('The microphone is blocked')).toBeNull());
  },
};

/** The app's server refuses the credential: there is nothing that the user could change. */
export const Credential: StoryObj = {
  ...refused(() => ({
    credential: () => Promise.reject(new RealtimeError('credential-rejected', 'The key is not valid.')),
  })),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await start(canvasElement);
    await waitFor(() => expect(view.getByText('The service did not accept this app’s key')).toBeVisible());
  },
};

/** The budget was spent before: the dialog offers more, and the conversation begins with it. */
export const Budget: StoryObj = {
  ...refused(() => ({ budget: createBudget({ limits: { minutes: 0 } }) })),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    await start(canvasElement);
    const dialog = await view.findByRole('dialog', { name: 'The budget for this conversation is used up' });
    await expect(dialog.contains(document.activeElement)).toBe(true);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add more and continue' }));
    await view.findByRole('button', { name: 'End' });
    await waitFor(() => expect(view.queryByRole('dialog')).toBeNull());
  },
};
