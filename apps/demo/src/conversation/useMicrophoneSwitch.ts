import { useEffect, useRef } from 'react';
import type { RealtimeError, RealtimeSession } from '@repartee/core';
import { isRealtimeError } from '@repartee/core';

/**
 * Opens or closes the microphone when the user switches between voice and text. Before the conversation it sets what
 * `connect` opens.
 *
 * @param onFailed receives the error of a microphone that cannot be opened.
 */
export function useMicrophoneSwitch(
  session: RealtimeSession,
  isVoice: boolean,
  onFailed: (error: RealtimeError) => void,
): void {
  const applied = useRef(isVoice);
  const latest = useRef(onFailed);
  useEffect(() => {
    latest.current = onFailed;
  });
  useEffect(() => {
    if (applied.current === isVoice) return;
    applied.current = isVoice;
    session.microphone.select(isVoice ? {} : false).catch((error: unknown) => {
      // `aborted` means that the user has switched again.
      if (isRealtimeError(error) && error.code !== 'aborted') latest.current(error);
    });
  }, [session, isVoice]);
}
