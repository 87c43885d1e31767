'use client';

import { useSpokenApproval, useToolApprovals } from '@repartee/hooks';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { LazyPassingApproval } from './LazyPassingApproval.ts';
import { toolApprovalLabels } from './toolApprovalLabels.ts';

/** The state of `ToolApprovals`. */
export interface ToolApprovalsState {
  /** The number of questions that wait for an answer. */
  readonly count: number;
}

/** The props of `ToolApprovals`. */
export type ToolApprovalsProps = Omit<PartProps<'div', ToolApprovalsState>, 'children'> & {
  /**
   * Whether the user can answer aloud, with the words of the labels. It is strict: see `useSpokenApproval`. @default false
   */
  readonly spoken?: boolean;
};

/**
 * All questions that wait for the user, for a stage without a transcript. It is empty otherwise. Screen readers announce a new
 * question politely, and the focus stays where it is; after the answer it moves on.
 *
 * Attributes: `data-count`.
 *
 * @example
 * <ToolApprovals spoken />
 */
export function ToolApprovals({ spoken = false, ...props }: ToolApprovalsProps) {
  const { approvals } = useToolApprovals();
  const labels = usePartLabels(toolApprovalLabels);
  useSpokenApproval({
    approve: phrases(labels.spokenYes),
    decline: phrases(labels.spokenNo),
    disabled: !spoken,
  });
  const count = approvals.length;
  const question = (entry: (typeof approvals)[number]) =>
    entry.kind === 'approval'
      ? labels.approvalQuestion(entry.name, entry.serverLabel)
      : labels.toolQuestion(entry.name);
  return usePart('div', props, {
    name: count > 0 ? 'repartee-approvals' : 'repartee-approvals repartee-hidden',
    state: { count },
    children: (slot) => (
      <>
        {/* It stays in the page: a region that arrives with its text is not announced reliably. */}
        <div className="repartee-hidden" role="status">
          {approvals.map((entry) => (
            <p key={entry.id} className="repartee-announcement">
              {question(entry)}
            </p>
          ))}
        </div>
        {approvals.map(({ id }) => (
          <LazyPassingApproval key={id} id={id} />
        ))}
        {spoken && count === 1 && <p className={slot('repartee-approvals-hint')}>{labels.spokenHint}</p>}
      </>
    ),
  });
}

const phrases = (list: string) => list.split(/[,;،、]/);
