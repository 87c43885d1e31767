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
  | 'thinking'
  | 'toolAnnouncement'
  | 'toolQuestion'
  | 'toolStates'
  | 'unheard'
  | 'you'
>;

/** Older announcements are removed. Some stay, so that none is removed before a screen reader has read it. */
const MAX_ANNOUNCEMENTS = 8;

/** An answer that takes longer than this is announced as "Thinking…", in milliseconds. Most answers are faster. */
const THINKING_MS = 2_000;

/** Collects what screen readers announce about the conversation, newest last. */
export function useAnnouncements(announced: Announced, labels: AnnouncementLabels): readonly Announcement[] {
  const { store } = useSession();
  const [announcements, setAnnouncements] = useState<readonly Announcement[]>([]);
  const count = useRef(0);
  const add = (text: string | null) => {
    if (text === null || announced === 'none') return;
    count.current += 1;
    const announcement = { key: count.current, text };
    setAnnouncements((before) => [...before, announcement].slice(-MAX_ANNOUNCEMENTS));
  };
  useSessionEvent('entry-added', (entry) => {
    if (entry.kind === 'approval') add(labels.approvalQuestion(entry.name, entry.serverLabel));
  });
  useSessionEvent('tool-changed', (entry) => {
    if (entry.state === 'awaiting-approval') add(labels.toolQuestion(entry.name));
  });
  useSessionEvent('entry-done', (entry) => {
    const isEverything = announced === 'all' || store.getState().volume === 0;
    add(describe(entry, labels, isEverything));
  });
  useSlowThinking(() => add(labels.thinking));
  return announcements;
}

/** Calls back when the agent has been thinking for a while. */
function useSlowThinking(onSlow: () => void): void {
  const isThinking = useSessionState((state) => state.status === 'live' && state.phase === 'thinking');
  const latest = useRef(onSlow);
  useEffect(() => {
    latest.current = onSlow;
  });
  useEffect(() => {
    if (!isThinking) return undefined;
    const timer = setTimeout(() => latest.current(), THINKING_MS);
    return () => clearTimeout(timer);
  }, [isThinking]);
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
  const author = role === 'user' ? labels.you : role === 'agent' ? labels.agent : labels.system;
  if (state === 'failed') return `${author}: ${labels.notUnderstood}`;
  const isTyped = role === 'user' && modality === 'text';
  const isSpoken = role !== 'system' && modality === 'audio';
  const isLeftOut = text === '' || isTyped || (isSpoken && !isEverything);
  const ending = cut && (cut.heardMs > 0 ? labels.interrupted(cut.heardMs / 1000) : labels.unheard);
  if (isLeftOut) return ending ? `${author}: ${ending}` : null;
  return [`${author}: ${text}`, ending].filter(Boolean).join(' – ');
}
