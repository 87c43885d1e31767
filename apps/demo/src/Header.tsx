import type { Choice } from './demo-config.ts';
import type { Theme } from './useTheme.ts';
import { VENDORS } from './vendors.ts';

interface VendorPickerProps {
  readonly choices: readonly Choice[];
  readonly choice: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

interface HeaderProps extends VendorPickerProps {
  readonly isVoice: boolean;
  /** Whether the vendor can be written to, and writes back. */
  readonly canWrite: boolean;
  readonly onVoiceChange: (isVoice: boolean) => void;
  readonly theme: Theme;
  readonly onThemeChange: (theme: Theme) => void;
}

/** The name, whom to talk to, by voice or in writing, light or dark. */
export function Header({ isVoice, canWrite, onVoiceChange, theme, onThemeChange, ...picker }: HeaderProps) {
  return (
    <header className="demo-header">
      <p className="demo-brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>Repartee</span>
      </p>
      <div className="demo-options">
        <VendorPicker {...picker} />
        <div className="demo-switch" role="group" aria-label="How to talk">
          <ModeButton isChosen={isVoice} onClick={() => onVoiceChange(true)}>
            Voice
          </ModeButton>
          <ModeButton isChosen={!isVoice} isDisabled={!canWrite} onClick={() => onVoiceChange(false)}>
            Text only
          </ModeButton>
        </div>
        <button
          type="button"
          className="repartee-button demo-theme"
          aria-label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
          onClick={() => onThemeChange(theme === 'dark' ? 'light' : 'dark')}
        >
          {theme === 'dark' ? 'Light' : 'Dark'}
        </button>
      </div>
    </header>
  );
}

/** Everybody there is to talk to. */
function VendorPicker({ choices, choice, onChoose }: VendorPickerProps) {
  const keyOf = ({ vendorId, isReal }: Choice) => `${vendorId} ${isReal ? 'real' : 'emulated'}`;
  const nameOf = ({ vendorId, isReal }: Choice) => {
    const name = VENDORS.find((vendor) => vendor.id === vendorId)?.name ?? vendorId;
    return isReal ? name : `${name} · emulator`;
  };
  return (
    <label className="demo-field">
      <span className="repartee-hidden">Talk to</span>
      <select
        className="repartee-focus"
        value={choice ? keyOf(choice) : ''}
        disabled={!choice}
        onChange={(event) => {
          const next = choices.find((entry) => keyOf(entry) === event.target.value);
          if (next) onChoose(next);
        }}
      >
        {choices.map((entry) => (
          <option key={keyOf(entry)} value={keyOf(entry)}>
            {nameOf(entry)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ModeButtonProps {
  readonly isChosen: boolean;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function ModeButton({ isChosen, isDisabled = false, onClick, children }: ModeButtonProps) {
  return (
    <button
      type="button"
      className="repartee-focus"
      aria-pressed={isChosen}
      disabled={isDisabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
