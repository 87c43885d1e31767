'use client';

import { useEffect, useState } from 'react';
import type { RealtimeError } from '@repartee/core';
import { useSession, useSessionState } from '@repartee/hooks';
import { CaptionsView } from '../Captions/CaptionsView.tsx';
import type { CaptionsProps } from '../Captions/Captions.tsx';
import { LazyNoticeParts } from './LazyNoticeParts.ts';
import { LazyConversationParts } from './LazyConversationParts.ts';
import { useSlots } from '../../internal/useSlots.ts';

/**
 * The parts of a conversation that an assembly loads: captions when it begins, or when something is said or written already;
 * notices and questions when it is live, or when something fails. `null` before, or what keeps their place.
 */
export function useConversationParts(captions: CaptionsProps | null) {
  const slot = useSlots();
  const session = useSession();
  const [error, setError] = useState<RealtimeError | null>(null);
  // Not `useSessionEvent`: see "One file at rest" in docs/performance.md.
  useEffect(() => session.on('error', setError), [session]);
  const hasWords = useSessionState(
    ({ status, transcript }) => status !== 'idle' || transcript.order.length > 0,
  );
  const hasNotices = useSessionState(
    ({ status, isPlaybackBlocked }) => (status !== 'idle' && status !== 'connecting') || isPlaybackBlocked,
  );
  const isTold = hasNotices || error !== null;
  const emptyCaptions = captions && <CaptionsView {...viewOf(captions)} speaker={null} text="" />;
  const emptySign = <span className={slot('repartee-interruption')} aria-hidden="true" />;
  return {
    notices: isTold ? <LazyNoticeParts place="notices" error={error} /> : null,
    questions: isTold ? <LazyNoticeParts place="questions" /> : null,
    sign: hasWords ? <LazyConversationParts place="sign" fallback={emptySign} /> : emptySign,
    captions:
      captions && hasWords ? (
        <LazyConversationParts place="captions" captions={captions} fallback={emptyCaptions} />
      ) : (
        emptyCaptions
      ),
  };
}

function viewOf({ speakers: _speakers, ...view }: CaptionsProps) {
  return view;
}
