'use client';

import type { SessionStatus } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `ConnectButton` shows. */
export interface ConnectButtonState {
  readonly status: SessionStatus;
  /** Whether a click ends something instead of beginning it. */
  readonly isOpen: boolean;
  readonly isBusy: boolean;
}

/** The props of `ConnectButtonView`: a button's, and what it is to show and do. */
export type ConnectButtonViewProps = PartProps<'button', ConnectButtonState> & {
  readonly status: SessionStatus;
  /** Called by a click that begins the conversation, inside the user's gesture. */
  readonly onConnect?: (() => void) | undefined;
  /** Called by a click that ends the conversation, or gives up connecting. */
  readonly onDisconnect?: (() => void) | undefined;
};

/**
 * The button of `ConnectButton` without a session: it shows the status that it is given.
 *
 * @example
 * <ConnectButtonView status={status} onConnect={connect} onDisconnect={close} />
 */
export function ConnectButtonView({
  status,
  onConnect,
  onDisconnect,
  className,
  style,
  children,
  onClick,
  ...props
}: ConnectButtonViewProps) {
  const isOpen = status === 'connecting' || status === 'live' || status === 'reconnecting';
  const isBusy = status === 'connecting' || status === 'reconnecting' || status === 'closing';
  const state: ConnectButtonState = { status, isOpen, isBusy };
  const isClosing = status === 'closing';
  return (
    <button
      type="button"
      // A disabled button would lose the keyboard's focus in the middle of a click: it only says that it is.
      aria-disabled={isClosing || undefined}
      aria-busy={isBusy || undefined}
      {...props}
      {...resolvePart('repartee-button repartee-connect', state, { className, style })}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || isClosing) return;
        if (isOpen) onDisconnect?.();
        else onConnect?.();
      }}
    >
      {children ?? <Words status={status} isOpen={isOpen} />}
    </button>
  );
}

function Words({ status, isOpen }: { readonly status: SessionStatus; readonly isOpen: boolean }) {
  const labels = useLabels();
  if (status === 'connecting') {
    return (
      <>
        <span className="repartee-spinner" aria-hidden="true" />
        <span>{labels.connecting}</span> <span className="repartee-connect-cancel">{labels.cancel}</span>
      </>
    );
  }
  if (status === 'closing') return <span>{labels.status.closing}</span>;
  return (
    <>
      <Icon shape={isOpen ? 'stop' : 'talk'} />
      <span>{isOpen ? labels.disconnect : labels.connect}</span>
    </>
  );
}
