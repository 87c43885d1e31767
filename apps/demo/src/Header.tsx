import type { Choice, DemoConfig } from './demo-config.ts';
import type { Theme } from './useTheme.ts';
import { VENDORS } from './vendors.ts';

interface VendorPickerProps {
  readonly config: DemoConfig | null;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
}

interface HeaderProps extends VendorPickerProps {
  readonly isVoice: boolean;
  readonly onVoiceChange: (isVoice: boolean) => void;
  readonly theme: Theme;
  readonly onThemeChange: (theme: Theme) => void;
}

/** The name, whom to talk to, by voice or in writing, light or dark. */
export function Header({ isVoice, onVoiceChange, theme, onThemeChange, ...picker }: HeaderProps) {
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
          <ModeButton isChosen={!isVoice} onClick={() => onVoiceChange(false)}>
            Text only
          </ModeButton>
        </div>
        <button
          type="button"
          className="repartee-button demo-theme"
          onClick={() => onThemeChange(theme === 'dark' ? 'light' : 'dark')}
        >
          {theme === 'dark' ? 'Light' : 'Dark'}
        </button>
      </div>
    </header>
  );
}

/** Everybody there is: each vendor as the emulator plays it, and for real where the server has a key. */
function VendorPicker({ config, choice, onChoose }: VendorPickerProps) {
  const options = VENDORS.flatMap(({ id, name }) => {
    const known = config?.vendors.find((entry) => entry.id === id);
    const emulated = { value: `${id} emulated`, label: `${name} · emulator`, vendorId: id, isReal: false };
    const real = { value: `${id} real`, label: name, vendorId: id, isReal: true };
    return known?.isRealAvailable ? [emulated, real] : [emulated];
  });
  return (
    <label className="demo-field">
      <span className="repartee-hidden">Talk to</span>
      <select
        className="repartee-focus"
        value={`${choice.vendorId} ${choice.isReal ? 'real' : 'emulated'}`}
        onChange={(event) => {
          const option = options.find((entry) => entry.value === event.target.value);
          if (option) onChoose({ vendorId: option.vendorId, isReal: option.isReal });
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ModeButtonProps {
  readonly isChosen: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

function ModeButton({ isChosen, onClick, children }: ModeButtonProps) {
  return (
    <button type="button" className="repartee-focus" aria-pressed={isChosen} onClick={onClick}>
      {children}
    </button>
  );
}
