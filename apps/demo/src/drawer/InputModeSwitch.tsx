import type { InputMode } from '@repartee/core';
import { useSession } from '@repartee/hooks';

const MODES = [
  ['hands-free', 'Hands-free'],
  ['push-to-talk', 'Push-to-talk'],
] as const satisfies readonly (readonly [InputMode, string])[];

interface InputModeSwitchProps {
  readonly mode: InputMode;
  readonly onChange: (mode: InputMode) => void;
}

/** Switches between hands-free and push-to-talk, also during the conversation. */
export function InputModeSwitch({ mode, onChange }: InputModeSwitchProps) {
  const { canCommitTurns } = useSession().capabilities;
  return (
    <div className="demo-switch" role="group" aria-label="Input mode">
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
  );
}
