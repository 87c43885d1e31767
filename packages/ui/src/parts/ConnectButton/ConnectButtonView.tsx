'use client';

import type { SessionStatus } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { speechShape, stopShape } from '../../internal/controlShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { connectButtonLabels } from './connectButtonLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `ConnectButton`. */
export interface ConnectButtonState {
  readonly status: SessionStatus;
  /** Whether a click ends the conversation, or cancels connecting. */
  readonly isOpen: boolean;
  /** Whether it is connecting, reconnecting or ending. */
  readonly isBusy: boolean;
}

/** The props of `ConnectButtonView`. */
export type ConnectButtonViewProps = PartProps<'button', ConnectButtonState> & {
  /** The status of the session. */
  readonly status: SessionStatus;
  /** Called by a click that starts the conversation, inside the user's gesture. */
  readonly onConnect?: (() => void) | undefined;
  /** Called by a click that ends the conversation, or cancels connecting. */
  readonly onDisconnect?: (() => void) | undefined;
};

/** A click ends what is open. A pause is open: it keeps its conversation. */
const OPEN: ReadonlySet<SessionStatus> = new Set(['connecting', 'live', 'reconnecting', 'paused']);

/**
 * The button of `ConnectButton` for a status of your own.
 *
 * Attributes: `data-status`, `data-open`, `data-busy`.
 *
 * @example
 * <ConnectButtonView status={status} onConnect={connect} onDisconnect={close} />
 */
export function ConnectButtonView({
  status,
  onConnect,
  onDisconnect,
  children,
  ...props
}: ConnectButtonViewProps) {
  const isOpen = OPEN.has(status);
  const isBusy = status === 'connecting' || status === 'reconnecting' || status === 'closing';
  const isClosing = status === 'closing';
  return usePart('button', props, {
    name: 'repartee-button repartee-connect',
    state: { status, isOpen, isBusy },
    props: {
      type: 'button',
      // A disabled button would lose the keyboard focus during the click.
      'aria-disabled': isClosing || undefined,
      'aria-busy': isBusy || undefined,
      onClick: () => {
        if (isClosing) return;
        if (isOpen) onDisconnect?.();
        else onConnect?.();
      },
    },
    children: children ?? <Caption status={status} isOpen={isOpen} />,
  });
}

function Caption({ status, isOpen }: { readonly status: SessionStatus; readonly isOpen: boolean }) {
  const slot = useSlots();
  const labels = usePartLabels(connectButtonLabels);
  if (status === 'connecting') {
    return (
      <>
        <span className={slot('repartee-spinner')} aria-hidden="true" />
        <span className={slot('repartee-connect-text')}>{labels.connecting}</span>{' '}
        <span className={slot('repartee-connect-cancel')}>{labels.cancel}</span>
      </>
    );
  }
  const open = isOpen ? labels.disconnect : labels.connect;
  return (
    <>
      {status !== 'closing' && <Icon shape={isOpen ? stopShape : speechShape} />}
      <span className={slot('repartee-connect-text')}>
        {status === 'closing' ? labels.disconnecting : open}
      </span>
    </>
  );
}
