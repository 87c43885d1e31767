import { useSpeaker } from '@repartee/hooks';

/** The volume of the agent. */
export function Volume() {
  const { volume, setVolume } = useSpeaker();
  return (
    <label className="demo-volume">
      <span>Volume</span>
      <input
        type="range"
        className="repartee-focus"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => setVolume(Number(event.target.value))}
      />
    </label>
  );
}
