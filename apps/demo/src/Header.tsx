import type { Choice, DemoConfig } from './demo-config.ts';
import type { Theme } from './useTheme.ts';
import { VENDORS } from './vendors.ts';

interface HeaderProps {
  readonly config: DemoConfig | null;
  readonly choice: Choice;
  readonly onChoose: (choice: Choice) => void;
  readonly isVoice: boolean;
  readonly onVoiceChange: (isVoice: boolean) => void;
  readonly theme: Theme;
  readonly onThemeChange: (theme: Theme) => void;
}

/** The name, whom to talk to, by voice or in writing, light or dark. */
export function Header({
  config,
  choice,
  onChoose,
  isVoice,
  onVoiceChange,
  theme,
  onThemeChange,
}: HeaderProps) {
  const options = VENDORS.flatMap((vendor) => {
    const known = config?.vendors.find((entry) => entry.id === vendor.id);
    const emulated = {
      value: `${vendor.id} emulated`,
      label: `${vendor.name} · emulator`,
      isReal: false,
      vendor,
    };
    const real = { value: `${vendor.id} real`, label: vendor.name, isReal: true, vendor };
    return known?.isRealAvailable ? [emulated, real] : [emulated];
  });
  const value = `${choice.vendorId} ${choice.isReal ? 'real' : 'emulated'}`;
  return (
    <header className="demo-header">
      <p className="demo-brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>Repartee</span>
      </p>
      <div className="demo-options">
        <label className="demo-field">
          <span className="repartee-hidden">Talk to</span>
          <select
            className="repartee-focus"
            value={value}
            onChange={(event) => {
              const option = options.find((entry) => entry.value === event.target.value);
              if (option) onChoose({ vendorId: option.vendor.id, isReal: option.isReal });
            }}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
        <div className="demo-switch" role="group" aria-label="How to talk">
          <button
            type="button"
            className="repartee-focus"
            aria-pressed={isVoice}
            onClick={() => onVoiceChange(true)}
          >
            Voice
          </button>
          <button
            type="button"
            className="repartee-focus"
            aria-pressed={!isVoice}
            onClick={() => onVoiceChange(false)}
          >
            Text only
          </button>
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
