import { BARGE_IN_PRESETS } from '../../packages/core/src/index.ts';
import { resolveRules } from '../../packages/core/src/session/barge-in/barge-in-policy.ts';
import type { BargeInPreset, BargeInThresholds } from '../../packages/core/src/index.ts';

/** A preset and what was changed by hand. */
export interface PresetDraft {
  readonly preset: BargeInPreset;
  readonly changes: Readonly<Record<string, number>>;
  readonly pauseAfterMs: number;
}

/** The default of `pauseAfterMs`. */
export const PAUSE_AFTER_MS = 250;

export function thresholdsOf({ preset, changes }: PresetDraft): BargeInThresholds {
  return resolveRules({ preset, ...changes }, {}).thresholds;
}

/** The draft as the options of a session. */
export function codeOf({ preset, changes, pauseAfterMs }: PresetDraft, isNeural: boolean): string {
  const lines = [
    `  preset: '${preset}',`,
    ...Object.entries(changes).map(([name, value]) => `  ${name}: ${value},`),
    ...(pauseAfterMs === PAUSE_AFTER_MS ? [] : [`  pauseAfterMs: ${pauseAfterMs},`]),
    ...(isNeural ? ['  detector: neural(),'] : []),
  ];
  return `bargeIn: {\n${lines.join('\n')}\n}`;
}

interface PresetEditorProps {
  readonly draft: PresetDraft;
  readonly onChange: (draft: PresetDraft) => void;
}

const isPreset = (name: string): name is BargeInPreset => name in BARGE_IN_PRESETS;

/** Fields for every threshold. A changed one is marked. */
export function PresetEditor({ draft, onChange }: PresetEditorProps) {
  const base: Readonly<Record<string, unknown>> = { ...BARGE_IN_PRESETS[draft.preset] };
  const change = (name: string, value: number) => {
    const { [name]: _, ...rest } = draft.changes;
    onChange({ ...draft, changes: value === base[name] ? rest : { ...rest, [name]: value } });
  };
  return (
    <fieldset className="tuning-fields">
      <legend>Thresholds</legend>
      <label className="editor-field">
        preset
        <select
          value={draft.preset}
          onChange={({ target }) =>
            isPreset(target.value) && onChange({ ...draft, preset: target.value, changes: {} })
          }
        >
          {Object.keys(BARGE_IN_PRESETS).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label className="editor-field">
        pauseAfterMs
        <input
          type="number"
          step="10"
          value={draft.pauseAfterMs}
          onChange={({ target }) => onChange({ ...draft, pauseAfterMs: target.valueAsNumber || 0 })}
        />
      </label>
      {Object.entries(base).map(([name, value]) =>
        typeof value === 'number' ? (
          <label key={name} className="editor-field" data-changed={name in draft.changes || undefined}>
            {name}
            <input
              type="number"
              step={Math.abs(value) >= 100 ? 10 : Math.abs(value) > 1 ? 1 : 0.05}
              value={draft.changes[name] ?? value}
              onChange={({ target }) => change(name, target.valueAsNumber || 0)}
            />
          </label>
        ) : null,
      )}
    </fieldset>
  );
}
