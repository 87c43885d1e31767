'use client';

import type { ApprovalEntry } from '@repartee/core';
import { useSession } from '@repartee/hooks';
import { useLabels } from '../../labels/useLabels.ts';

/** The agent asks whether it may use a remote tool. */
export function ApprovalRow({ entry }: { readonly entry: ApprovalEntry }) {
  const session = useSession();
  const labels = useLabels();
  const answer = (isApproved: boolean) => session.answerApproval(entry.id, { isApproved });
  return (
    <div className="repartee-approval">
      <p>{labels.approvalQuestion(entry.name, entry.serverLabel)}</p>
      <code dir="ltr">{entry.argumentsText}</code>
      {entry.state === 'pending' ? (
        <div className="repartee-approval-actions">
          <button type="button" className="repartee-button" onClick={() => answer(true)}>
            {labels.approve}
          </button>
          <button type="button" className="repartee-button" onClick={() => answer(false)}>
            {labels.decline}
          </button>
        </div>
      ) : (
        <span className="repartee-row-note">
          {entry.state === 'approved' ? labels.approved : labels.declined}
        </span>
      )}
    </div>
  );
}
