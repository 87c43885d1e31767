import type { TurnDetection } from '@repartee/core';

interface SettingsProps {
  readonly instructions: string;
  readonly onInstructionsChange: (instructions: string) => void;
  readonly turnDetection: TurnDetection;
  readonly onTurnDetectionChange: (detection: TurnDetection) => void;
  readonly isVoice: boolean;
}

/** What is chosen before anybody chooses. */
export const DEFAULT_DETECTION: TurnDetection = { mode: 'server' };

const DETECTIONS: Readonly<Record<string, { readonly label: string; readonly value: TurnDetection }>> = {
  server: { label: 'By silence', value: DEFAULT_DETECTION },
  patient: { label: 'By silence, patient', value: { mode: 'server', silenceMs: 1_000 } },
  semantic: { label: 'By meaning', value: { mode: 'semantic', eagerness: 'auto' } },
};

/** What the agent is told, and how the ends of turns are found. Changes hold at once. */
export function Settings(props: SettingsProps) {
  const { instructions, onInstructionsChange, turnDetection, onTurnDetectionChange, isVoice } = props;
  const chosen = Object.entries(DETECTIONS).find(([, { value }]) => value === turnDetection)?.[0] ?? 'server';
  return (
    <details className="demo-settings">
      <summary className="repartee-focus">Settings</summary>
      <label>
        <span>What the agent is told</span>
        <textarea
          className="repartee-focus"
          rows={3}
          defaultValue={instructions}
          onBlur={(event) => onInstructionsChange(event.target.value)}
        />
      </label>
      {isVoice && (
        <label>
          <span>How the end of your turn is found</span>
          <select
            className="repartee-focus"
            value={chosen}
            onChange={(event) =>
              onTurnDetectionChange(DETECTIONS[event.target.value]?.value ?? DEFAULT_DETECTION)
            }
          >
            {Object.entries(DETECTIONS).map(([key, { label }]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
    </details>
  );
}
