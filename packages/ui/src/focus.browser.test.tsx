import { cleanup, render } from '@testing-library/react';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { sessionOf, tokenBudget } from '../test/budgets.ts';
import { AudioUnlockPrompt, BudgetExceeded, ConnectButton, MicToggle, TextComposer } from './index.ts';
import './styles.css';

afterEach(cleanup);

it('the focus goes from a modal dialog to the button that connects, if it was nowhere before', async () => {
  const session = sessionOf(tokenBudget(0.6));
  session.setState({ status: 'closed', phase: 'idle', endReason: 'budget' });
  render(
    <SessionProvider session={session}>
      <TextComposer />
      <ConnectButton />
      <BudgetExceeded />
    </SessionProvider>,
  );
  await userEvent.click(page.getByRole('button', { name: 'Dismiss' }));
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  expect(document.activeElement?.className).toContain('repartee-connect');
});

it('the focus goes to the next visible control', async () => {
  const session = createStaticSession({ status: 'live', isPlaybackBlocked: true });
  render(
    <SessionProvider session={session}>
      <AudioUnlockPrompt />
      <div style={{ display: 'none' }}>
        <TextComposer />
      </div>
      <MicToggle />
    </SessionProvider>,
  );
  await userEvent.click(page.getByRole('button', { name: 'Turn sound on' }));
  session.setState({ isPlaybackBlocked: false });
  await vi.waitFor(() => expect(document.querySelector('.repartee-unlock')).toBeNull());
  expect(document.activeElement?.className).toContain('repartee-mic');
});
