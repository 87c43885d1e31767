'use client';

import { useRef } from 'react';
import type { ReactNode } from 'react';
import { Arguments } from '../../internal/Arguments.tsx';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape } from '../../internal/controlShapes.ts';
import { askShape, crossShape } from '../../internal/iconShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { toolApprovalLabels } from './toolApprovalLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `ToolApproval`. */
export interface ToolApprovalState {
  /** Whether it waits, and how it ended. */
  readonly state: 'waiting' | 'approved' | 'declined' | 'unanswered' | 'cancelled';
  /** Whether ten seconds or less are left. */
  readonly isUrgent: boolean;
}

/** The props of `ToolApprovalView`. */
export type ToolApprovalViewProps = PartProps<'div', ToolApprovalState> & {
  /** The name of the tool in the code, such as `cancel_order`. */
  readonly name: string;
  /** The question in words of your own. @default by the label `toolQuestion` or `approvalQuestion` */
  readonly question?: string | undefined;
  /** The server of a remote tool. @default null */
  readonly serverLabel?: string | null;
  /** The arguments as JSON. They are shown as a list, unless there are children. @default '{}' */
  readonly argumentsText?: string;
  /** @default 'waiting' */
  readonly state?: ToolApprovalState['state'];
  /** The time that is left, in milliseconds; `null` without a limit. @default null */
  readonly timeLeftMs?: number | null;
  /** Shown instead of the arguments. */
  readonly children?: ReactNode;
  /** Called when the user approves the call. */
  readonly onApprove: () => void;
  /** Approves every later call of the tool as well. Without it there is no such button. */
  readonly onApproveSession?: (() => void) | undefined;
  /** Called when the user declines the call. */
  readonly onDecline: () => void;
};

const URGENT_MS = 10_000;

/** The countdown bar is full from here on, in milliseconds: a bar that creeps for a minute says nothing. */
const BAR_MS = 30_000;

/**
 * The contents of `ToolApproval` for a state of your own.
 *
 * Attributes: `data-state` (`waiting`, `approved`, `declined`, `unanswered`, `cancelled`), `data-urgent`.
 *
 * @example
 * <ToolApprovalView name="cancel_order" argumentsText='{"order":17}' onApprove={run} onDecline={forget} />
 */
export function ToolApprovalView(given: ToolApprovalViewProps) {
  const { name, serverLabel = null, argumentsText = '{}', state = 'waiting', ...rest } = given;
  const {
    timeLeftMs = null,
    question: asked,
    children,
    onApprove,
    onApproveSession,
    onDecline,
    ...props
  } = rest;
  const labels = usePartLabels(toolApprovalLabels);
  const card = useRef<HTMLDivElement>(null);
  const question =
    asked ?? (serverLabel === null ? labels.toolQuestion(name) : labels.approvalQuestion(name, serverLabel));
  const isWaiting = state === 'waiting';
  const isUrgent = isWaiting && timeLeftMs !== null && timeLeftMs <= URGENT_MS;
  const answer = (act: () => void) => () => {
    // The answer removes the buttons, so the focus goes to the row, or to the card.
    const row = card.current?.closest<HTMLElement>('[role="listitem"][tabindex]');
    (row ?? card.current)?.focus({ preventScroll: true });
    act();
  };
  return usePart('div', props, {
    name: 'repartee-approval repartee-focus',
    state: { state, isUrgent },
    props: { role: 'group', 'aria-label': question, tabIndex: -1 },
    ref: card,
    children: (slot) => (
      <>
        <Icon shape={askShape} className="repartee-notice-icon" />
        <div className={slot('repartee-approval-text')}>
          <p dir="auto" className={slot('repartee-approval-question')}>
            {question}
          </p>
          {children ?? <Arguments text={argumentsText} />}
        </div>
        {isWaiting ? (
          <Answers
            timeLeftMs={timeLeftMs}
            onApprove={answer(onApprove)}
            onApproveSession={onApproveSession && answer(onApproveSession)}
            onDecline={answer(onDecline)}
          />
        ) : (
          <span className={slot('repartee-approval-outcome')}>
            <Icon shape={state === 'approved' ? doneShape : crossShape} />
            {labels.approvalOutcomes[state]}
          </span>
        )}
      </>
    ),
  });
}

interface AnswersProps extends Pick<ToolApprovalViewProps, 'onApprove' | 'onApproveSession' | 'onDecline'> {
  readonly timeLeftMs: number | null;
}

/** The time that is left, and the buttons. */
function Answers({ timeLeftMs, onApprove, onApproveSession, onDecline }: AnswersProps) {
  const slot = useSlots();
  const labels = usePartLabels(toolApprovalLabels);
  return (
    <div className={slot('repartee-approval-foot')}>
      {timeLeftMs !== null && <TimeLeft ms={timeLeftMs} />}
      <div className={slot('repartee-approval-actions')}>
        <button type="button" className={slot('repartee-button')} onClick={onDecline}>
          {labels.decline}
        </button>
        {onApproveSession && (
          <button type="button" className={slot('repartee-button')} onClick={onApproveSession}>
            {labels.approveSession}
          </button>
        )}
        <button type="button" className={slot('repartee-button repartee-button-strong')} onClick={onApprove}>
          {labels.approve}
        </button>
      </div>
    </div>
  );
}

/** The time in words and as a bar. It is no live region: screen readers would announce every second. */
function TimeLeft({ ms }: { readonly ms: number }) {
  const slot = useSlots();
  const labels = usePartLabels(toolApprovalLabels);
  return (
    <p className={slot('repartee-approval-time')} role="timer">
      <span
        className={slot('repartee-approval-bar')}
        style={{ '--repartee-share': Math.min(1, ms / BAR_MS) } as object}
        aria-hidden="true"
      />
      {labels.approvalTimeLeft(Math.ceil(ms / 1000))}
    </p>
  );
}
