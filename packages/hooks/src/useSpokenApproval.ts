'use client';

import { useMemo } from 'react';

import type { ItemId, TranscriptEntry } from '@repartee/core';

import { createApprovalReader } from './openApprovals.ts';
import { useSession } from './useSession.ts';
import { useSessionEvent } from './useSessionEvent.ts';
import { createAnswers } from './useToolApprovals.ts';

/** The options of `useSpokenApproval`. */
export interface UseSpokenApprovalOptions {
  /** The phrases that approve, such as `['yes', 'yes please', 'go ahead']`. */
  readonly approve: readonly string[];
  /** The phrases that decline. A phrase in both lists declines. */
  readonly decline: readonly string[];
  /** Whether nothing that the user says answers a request. @default false */
  readonly disabled?: boolean;
  /** Called after an answer. */
  readonly onAnswer?: (answer: {
    readonly id: ItemId;
    readonly approved: boolean;
    readonly words: string;
  }) => void;
}

/**
 * Lets the user answer a request for consent aloud. It is strict, because a wrong consent does harm: exactly one request is
 * open, the user began to speak after it was made, and the final transcript of the turn is one of the phrases and nothing
 * else. Anything else leaves the request open for the buttons. A recogniser can mishear a word, and the user may answer
 * another question of the agent, so do not use it for what cannot be undone.
 *
 * @example
 * useSpokenApproval({ approve: ['yes', 'go ahead'], decline: ['no', 'stop'] });
 */
export function useSpokenApproval({
  approve,
  decline,
  disabled = false,
  onAnswer,
}: UseSpokenApprovalOptions): void {
  const session = useSession();
  const read = useMemo(() => createApprovalReader(), []);
  useSessionEvent('entry-done', (entry) => {
    const words = disabled ? '' : wordsOf(entry);
    if (words === '') return;
    const { order, live } = session.store.getState().transcript;
    const [request, ...others] = read(live);
    if (!request || others.length > 0 || order.indexOf(entry.id) < order.indexOf(request.id)) return;
    const isDeclined = decline.some((phrase) => normalize(phrase) === words);
    if (!isDeclined && !approve.some((phrase) => normalize(phrase) === words)) return;
    const answers = createAnswers(session);
    if (isDeclined) answers.decline(request.id);
    else answers.approve(request.id);
    onAnswer?.({ id: request.id, approved: !isDeclined, words });
  });
}

/** The user's words, ready to be compared; empty for anything but speech of the user. */
function wordsOf(entry: TranscriptEntry): string {
  const isSpeech = entry.kind === 'message' && entry.role === 'user' && entry.modality === 'audio';
  return isSpeech && entry.state === 'done' ? normalize(entry.text) : '';
}

/** Words without case, marks and spaces around them. Accents stay: they tell words apart. */
function normalize(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
  return words.trim();
}
