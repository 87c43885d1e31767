import { useEffect, useMemo, useState } from 'react';
import type { Recording, Replay } from '@repartee/core/recording';
import { createReplay } from '@repartee/core/recording';

interface Cursor {
  /** Plays the recording; `null` for a conversation that is followed. */
  readonly replay: Replay | null;
  readonly cursorMs: number;
  readonly isPlaying: boolean;
  readonly seek: (ms: number) => void;
}

/** The place that the inspector shows: the position of the replay, or a place that was chosen in a running conversation. */
export function useCursor(recording: Recording | null, durationMs: number): Cursor {
  const replay = useMemo(() => recording && createReplay(recording), [recording]);
  const [position, setPosition] = useState({ ms: 0, isPlaying: false });
  useEffect(() => {
    if (!replay) return undefined;
    let frame = 0;
    const read = () => {
      cancelAnimationFrame(frame);
      setPosition({ ms: replay.positionMs, isPlaying: replay.isPlaying });
      if (replay.isPlaying) frame = requestAnimationFrame(read);
    };
    const stop = replay.subscribe(read);
    return () => {
      stop();
      replay.pause();
      cancelAnimationFrame(frame);
    };
  }, [replay]);
  const seek = (ms: number) => {
    const target = Math.max(0, Math.min(durationMs, ms));
    if (replay) replay.seek(target);
    else setPosition({ ms: target, isPlaying: false });
  };
  return { replay, cursorMs: position.ms, isPlaying: position.isPlaying, seek };
}
