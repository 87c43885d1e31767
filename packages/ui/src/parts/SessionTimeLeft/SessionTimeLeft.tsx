'use client';

import { useConnection } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { clockShape } from '../../internal/iconShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { sessionTimeLeftLabels } from './sessionTimeLeftLabels.ts';

/** The state of a `SessionTimeLeft`. */
export interface SessionTimeLeftState {
  readonly isLastMinute: boolean;
}

/** The props of `SessionTimeLeft`. */
export type SessionTimeLeftProps = Omit<PartProps<'span', SessionTimeLeftState>, 'children'> & {
  /** The time left at which it appears, in milliseconds; up to five minutes. @default 300000 (5 min) */
  readonly fromMs?: number;
};

const MINUTE_MS = 60_000;

/**
 * Appears in the last minutes before the vendor ends the connection, and counts down. It renders nothing otherwise. A session
 * renews its connection by itself where it can (option `reconnect`), so this is a hint and no warning.
 *
 * Attributes: `data-last-minute`.
 *
 * @example
 * <SessionTimeLeft />
 */
export function SessionTimeLeft({ fromMs = 5 * MINUTE_MS, ...props }: SessionTimeLeftProps) {
  const { timeLeftMs } = useConnection();
  const isShown = timeLeftMs !== null && timeLeftMs > 0 && timeLeftMs <= fromMs;
  return isShown ? <TimeLeft {...props} timeLeftMs={timeLeftMs} /> : null;
}

type TimeLeftProps = Omit<SessionTimeLeftProps, 'fromMs'> & { readonly timeLeftMs: number };

function TimeLeft({ timeLeftMs, ...props }: TimeLeftProps) {
  const labels = usePartLabels(sessionTimeLeftLabels);
  return usePart('span', props, {
    name: 'repartee-remaining',
    state: { isLastMinute: timeLeftMs <= MINUTE_MS },
    // A timer is read on demand, and not announced each second.
    props: { role: 'timer', title: labels.timeLeftTitle },
    children: (
      <>
        <Icon shape={clockShape} />
        {/* Only pointers reach a tooltip, so screen readers get its text here. */}
        <span className="repartee-hidden">{labels.timeLeftTitle}: </span>
        {labels.timeLeft(timeLeftMs)}
      </>
    ),
  });
}
