'use client';

import { useMemo } from 'react';

import type { ItemId, RealtimeSession } from '@repartee/core';

import { createApprovalReader } from './openApprovals.ts';
import type { ApprovalRequestEntry } from './openApprovals.ts';
import { useSession } from './useSession.ts';
import { useSessionState } from './useSessionState.ts';

/** Answers to requests for consent. */
export interface ToolApprovalAnswers {
  /** Lets a call run. The scope `session` also approves every later call of the tool, until the session ends. */
  readonly approve: (id: ItemId, options?: { readonly scope?: 'call' | 'session' }) => void;
  /** Keeps a call from running. The agent is told, with the reason. */
  readonly decline: (id: ItemId, options?: { readonly reason?: string }) => void;
}

/** The return value of `useToolApprovals`. */
export interface ToolApprovalsView extends ToolApprovalAnswers {
  /** The entries that wait for the user's consent, oldest first. The array changes only when they do. */
  readonly approvals: readonly ApprovalRequestEntry[];
}

/**
 * Follows the calls that wait for the user's consent: of the app's tools with `needsApproval`, and of remote tools. An answer
 * to a request that has ended does nothing.
 *
 * @example
 * const { approvals, approve, decline } = useToolApprovals();
 * return approvals.map(({ id, name }) => (
 *   <p key={id}>
 *     {name}? <button onClick={() => approve(id)}>Yes</button> <button onClick={() => decline(id)}>No</button>
 *   </p>
 * ));
 */
export function useToolApprovals(): ToolApprovalsView {
  const session = useSession();
  const read = useMemo(() => createApprovalReader(), []);
  const approvals = useSessionState((state) => read(state.transcript.live));
  const answers = useMemo(() => createAnswers(session), [session]);
  return { approvals, ...answers };
}

/** Creates the functions that answer a session's requests. */
export function createAnswers({ tools }: RealtimeSession): ToolApprovalAnswers {
  return {
    approve: (id, { scope = 'call' } = {}) => tools.answerApproval(id, { approved: true, scope }),
    decline: (id, { reason } = {}) =>
      tools.answerApproval(id, { approved: false, ...(reason !== undefined && { reason }) }),
  };
}
