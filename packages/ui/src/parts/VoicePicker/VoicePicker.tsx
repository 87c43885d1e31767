'use client';

import { useVoicePreview } from './useVoicePreview.ts';
import { VoicePickerView } from './VoicePickerView.tsx';
import type { VoicePickerViewProps } from './VoicePickerView.tsx';

/** The props of `VoicePicker`. */
export type VoicePickerProps = Omit<VoicePickerViewProps, 'playing' | 'failed' | 'onPreview'>;

/**
 * Selects the agent's voice from a list of the app. Each voice with a sample has a button that plays it on the selected speaker; one
 * sample plays at a time.
 *
 * Attributes: `data-voice` (an id), `data-playing` (an id).
 *
 * @example
 * const [voice, setVoice] = useState('ada');
 * return <VoicePicker voices={voices} voice={voice} onVoiceChange={setVoice} />;
 */
export function VoicePicker(props: VoicePickerProps) {
  const { playing, failed, toggle } = useVoicePreview();
  return <VoicePickerView {...props} playing={playing} failed={failed} onPreview={toggle} />;
}
