'use client';

import type { ItemId } from '@repartee/core';
import { useToolApproval } from '@repartee/hooks';
import { approvalStateOf } from './approvalStateOf.ts';
import { ToolApprovalView } from './ToolApprovalView.tsx';
import type { ToolApprovalViewProps } from './ToolApprovalView.tsx';

/** The props of `ToolApproval`. */
export type ToolApprovalProps = Omit<
  ToolApprovalViewProps,
  | 'id'
  | 'name'
  | 'serverLabel'
  | 'argumentsText'
  | 'state'
  | 'timeLeftMs'
  | 'onApprove'
  | 'onApproveSession'
  | 'onDecline'
> & {
  /** The id of the entry, from `useToolApprovals` or `useTranscript`. */
  readonly id: ItemId;
};

/**
 * Asks the user whether the agent may run a tool: what it would do, with which arguments, and how long there is to answer. It
 * is for one call, of the app's tools with `needsApproval` or of a remote tool. After the answer it shows the outcome, and
 * keeps the keyboard focus. `TranscriptItem` shows it by itself.
 *
 * Attributes: `data-state` (`waiting`, `approved`, `declined`, `unanswered`, `cancelled`), `data-urgent`.
 *
 * @example
 * const { approvals } = useToolApprovals();
 * return approvals.map(({ id }) => <ToolApproval key={id} id={id} />);
 */
export function ToolApproval({ id, ...props }: ToolApprovalProps) {
  const { entry, timeLeftMs, canApproveSession, approve, decline } = useToolApproval(id);
  if (!entry) return null;
  return (
    <ToolApprovalView
      {...props}
      name={entry.name}
      serverLabel={entry.kind === 'approval' ? entry.serverLabel : null}
      argumentsText={entry.argumentsText}
      state={approvalStateOf(entry)}
      timeLeftMs={timeLeftMs}
      onApprove={() => approve()}
      onApproveSession={canApproveSession ? () => approve({ scope: 'session' }) : undefined}
      onDecline={() => decline()}
    />
  );
}
