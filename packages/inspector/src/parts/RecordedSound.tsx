import { useEffect, useRef, useState } from 'react';
import type { Recording } from '@repartee/core/recording';
import { exportAudio } from '@repartee/core/recording';

interface RecordedSoundProps {
  readonly recording: Recording;
  readonly isPlaying: boolean;
  readonly isMuted: boolean;
  /** The speed, as a multiple of the recorded time. */
  readonly speed: number;
  /** The place of the replay, in milliseconds. */
  readonly positionMs: number;
}

/** The sound follows the replay, and jumps to it where it is further away, in milliseconds. */
const APART_MS = 250;

/** The sound of a recording, at the place of its replay: the user on the left, the agent on the right. */
export function RecordedSound({ recording, isPlaying, isMuted, speed, positionMs }: RecordedSoundProps) {
  const element = useRef<HTMLAudioElement>(null);
  // The file is large, and most recordings are only looked at.
  const [hasPlayed, setPlayed] = useState(isPlaying);
  if (isPlaying && !hasPlayed) setPlayed(true);
  useEffect(() => {
    const sound = element.current;
    if (!sound || !hasPlayed) return undefined;
    const url = URL.createObjectURL(exportAudio(recording));
    sound.src = url;
    return () => {
      sound.removeAttribute('src');
      URL.revokeObjectURL(url);
    };
  }, [recording, hasPlayed]);
  useEffect(() => {
    const sound = element.current;
    if (!sound) return;
    sound.playbackRate = speed;
    if (!isPlaying) sound.pause();
    // Where the browser plays nothing before a click, the replay goes on in silence.
    else sound.play().catch(() => {});
  }, [recording, isPlaying, speed]);
  useEffect(() => {
    const sound = element.current;
    if (!sound) return;
    const apartMs = Math.abs(sound.currentTime * 1_000 - positionMs);
    if (apartMs <= APART_MS * Math.max(1, speed)) return;
    sound.currentTime = positionMs / 1_000;
    // At its end it has paused by itself.
    if (isPlaying && sound.paused) sound.play().catch(() => {});
  }, [isPlaying, positionMs, speed]);
  // The words are in the timeline, with their times.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={element} muted={isMuted} hidden />;
}
