import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Replay } from '../../packages/core/src/recording/index.ts';
import './replay.css';

/** The position of a replay, read once a frame while it plays. */
function usePosition(replay: Replay): { readonly positionMs: number; readonly isPlaying: boolean } {
  const [position, setPosition] = useState({ positionMs: replay.positionMs, isPlaying: replay.isPlaying });
  useEffect(() => {
    let frame = 0;
    const read = () => {
      cancelAnimationFrame(frame);
      setPosition({ positionMs: replay.positionMs, isPlaying: replay.isPlaying });
      if (replay.isPlaying) frame = requestAnimationFrame(read);
    };
    read();
    const stop = replay.subscribe(read);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [replay]);
  return position;
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** Plays, pauses, and goes to a place of a recording: by the slider, or by the marks where turns begin. */
export function ReplayPlayer({
  replay,
  children,
}: {
  readonly replay: Replay;
  readonly children?: ReactNode;
}) {
  const { positionMs, isPlaying } = usePosition(replay);
  const [speed, setSpeed] = useState(1);
  const toggle = () => {
    if (isPlaying) return replay.pause();
    if (positionMs >= replay.durationMs) replay.seek(0);
    return replay.play({ speed });
  };
  const change = (value: number) => {
    setSpeed(value);
    if (isPlaying) replay.play({ speed: value });
  };
  return (
    <section className="replay-player" aria-label="Replay">
      <button type="button" className="repartee-button" onClick={toggle}>
        {isPlaying ? 'Pause' : 'Play'}
      </button>
      <div className="replay-track">
        <input
          type="range"
          aria-label="Position"
          aria-valuetext={seconds(positionMs)}
          min={0}
          max={replay.durationMs}
          step={10}
          value={positionMs}
          onChange={({ target }) => replay.seek(Number(target.value))}
        />
        <div className="replay-turns" aria-hidden="true">
          {replay.turns.map((turnMs) => (
            <i key={turnMs} style={{ insetInlineStart: `${(100 * turnMs) / replay.durationMs}%` }} />
          ))}
        </div>
      </div>
      <output className="replay-time">{`${seconds(positionMs)} of ${seconds(replay.durationMs)}`}</output>
      <button type="button" className="repartee-button" onClick={() => replay.step()}>
        Next step
      </button>
      <label className="replay-speed">
        Speed
        <select value={speed} onChange={({ target }) => change(Number(target.value))}>
          {[0.5, 1, 2, 10].map((value) => (
            <option key={value} value={value}>{`${value}×`}</option>
          ))}
        </select>
      </label>
      {children}
    </section>
  );
}
