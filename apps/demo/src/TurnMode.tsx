import type { InputMode } from '@repartee/core';
import { useSession } from '@repartee/hooks';
import { PushToTalkButton } from '@repartee/ui';

const MODES = [
  ['hands-free', 'Hands-free'],
  ['push-to-talk', 'Push-to-talk'],
] as const satisfies readonly (readonly [InputMode, string])[];

interface TurnModeProps {
  readonly mode: InputMode;
  readonly onChange: (mode: InputMode) => void;
}

/** How the user takes the floor: just by speaking, or by holding a button. It can be changed during the talk. */
export function TurnMode({ mode, onChange }: TurnModeProps) {
  const { canCommitTurns } = useSession().capabilities;
  return (
    <div className="demo-turns">
      <div className="demo-switch" role="group" aria-label="How to take the floor">
        {MODES.map(([value, label]) => (
          <button
            key={value}
            type="button"
            className="repartee-focus"
            aria-pressed={mode === value}
            disabled={value === 'push-to-talk' && !canCommitTurns}
            onClick={() => onChange(value)}
          >
            {label}
          </button>
        ))}
      </div>
      {mode === 'push-to-talk' && (
        <>
          <PushToTalkButton hotkey="KeyT" />
          <p className="demo-note">
            Or hold <kbd>T</kbd>, press twice to keep it open, <kbd>Esc</kbd> to cancel.
          </p>
        </>
      )}
    </div>
  );
}
