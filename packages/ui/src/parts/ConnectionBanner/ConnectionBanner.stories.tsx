import type { Meta, StoryObj } from '@storybook/react-vite';
import type { RealtimeErrorCode } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import type { ReactNode } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { englishErrors } from '../../labels/englishErrors.ts';
import { waysOut } from '../../labels/waysOut.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { ConnectionBannerView } from './ConnectionBannerView.tsx';
import type { ConnectionBannerViewProps } from './ConnectionBannerView.tsx';

const meta: Meta<typeof ConnectionBanner> = {
  title: 'Parts/ConnectionBanner',
  component: ConnectionBanner,
};
export default meta;

const nothing = () => {};
const quiet = createStaticSession();

/** One notice of the view, with the buttons that it has in a session. */
function view(name: string, props: ConnectionBannerViewProps) {
  return { name, session: quiet, render: <ConnectionBannerView onAction={nothing} {...props} /> };
}

const STATES = [
  view('offline', { notice: 'offline', action: 'try-now' }),
  view('lost, an attempt is being made', { notice: 'reconnecting', action: 'try-now' }),
  view('lost, waiting', { notice: 'reconnecting', countdownMs: 4_000, attempt: 3, action: 'try-now' }),
  view('silent', { notice: 'reconnecting', cause: 'connection-silent', attempt: 2, action: 'try-now' }),
  view('network changed', { notice: 'reconnecting', cause: 'network-changed', action: 'try-now' }),
  view('renewing before the cap', { notice: 'reconnecting', cause: 'session-expiring' }),
  view('expired', { notice: 'reconnecting', cause: 'session-expired', action: 'try-now' }),
  view('new settings', { notice: 'reconnecting', cause: 'config-changed' }),
  view('resuming', { notice: 'reconnecting', cause: 'resumed' }),
  view('resumed', { notice: 'resumed', onDismiss: nothing }),
  view('reseeded', { notice: 'reseeded', onDismiss: nothing }),
  view('fresh', { notice: 'fresh', onDismiss: nothing }),
  view('idle warning', { notice: 'idle-warning', countdownMs: 28_000, action: 'keep-talking' }),
  view('paused', { notice: 'paused', action: 'resume' }),
  view('in the queue', { notice: 'queued' }),
  view('microphone interrupted', { notice: 'microphone-interrupted', onDismiss: nothing }),
  view('microphone lost', { notice: 'microphone-lost', action: 'open-microphone', onDismiss: nothing }),
  view('failed: lost for good', { notice: 'failed', code: 'connection-lost', action: 'reconnect' }),
  view('failed: at the cap', { notice: 'failed', code: 'session-expired', action: 'start-again' }),
  view('failed: quota', { notice: 'failed', code: 'quota-exhausted' }),
  view('ended by silence', { notice: 'ended-idle', action: 'start-again', onDismiss: nothing }),
  view('ended in the background', { notice: 'ended-hidden', action: 'start-again', onDismiss: nothing }),
];

/** Every notice. */
export const States: StoryObj = {
  render: () => <Sheet isWide states={STATES} />,
};

/** Every error that can end a conversation, in plain words and with its way out. */
export const Errors: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={(Object.keys(englishErrors) as RealtimeErrorCode[]).map((code) =>
        view(code, { notice: 'failed', code, action: waysOut[code] }),
      )}
    />
  ),
};

function Narrow({ children }: { readonly children: ReactNode }) {
  return <div style={{ maxInlineSize: 390 }}>{children}</div>;
}

/** The width of a phone. */
export const Phone: StoryObj = {
  render: () => (
    <Narrow>
      <Sheet isWide states={STATES} />
    </Narrow>
  ),
  async play({ canvasElement }) {
    const banners = [...canvasElement.querySelectorAll<HTMLElement>('.repartee-connection')];
    await expect(banners).toHaveLength(STATES.length);
    for (const banner of banners) await expect(banner.scrollWidth).toBeLessThanOrEqual(banner.clientWidth);
  },
};

const live = { status: 'live', phase: 'listening', reconnection: null } as const;
const lost = {
  cause: 'connection-lost',
  attempt: 2,
  nextAttemptAtMs: 5_000,
  isOffline: false,
} as const;
const session = createStaticSession(live);

/** The connection is lost, the user hurries, and it is back: the agent remembers. */
export const Reconnecting: StoryObj = {
  beforeEach: () => session.setState(live),
  render: () => (
    <Sheet isWide states={[{ name: 'it goes when the conversation is back', session }]}>
      <ConnectionBanner />
    </Sheet>
  ),
  async play({ canvasElement, step }) {
    const page = within(canvasElement);
    await step('The connection is lost', async () => {
      session.setState({
        status: 'reconnecting',
        reconnection: { ...lost, nextAttemptAtMs: session.now() + 5_000 },
      });
      await expect(page.queryByRole('button')).toBeNull();
      await waitFor(() => expect(page.getByText('The connection was lost')).toBeVisible());
      await expect(page.getByText(/Next attempt in \d s/)).toBeVisible();
    });
    await step('The user hurries', async () => {
      await userEvent.click(page.getByRole('button', { name: 'Try now' }));
      await expect(session.commands.at(-1)?.name).toBe('connect');
      session.setState({ reconnection: { ...lost, nextAttemptAtMs: null } });
      await waitFor(() => expect(page.getByText('Connecting, attempt 2…')).toBeVisible());
    });
    await step('It is back', async () => {
      session.setState(live);
      session.emit('continuity', {
        kind: 'reseeded',
        cause: 'connection-lost',
        lost: [],
        connection: 2,
        gapMs: 2_000,
      });
      await waitFor(() => expect(page.getByText('The agent remembers the conversation.')).toBeVisible());
      await userEvent.click(page.getByRole('button', { name: 'Dismiss' }));
      await waitFor(() => expect(page.queryByText('Reconnected')).toBeNull());
    });
  },
};
