import { useSession, useSessionState } from '@repartee/hooks';
import { DeviceSelect } from '@repartee/ui';
import { InputModeSwitch } from './InputModeSwitch.tsx';
import { DETECTIONS, INTERRUPTIONS } from './setup.ts';
import type { Setup } from './setup.ts';
import { Volume } from './Volume.tsx';

const NEXT = ' (applied to the next conversation)';

interface SettingsProps {
  readonly setup: Setup;
  readonly onChange: (patch: Partial<Setup>) => void;
  readonly voices: readonly string[];
  readonly isVoice: boolean;
  /** The name of the voice of the app's greeting; `null` where there is none. */
  readonly speech: string | null;
}

/**
 * Instructions, voice, turn detection, interruption and devices. A change is applied at once where the vendor can, else with
 * the next conversation. Choices that the vendor does not support are not offered.
 */
export function Settings({ setup, onChange, voices, isVoice, speech }: SettingsProps) {
  const { updatable, turnDetection } = useSession().capabilities;
  const isOpen = useIsOpen();
  const detections = Object.entries(DETECTIONS).filter(
    ([key, { value }]) =>
      (turnDetection as readonly string[]).includes(value.mode) &&
      (key === 'server' || updatable.includes('turnDetection')),
  );
  return (
    <div className="demo-settings">
      {isVoice && (
        <InputModeSwitch mode={setup.inputMode} onChange={(inputMode) => onChange({ inputMode })} />
      )}
      {isVoice && <Volume />}
      <label>
        <span>Instructions{isOpen && !updatable.includes('instructions') && NEXT}</span>
        <textarea
          className="repartee-focus"
          rows={3}
          defaultValue={setup.instructions}
          onBlur={(event) => onChange({ instructions: event.target.value })}
        />
      </label>
      {isVoice && <VoicePicker voice={setup.voice} onChange={onChange} voices={voices} />}
      {isVoice && (
        <label>
          <span>End of your turn</span>
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
      {isVoice && <VoiceSettings setup={setup} onChange={onChange} speech={speech} />}
    </div>
  );
}

/** The settings of spoken conversations. */
function VoiceSettings({ setup, onChange, speech }: Pick<SettingsProps, 'setup' | 'onChange' | 'speech'>) {
  const isOpen = useIsOpen();
  return (
    <>
      <InterruptionPicker interruption={setup.interruption} onChange={onChange} />
      {setup.interruption !== 'vendor' && (
        <label className="demo-check">
          <input
            type="checkbox"
            checked={setup.isNeural}
            onChange={(event) => onChange({ isNeural: event.target.checked })}
          />
          <span>Neural speech detector{isOpen && NEXT}</span>
        </label>
      )}
      {speech !== null && (
        <label className="demo-check">
          <input
            type="checkbox"
            checked={setup.hasGreeting}
            onChange={(event) => onChange({ hasGreeting: event.target.checked })}
          />
          <span>Greeting by the app, spoken by {speech}</span>
        </label>
      )}
      <div className="demo-devices">
        <DeviceSelect kind="microphone" />
        <DeviceSelect kind="speaker" />
      </div>
    </>
  );
}

/** A choice of how easily the user's voice interrupts the agent. */
function InterruptionPicker({
  interruption,
  onChange,
}: Pick<Setup, 'interruption'> & Pick<SettingsProps, 'onChange'>) {
  return (
    <label>
      <span>Interruption by your voice</span>
      <select
        className="repartee-focus"
        value={interruption}
        onChange={(event) => onChange({ interruption: event.target.value as Setup['interruption'] })}
      >
        {Object.entries(INTERRUPTIONS).map(([key, { label }]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether a conversation is open. */
function useIsOpen(): boolean {
  return useSessionState(({ status }) => status !== 'idle' && status !== 'closed' && status !== 'failed');
}

type VoicePickerProps = Pick<Setup, 'voice'> & Pick<SettingsProps, 'voices' | 'onChange'>;

/** A change during a conversation is applied with the next one: vendors keep the voice once the agent has spoken. */
function VoicePicker({ voice, voices, onChange }: VoicePickerProps) {
  const isOpen = useIsOpen();
  return (
    <label>
      <span>Voice{isOpen && NEXT}</span>
      <select
        className="repartee-focus"
        value={voice ?? ''}
        onChange={(event) => onChange({ voice: event.target.value || null })}
      >
        <option value="">Vendor default</option>
        {voices.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
