'use client';

import { useEffect, useRef, useState } from 'react';
import type { MessageEntry, TranscriptEntry } from '@repartee/core';
import { useSession, useSessionEvent, useSessionState } from '@repartee/hooks';
import type { Labels } from '../../labels/Labels.ts';
import { describeContinuity } from './describeContinuity.ts';

/**
 * The entries that screen readers announce:
 * - `unheard`: what the user could not hear: written answers, tools, interruptions, errors
 * - `all`: spoken words of the user and the agent too, for users of braille displays
 * - `none`: nothing
 */
export type Announced = 'unheard' | 'all' | 'none';

interface Announcement {
  readonly key: number;
  readonly text: string;
  /** The entry that waits for the user's answer; `null` for what asks nothing. */
  readonly question: string | null;
}

type AnnouncementLabels = Pick<
  Labels,
  | 'agent'
  | 'approvalOutcomes'
  | 'approvalQuestion'
  | 'connectionRenewed'
  | 'continuity'
  | 'interrupted'
  | 'notUnderstood'
  | 'system'
  | 'toolAnnouncement'
  | 'toolQuestion'
  | 'toolStates'
  | 'unheard'
  | 'you'
>;

/**
 * Older announcements are removed: their entries are in the conversation. Some stay, so that none is removed before a screen reader
 * has read it, and a question stays until it is answered.
 */
const MAX_ANNOUNCEMENTS = 8;

/** An answer that takes longer than this is announced as "Thinking…", in milliseconds. Most answers are faster. */
const THINKING_MS = 2_000;

/** Collects what screen readers announce about the conversation, newest last. */
export function useAnnouncements(announced: Announced, labels: AnnouncementLabels): readonly Announcement[] {
  const { store } = useSession();
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);
  const count = useRef(0);
  const add = (text: string | null, entryId = '', isQuestion = false) => {
    if (!text || announced === 'none') return;
    count.current += 1;
    const announcement = { key: count.current, text, question: isQuestion ? entryId : null };
    setAnnouncements((before) => [
      ...before.filter(({ question }, index) =>
        question === null ? index > before.length - MAX_ANNOUNCEMENTS : question !== entryId,
      ),
      announcement,
    ]);
  };
  useSessionEvent('entry-added', (entry) => {
    if (entry.kind === 'approval')
      add(labels.approvalQuestion(entry.name, entry.serverLabel), entry.id, true);
  });
  useSessionEvent('tool-changed', ({ id, state, name }) => {
    if (state === 'awaiting-approval') add(labels.toolQuestion(name), id, true);
  });
  useSessionEvent('entry-done', (entry) => {
    const isEverything = announced === 'all' || store.getState().volume === 0;
    add(describe(entry, labels, isEverything), entry.id);
  });
  return announcements;
}

/** Whether the agent has been thinking for a while. It is no announcement of the list: it is not true for long, and may have to wait. */
export function useSlowThinking(): boolean {
  const isThinking = useSessionState((state) => state.status === 'live' && state.phase === 'thinking');
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isThinking) return undefined;
    const timer = setTimeout(() => setSlow(true), THINKING_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isThinking]);
  return isSlow;
}

function describe(entry: TranscriptEntry, labels: AnnouncementLabels, isEverything: boolean): string | null {
  switch (entry.kind) {
    case 'approval':
      return entry.state === 'pending' ? null : labels.approvalOutcomes[entry.state];
    case 'tool':
    case 'remote-tool':
      return labels.toolAnnouncement(entry.name, labels.toolStates[entry.state]);
    case 'continuity':
      // The status of the session announces that it is back.
      return entry.lost.length > 0 ? describeContinuity(entry, labels) : null;
    default:
      return describeMessage(entry, labels, isEverything);
  }
}

/** Leaves out what the user typed, and what the user heard or spoke unless everything is wanted. */
function describeMessage(
  entry: MessageEntry,
  labels: AnnouncementLabels,
  isEverything: boolean,
): string | null {
  const { role, modality, state, text, cut } = entry;
  const author = labels[role === 'user' ? 'you' : role];
  if (state === 'failed') return `${author}: ${labels.notUnderstood}`;
  const isTyped = role === 'user' && modality === 'text';
  const isSpoken = role !== 'system' && modality === 'audio';
  const isLeftOut = isTyped || (isSpoken && !isEverything);
  const ending = cut && (cut.heardMs > 0 ? labels.interrupted(cut.heardMs / 1000) : labels.unheard);
  const words = [!isLeftOut && text, ending].filter(Boolean).join(' – ');
  return words && `${author}: ${words}`;
}
