'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { useSession } from '@repartee/hooks';
import { playSample } from './playSample.ts';
import type { VoiceChoice } from './VoicePickerView.tsx';

/** The sample that plays, and the one that could not be played. */
interface Preview {
  readonly playing: string | null;
  readonly failed: string | null;
}

const NONE: Preview = { playing: null, failed: null };

/** Plays one sample at a time. It stops with the component, and when a conversation begins. */
export function useVoicePreview() {
  const session = useSession();
  const [preview, setPreview] = useState(NONE);
  const current = useRef<{ readonly id: string; readonly controller: AbortController } | null>(null);
  const { stop, toggle } = useMemo(() => {
    const end = (next: Preview) => {
      current.current?.controller.abort();
      current.current = null;
      setPreview(next);
    };
    return {
      stop: () => end(NONE),
      toggle: (voice: VoiceChoice) => {
        const wasPlaying = current.current?.id === voice.id;
        end(NONE);
        if (wasPlaying) return;
        const mine = { id: voice.id, controller: new AbortController() };
        const finish = (failed: string | null) => {
          if (current.current === mine) end({ playing: null, failed });
        };
        current.current = mine;
        setPreview({ playing: voice.id, failed: null });
        playSample(voice, session.store.getState().speakerId, mine.controller.signal).then(
          () => finish(null),
          () => finish(voice.id),
        );
      },
    };
  }, [session]);
  useEffect(
    () =>
      session.store.subscribe(({ status }) => {
        if (status === 'connecting' && current.current) stop();
      }),
    [session, stop],
  );
  useEffect(() => () => current.current?.controller.abort(), []);
  return { ...preview, toggle };
}
