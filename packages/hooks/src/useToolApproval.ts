'use client';

import { useMemo } from 'react';

import type { ItemId } from '@repartee/core';

import { isOpenApproval } from './openApprovals.ts';
import type { ApprovalRequestEntry } from './openApprovals.ts';
import { useCountdown } from './useCountdown.ts';
import { useSession } from './useSession.ts';
import { createAnswers } from './useToolApprovals.ts';
import { useTranscriptItem } from './useTranscriptItem.ts';

/** The return value of `useToolApproval`. */
export interface ToolApprovalView {
  /** The entry; `null` for an id of another kind. */
  readonly entry: ApprovalRequestEntry | null;
  /** Whether it waits for the user's answer. */
  readonly isOpen: boolean;
  /** The time that is left for the answer, in milliseconds, rounded up to a second; `null` where there is not a limit. */
  readonly timeLeftMs: number | null;
  /** Whether the tool can be approved for the whole session: the app's own tools can. */
  readonly canApproveSession: boolean;
  readonly approve: (options?: { readonly scope?: 'call' | 'session' }) => void;
  readonly decline: (options?: { readonly reason?: string }) => void;
}

/**
 * Follows one request for the user's consent, and answers it. It re-renders once a second while its time counts down.
 *
 * @example
 * const { isOpen, timeLeftMs, approve, decline } = useToolApproval(id);
 */
export function useToolApproval(id: ItemId): ToolApprovalView {
  const session = useSession();
  const entry = useTranscriptItem(id);
  const isOpen = isOpenApproval(entry);
  const endsAtMs = isOpen && entry.kind === 'tool' ? (entry.approvalEndsAtMs ?? null) : null;
  const timeLeftMs = useCountdown(endsAtMs, session.now);
  const answers = useMemo(() => {
    const { approve, decline } = createAnswers(session);
    return {
      approve: (options?: { readonly scope?: 'call' | 'session' }) => approve(id, options),
      decline: (options?: { readonly reason?: string }) => decline(id, options),
    };
  }, [session, id]);
  const isKind = entry?.kind === 'tool' || entry?.kind === 'approval';
  return {
    entry: isKind ? entry : null,
    isOpen,
    timeLeftMs,
    canApproveSession: entry?.kind === 'tool',
    ...answers,
  };
}
