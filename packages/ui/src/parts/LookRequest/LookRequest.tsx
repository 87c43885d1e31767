'use client';

import type { ReactElement } from 'react';
import type { ItemId, VideoSource } from '@repartee/core';
import { useToolApproval } from '@repartee/hooks';
import { readJson } from '../../internal/readJson.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { approvalStateOf } from '../ToolApproval/approvalStateOf.ts';
import { ToolApprovalView } from '../ToolApproval/ToolApprovalView.tsx';
import { lookRequestLabels } from './lookRequestLabels.ts';

/** The state of a `LookRequest`. */
export interface LookRequestState {
  /** Whether it waits, and how it ended. */
  readonly state: 'waiting' | 'approved' | 'declined' | 'unanswered' | 'cancelled';
  /** Whether ten seconds or less are left. */
  readonly isUrgent: boolean;
}

/** The props of `LookRequest`. */
export type LookRequestProps = Omit<PartProps<'div', LookRequestState>, 'id'> & {
  /** The id of the entry of the tool `look`, from `useToolApprovals` or `useTranscript`. */
  readonly id: ItemId;
};

/**
 * Asks the user whether the agent may see one picture of the camera or the screen: the question of the tool that `createLookTool`
 * makes, in plain words. After the answer it shows the outcome.
 *
 * Attributes: `data-state` (`waiting`, `approved`, `declined`, `unanswered`, `cancelled`), `data-urgent`.
 *
 * @example
 * const { approvals } = useToolApprovals();
 * return approvals.map(({ id, name }) => (name === 'look' ? <LookRequest key={id} id={id} /> : <ToolApproval key={id} id={id} />));
 */
export function LookRequest({ id, children, ...props }: LookRequestProps): ReactElement | null {
  const { entry, timeLeftMs, approve, decline } = useToolApproval(id);
  const { look } = usePartLabels(lookRequestLabels);
  if (!entry) return null;
  const source = sourceOf(entry.argumentsText);
  return (
    <ToolApprovalView
      {...props}
      name={entry.name}
      question={look.question[source]}
      state={approvalStateOf(entry)}
      timeLeftMs={timeLeftMs}
      onApprove={() => approve()}
      onDecline={() => decline()}
    >
      {children ?? look.note[source]}
    </ToolApprovalView>
  );
}

function sourceOf(argumentsText: string): VideoSource {
  const given = readJson(argumentsText) as { readonly source?: unknown } | undefined;
  return given?.source === 'screen' ? 'screen' : 'camera';
}
