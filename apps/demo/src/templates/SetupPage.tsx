import { useState } from 'react';
import { useSessionState } from '@repartee/hooks';
import {
  PreCallCheck,
  SettingsSection,
  SettingsSheet,
  VoicePanel,
  VoicePicker,
  VolumeSlider,
} from '@repartee/ui';

export interface SetupPageProps {
  /** The agent's name. */
  readonly name: string;
  /** The vendor's names of its voices. */
  readonly voices: readonly string[];
  /** `null` is the vendor's default. */
  readonly voice: string | null;
  readonly onVoiceChange: (voice: string | null) => void;
}

const inWords = (voice: string) => voice.slice(0, 1).toUpperCase() + voice.slice(1);

/** The preparation of a conversation: permission, sound check, voice and settings. Then the conversation. */
export function SetupPage({ name, voices, voice, onVoiceChange }: SetupPageProps) {
  const isBefore = useSessionState(({ status }) => status === 'idle' || status === 'closed');
  const [isOpen, setOpen] = useState(true);
  if (!isBefore) return <VoicePanel seed={name} />;
  const named = voices.slice(0, 5).map((id) => ({ id, name: inWords(id) }));
  const choices = [{ id: '', name: 'The service’s own' }, ...named];
  return (
    <div className="demo-setup">
      <div className="demo-setup-check">
        <h1>Ready to talk?</h1>
        <p>Check your sound, then begin.</p>
        <PreCallCheck />
        {!isOpen && (
          <button type="button" className="repartee-button" onClick={() => setOpen(true)}>
            Settings
          </button>
        )}
      </div>
      {/* The devices are in the sound check. */}
      <SettingsSheet open={isOpen} modal={false} sound={false} onOpenChange={setOpen}>
        <SettingsSection heading="Volume">
          <VolumeSlider />
        </SettingsSection>
        {named.length > 0 && (
          <SettingsSection>
            <VoicePicker
              voices={choices}
              voice={voice ?? ''}
              onVoiceChange={(id) => onVoiceChange(id || null)}
            />
          </SettingsSection>
        )}
      </SettingsSheet>
    </div>
  );
}
