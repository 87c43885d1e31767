import type { BargeInOptions, InputMode, TurnDetection } from '@repartee/core';
import { useSession, useSessionState } from '@repartee/hooks';
import { DeviceSelect } from '@repartee/ui';

const DETECTIONS = {
  server: { label: 'By silence', value: { mode: 'server' } },
  patient: { label: 'By silence, patient', value: { mode: 'server', silenceMs: 1_000 } },
  semantic: { label: 'By meaning', value: { mode: 'semantic', eagerness: 'auto' } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly value: TurnDetection }>>;

const FLOORS = {
  balanced: { label: 'When you mean it', value: { preset: 'balanced' } },
  eager: { label: 'At once', value: { preset: 'eager' } },
  patient: { label: 'When you insist', value: { preset: 'patient' } },
  vendor: { label: 'As the vendor decides', value: { detect: 'vendor' } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly value: BargeInOptions }>>;

/** What can be set up about a conversation. */
export interface Setup {
  readonly instructions: string;
  /** One of the vendor's voices; `null` leaves it to the vendor. */
  readonly voice: string | null;
  readonly detection: keyof typeof DETECTIONS;
  readonly inputMode: InputMode;
  readonly floor: keyof typeof FLOORS;
  /** Whether the app greets, in a voice of its own. */
  readonly isGreeting: boolean;
}

/** What holds before anybody changes it. */
export const DEFAULT_SETUP: Setup = {
  instructions:
    'You are a friendly guide to this demo. Speak in one or two short sentences. Use your tools when they help.',
  voice: null,
  detection: 'server',
  inputMode: 'hands-free',
  floor: 'balanced',
  isGreeting: false,
};

/** Says in the kit's words how the ends of turns are found. */
export function turnDetectionOf({ detection }: Setup): TurnDetection {
  return DETECTIONS[detection].value;
}

/** Says in the kit's words when the agent stops for the user. */
export function bargeInOf({ floor }: Setup): BargeInOptions {
  return FLOORS[floor].value;
}

interface SettingsProps {
  readonly setup: Setup;
  readonly onChange: (patch: Partial<Setup>) => void;
  readonly voices: readonly string[];
  readonly isVoice: boolean;
  /** Who would speak the app's greeting; `null` where there is nobody. */
  readonly speech: string | null;
}

/**
 * What the agent is told, how it sounds, and how the ends of turns are found. Changes hold at once, where the vendor's
 * capabilities let them; what they rule out cannot be chosen.
 */
export function Settings({ setup, onChange, voices, isVoice, speech }: SettingsProps) {
  const { updatable, turnDetection } = useSession().capabilities;
  const isSettled = useIsSettled();
  const canTell = !isSettled || updatable.includes('instructions');
  const detections = Object.entries(DETECTIONS).filter(
    ([key, { value }]) =>
      (turnDetection as readonly string[]).includes(value.mode) &&
      (key === 'server' || updatable.includes('turnDetection')),
  );
  return (
    <details className="demo-settings">
      <summary className="repartee-focus">Settings</summary>
      <label>
        <span>
          {canTell ? 'What the agent is told' : 'What the agent is told (end the conversation to change it)'}
        </span>
        <textarea
          className="repartee-focus"
          rows={3}
          disabled={!canTell}
          defaultValue={setup.instructions}
          onBlur={(event) => onChange({ instructions: event.target.value })}
        />
      </label>
      {isVoice && <VoicePicker voice={setup.voice} onChange={onChange} voices={voices} />}
      {isVoice && (
        <label>
          <span>How the end of your turn is found</span>
          <select
            className="repartee-focus"
            value={setup.detection}
            disabled={detections.length < 2}
            onChange={(event) => onChange({ detection: event.target.value as Setup['detection'] })}
          >
            {detections.map(([key, { label }]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      {isVoice && <Sound setup={setup} onChange={onChange} speech={speech} />}
    </details>
  );
}

/** What only a talk aloud has: who gives way to whom, a greeting, and the devices. */
function Sound({ setup, onChange, speech }: Pick<SettingsProps, 'setup' | 'onChange' | 'speech'>) {
  return (
    <>
      <FloorPicker floor={setup.floor} onChange={onChange} />
      {speech !== null && (
        <label className="demo-check">
          <input
            type="checkbox"
            checked={setup.isGreeting}
            onChange={(event) => onChange({ isGreeting: event.target.checked })}
          />
          <span>The app greets first, by {speech}</span>
        </label>
      )}
      <div className="demo-devices">
        <DeviceSelect kind="microphone" />
        <DeviceSelect kind="speaker" />
      </div>
    </>
  );
}

/** How readily the agent stops for the user's voice. */
function FloorPicker({ floor, onChange }: Pick<Setup, 'floor'> & Pick<SettingsProps, 'onChange'>) {
  return (
    <label>
      <span>When the agent stops for your voice</span>
      <select
        className="repartee-focus"
        value={floor}
        onChange={(event) => onChange({ floor: event.target.value as Setup['floor'] })}
      >
        {Object.entries(FLOORS).map(([key, { label }]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether a conversation is under way. */
function useIsSettled(): boolean {
  return useSessionState(({ status }) => status !== 'idle' && status !== 'closed' && status !== 'failed');
}

type VoicePickerProps = Pick<Setup, 'voice'> & Pick<SettingsProps, 'voices' | 'onChange'>;

/** Who speaks is settled before the start: vendors refuse to change it once the agent has spoken. */
function VoicePicker({ voice, voices, onChange }: VoicePickerProps) {
  const isSettled = useIsSettled();
  return (
    <label>
      <span>{isSettled ? 'Voice (end the conversation to change it)' : 'Voice'}</span>
      <select
        className="repartee-focus"
        value={voice ?? ''}
        disabled={isSettled}
        onChange={(event) => onChange({ voice: event.target.value || null })}
      >
        <option value="">The vendor’s own choice</option>
        {voices.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
