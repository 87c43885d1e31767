'use client';

import { useRef } from 'react';
import type { ApprovalEntry } from '@repartee/core';
import { useSession } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { useLabels } from '../../labels/useLabels.ts';

/** The agent asks whether it may use a remote tool. */
export function ApprovalRow({ entry }: { readonly entry: ApprovalEntry }) {
  const session = useSession();
  const labels = useLabels();
  const card = useRef<HTMLDivElement>(null);
  const question = labels.approvalQuestion(entry.name, entry.serverLabel);
  const answer = (isApproved: boolean) => {
    // The buttons go away with the answer; the focus stays with the question.
    card.current?.focus({ preventScroll: true });
    session.answerApproval(entry.id, { isApproved });
  };
  return (
    <div
      ref={card}
      className="repartee-approval repartee-focus"
      role="group"
      aria-label={question}
      tabIndex={-1}
    >
      <Icon shape="ask" className="repartee-notice-icon" />
      <div className="repartee-approval-words">
        <p dir="auto">{question}</p>
        <code dir="ltr">{entry.argumentsText}</code>
      </div>
      {entry.state === 'pending' ? (
        <div className="repartee-approval-actions">
          <button type="button" className="repartee-button" onClick={() => answer(false)}>
            {labels.decline}
          </button>
          <button
            type="button"
            className="repartee-button repartee-button-strong"
            onClick={() => answer(true)}
          >
            {labels.approve}
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
