'use client';

import { useSession, useSessionState } from '@repartee/hooks';
import { ConnectButtonView } from './ConnectButtonView.tsx';
import type { ConnectButtonViewProps } from './ConnectButtonView.tsx';

/** The props of `ConnectButton`: a button's, with class and style as functions of its state where wanted. */
export type ConnectButtonProps = Omit<ConnectButtonViewProps, 'status' | 'onConnect' | 'onDisconnect'>;

/**
 * Begins the conversation, and ends it. While it connects a click gives up. What goes wrong is in the session's state:
 * show it with `ErrorNotice`. An `onClick` that prevents the default leaves the session alone.
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
      // The state tells of a failure; a rejection that nobody awaits would only be noise.
      onConnect={() => void session.connect().catch(() => {})}
      onDisconnect={() => void session.close()}
    />
  );
}
