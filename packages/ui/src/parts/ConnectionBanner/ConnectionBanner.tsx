'use client';

import type { RealtimeSession } from '@repartee/core';
import { useConnection, useSession } from '@repartee/hooks';
import { reloadPage } from '../../internal/reloadPage.ts';
import type { WayOut } from '../../labels/waysOut.ts';
import { ConnectionBannerView } from './ConnectionBannerView.tsx';
import type { ConnectionBannerViewProps } from './ConnectionBannerView.tsx';
import { useShownNotice } from './useShownNotice.ts';

/** The props of `ConnectionBanner`. */
export type ConnectionBannerProps = Omit<
  ConnectionBannerViewProps,
  'notice' | 'cause' | 'code' | 'attempt' | 'countdownMs' | 'action' | 'onAction' | 'onDismiss'
> & {
  /** A gap that is shorter shows nothing, in milliseconds. @default 800 */
  readonly delayMs?: number;
  /** Loads the page anew where only that helps, as for `module-failed`. @default location.reload() */
  readonly onReload?: () => void;
};

/**
 * Says what happened to the connection, what is done about it, and when, with one button that helps: while it is offline or
 * reconnecting, when it is back and how much the agent remembers, during a pause, before a silent conversation ends, while the
 * microphone is gone, and after a failure. It shows one notice at a time, the most important one, and is empty otherwise.
 * Screen readers announce it politely, without the seconds.
 *
 * Attributes: `data-notice` (`failed`, `ended-idle`, `ended-hidden`, `offline`, `reconnecting`, `paused`, `queued`, `idle-warning`,
 * `microphone-lost`, `microphone-interrupted`, `fresh`, `reseeded`, `resumed`), `data-cause`, `data-code` (the error, for
 * `failed`), `data-attempting`.
 *
 * @example
 * <ConnectionBanner />
 */
export function ConnectionBanner({ delayMs = 800, onReload = reloadPage, ...props }: ConnectionBannerProps) {
  const session = useSession();
  const { attempt, nextAttemptInMs, idleEndsInMs } = useConnection();
  const { shown, dismiss } = useShownNotice(delayMs);
  return (
    <ConnectionBannerView
      {...props}
      notice={shown?.notice ?? null}
      cause={shown?.cause ?? null}
      code={shown?.code ?? null}
      action={shown?.action ?? null}
      attempt={attempt}
      countdownMs={shown?.notice === 'idle-warning' ? idleEndsInMs : nextAttemptInMs}
      onAction={() => shown?.action && act(session, shown.action, onReload)}
      onDismiss={dismiss ?? undefined}
    />
  );
}

/** Does what the button says. A failure is in the state, and the banner shows it; `BudgetExceeded` shows a refusal. */
function act(session: RealtimeSession, action: WayOut, onReload: () => void): void {
  switch (action) {
    case 'resume':
      return void session.resume().catch(() => {});
    case 'keep-talking':
      return session.keepAlive();
    case 'open-microphone':
      return void session.microphone.select({}).catch(() => {});
    case 'turn-sound-on':
      return void session.speaker.resume().catch(() => {});
    case 'reload':
      return onReload();
    default:
      return void session.connect().catch(() => {});
  }
}
