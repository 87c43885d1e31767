'use client';

import { useSession, useSessionState } from '@repartee/hooks';
import { ConnectButtonView } from './ConnectButtonView.tsx';
import type { ConnectButtonViewProps } from './ConnectButtonView.tsx';

/** The props of `ConnectButton`: those of a button. */
export type ConnectButtonProps = Omit<ConnectButtonViewProps, 'status' | 'onConnect' | 'onDisconnect'>;

/**
 * Starts the conversation, and ends it. A click while it connects cancels. Errors are in the session's state, and the
 * refusal of a spent budget is an `error` event: show them with `ErrorNotice`. An `onClick` that calls `preventDefault()` keeps
 * the button from acting.
 *
 * Attributes: `data-status`, `data-open` (a click ends the conversation or cancels), `data-busy` (connecting, reconnecting
 * or ending).
 *
 * @example
 * <ConnectButton />
 */
export function ConnectButton(props: ConnectButtonProps) {
  const session = useSession();
  const status = useSessionState((state) => state.status);
  return (
    <ConnectButtonView
      {...props}
      status={status}
      // The state has the error, or an `error` event told it. Without this, the rejection would be reported as unhandled.
      onConnect={() => void session.connect().catch(() => {})}
      onDisconnect={() => void session.close()}
    />
  );
}
