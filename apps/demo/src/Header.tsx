import type { Choice } from './demo-config.ts';
import type { Theme } from './useTheme.ts';
import { VENDORS } from './vendors.ts';
import type { Transport } from './vendors.ts';

interface VendorPickerProps {
  readonly choices: readonly Choice[];
  readonly choice: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

interface TransportPickerProps {
  /** What there is to choose from; nothing is shown where there is no choice. */
  readonly transports: readonly Transport[];
  readonly transport: Transport | undefined;
  readonly onTransportChange: (transport: Transport) => void;
}

interface HeaderProps extends VendorPickerProps, TransportPickerProps {
  readonly isVoice: boolean;
  /** Whether the vendor can be written to, and writes back. */
  readonly canWrite: boolean;
  readonly onVoiceChange: (isVoice: boolean) => void;
  readonly theme: Theme;
  readonly onThemeChange: (theme: Theme) => void;
}

/** The name, whom to talk to, by voice or in writing, light or dark. */
export function Header(props: HeaderProps) {
  const { isVoice, canWrite, onVoiceChange, theme, onThemeChange, ...picker } = props;
  return (
    <header className="demo-header">
      <p className="demo-brand">
        <img src="/icon.svg" alt="" width={28} height={28} />
        <span>Repartee</span>
      </p>
      <div className="demo-options">
        <VendorPicker {...picker} />
        <TransportPicker {...picker} />
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

const TRANSPORT_NAMES = { webrtc: 'WebRTC', websocket: 'WebSocket' } as const;

/** What the talk goes over. */
function TransportPicker({ transports, transport, onTransportChange }: TransportPickerProps) {
  if (transports.length < 2) return null;
  return (
    <label className="demo-field">
      <span className="repartee-hidden">Over</span>
      <select
        className="repartee-focus"
        value={transport}
        onChange={(event) => onTransportChange(event.target.value as Transport)}
      >
        {transports.map((entry) => (
          <option key={entry} value={entry}>
            {TRANSPORT_NAMES[entry]}
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
