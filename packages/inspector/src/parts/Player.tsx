import { useState } from 'react';
import type { Recording, Replay } from '@repartee/core/recording';
import { formatTime } from '../model/Timeline.ts';
import { RecordedSound } from './RecordedSound.tsx';
import { Symbol } from './Symbol.tsx';

interface PlayerProps {
  readonly replay: Replay;
  readonly recording: Recording;
  readonly cursorMs: number;
  readonly isPlaying: boolean;
}

const SPEEDS = [0.25, 0.5, 1, 2, 5, 10];

/** Plays a recording from the cursor, with its sound where it has any. */
export function Player({ replay, recording, cursorMs, isPlaying }: PlayerProps) {
  const [speed, setSpeed] = useState(1);
  const [isMuted, setMuted] = useState(false);
  const hasSound = recording.audio.some(({ isHeard }) => isHeard);
  const toggle = () => {
    if (isPlaying) return replay.pause();
    if (cursorMs >= replay.durationMs) replay.seek(0);
    return replay.play({ speed });
  };
  const change = (next: number) => {
    setSpeed(next);
    if (isPlaying) replay.play({ speed: next });
  };
  return (
    <div className="repartee-inspector-player" role="group" aria-label="Replay">
      <button type="button" className="repartee-inspector-button" data-strong="" onClick={toggle}>
        <Symbol name={isPlaying ? 'pause' : 'play'} />
        {isPlaying ? 'Pause' : 'Play'}
      </button>
      <button type="button" className="repartee-inspector-button" onClick={() => replay.step()}>
        <Symbol name="step" />
        Next step
      </button>
      <select aria-label="Speed" value={speed} onChange={({ target }) => change(Number(target.value))}>
        {SPEEDS.map((value) => (
          <option key={value} value={value}>{`${value}×`}</option>
        ))}
      </select>
      {hasSound && (
        <>
          <button
            type="button"
            className="repartee-inspector-button"
            data-icon=""
            aria-label="Sound"
            aria-pressed={!isMuted}
            title={isMuted ? 'Sound off' : 'Sound on'}
            onClick={() => setMuted(!isMuted)}
          >
            <Symbol name={isMuted ? 'silent' : 'sound'} />
          </button>
          <RecordedSound {...{ recording, isPlaying, isMuted, speed }} positionMs={cursorMs} />
        </>
      )}
      <output className="repartee-inspector-time">{formatTime(cursorMs)}</output>
    </div>
  );
}
