'use client';

import { useSession, useSessionState } from '@repartee/hooks';
import type { SessionStatus } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `ConnectButton` shows. */
export interface ConnectButtonState {
  readonly status: SessionStatus;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
}

/** The props of `ConnectButton`: a button's, with class and style as functions of its state where wanted. */
export type ConnectButtonProps = PartProps<'button', ConnectButtonState>;

/**
 * Begins the conversation, and ends it. While it connects a click gives up. What goes wrong is in the session's state:
 * show it with `ErrorNotice`.
 *
 * @example
 * <ConnectButton />
 */
export function ConnectButton({ className, style, children, onClick, ...props }: ConnectButtonProps) {
  const session = useSession();
  const status = useSessionState((state) => state.status);
  const labels = useLabels();
  const isOpen = status === 'connecting' || status === 'live' || status === 'reconnecting';
  const isBusy = status === 'connecting' || status === 'reconnecting' || status === 'closing';
  const state: ConnectButtonState = { status, isOpen, isBusy };
  const words = status === 'connecting' ? labels.connecting : isOpen ? labels.disconnect : labels.connect;
  return (
    <button
      type="button"
      {...props}
      {...resolvePart('repartee-button repartee-connect', state, { className, style })}
      disabled={props.disabled ?? status === 'closing'}
      aria-busy={isBusy || undefined}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented) return;
        // The state tells of a failure; a rejection that nobody awaits would only be noise.
        if (isOpen) void session.close();
        else session.connect().catch(() => {});
      }}
    >
      {children ?? (
        <>
          <Icon shape={isOpen ? 'stop' : 'call'} />
          <span>{words}</span>
        </>
      )}
    </button>
  );
}
