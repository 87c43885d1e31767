'use client';

import { useState } from 'react';
import type { SessionState } from '@repartee/core';
import { useSessionState } from '@repartee/hooks';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { transcriptLabels } from './transcriptLabels.ts';
import { useAnnouncements, useSlowThinking } from './useAnnouncements.ts';
import type { Announced } from './useAnnouncements.ts';

/**
 * The time at which screen readers may announce:
 * - `silent`: while neither the agent nor the user speaks
 * - `muted`: also only while the microphone is closed, for microphones without echo cancellation, which would send the
 *   screen reader's voice to the agent
 * - `always`: at once
 */
export type AnnounceWhen = 'silent' | 'muted' | 'always';

interface AnnouncerProps {
  readonly announced: Announced;
  readonly when: AnnounceWhen;
}

/**
 * Announces the conversation to screen readers, once and politely. It is a log beside the rows and not the rows themselves:
 * screen readers would read a growing row again with each word.
 */
export function Announcer({ announced, when }: AnnouncerProps) {
  const labels = usePartLabels(transcriptLabels);
  const announcements = useAnnouncements(announced, labels);
  const isAllowed = useSessionState((state) => mayAnnounce(state, when));
  const isSlow = useSlowThinking() && announced !== 'none';
  const newest = announcements.at(-1)?.key ?? 0;
  const [released, setReleased] = useState(0);
  if (isAllowed && released < newest) setReleased(newest);
  return (
    <div className="repartee-hidden" role="log" aria-live="polite" aria-relevant="additions">
      {announcements
        .filter(({ key }) => key <= released)
        .map(({ key, text }) => (
          <p key={key} className="repartee-announcement">
            {text}
          </p>
        ))}
      {isSlow && isAllowed && <p className="repartee-announcement">{labels.thinking}</p>}
    </div>
  );
}

function mayAnnounce(state: SessionState, when: AnnounceWhen): boolean {
  if (when === 'always' || state.status !== 'live') return true;
  const isAgentAudible = state.phase === 'speaking' && state.volume > 0;
  if (isAgentAudible || state.phase === 'user-speaking') return false;
  const isByHand = state.inputMode === 'push-to-talk';
  const isOpen = state.microphone === 'on' && !state.isMuted && (!isByHand || state.isTurnOpen);
  return when === 'silent' || !isOpen;
}
