'use client';

import type { SessionStatus } from '@repartee/core';
import { useSession, useSessionState } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { pauseShape, playShape } from '../../internal/controlShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { pauseButtonLabels } from './pauseButtonLabels.ts';

/** The state of a `PauseButton`. */
export interface PauseButtonState {
  readonly isPaused: boolean;
  /** Whether there is no conversation to pause. */
  readonly isDisabled: boolean;
}

/** The props of `PauseButton`: those of a button. */
export type PauseButtonProps = PartProps<'button', PauseButtonState>;

/** Statuses in which there is a conversation to pause or to resume. */
const PAUSABLE: ReadonlySet<SessionStatus> = new Set(['live', 'reconnecting', 'paused']);

/**
 * Pauses the conversation and resumes it. During a pause the agent is silent, and no audio of the user leaves the page. Without
 * a conversation it is `aria-disabled`.
 *
 * Attributes: `data-paused`, `data-disabled`.
 *
 * @example
 * <PauseButton />
 */
export function PauseButton({ children, ...props }: PauseButtonProps) {
  const session = useSession();
  const isPaused = useSessionState((state) => state.isPaused || state.status === 'paused');
  const isDisabled = useSessionState((state) => !PAUSABLE.has(state.status));
  const labels = usePartLabels(pauseButtonLabels);
  return usePart('button', props, {
    name: 'repartee-button repartee-pause',
    state: { isPaused, isDisabled },
    props: {
      type: 'button',
      // A disabled button would lose the keyboard focus when the conversation ends.
      'aria-disabled': isDisabled || undefined,
      onClick: () => {
        if (isDisabled) return;
        // A failure is in the session's state.
        if (isPaused) void session.resume().catch(() => {});
        else session.pause();
      },
    },
    children: (slot) =>
      children ?? (
        <>
          <Icon shape={isPaused ? playShape : pauseShape} />
          <span className={slot('repartee-pause-text')}>{isPaused ? labels.resume : labels.pause}</span>
        </>
      ),
  });
}
