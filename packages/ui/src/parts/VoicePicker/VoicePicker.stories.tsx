import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { VoicePicker } from './VoicePicker.tsx';
import { VoicePickerView } from './VoicePickerView.tsx';

const meta: Meta<typeof VoicePicker> = { title: 'Parts/VoicePicker', component: VoicePicker };
export default meta;

const session = createStaticSession();
const wait = ({ signal }: { signal: AbortSignal }) =>
  new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
const VOICES = [
  { id: 'ada', name: 'Ada', description: 'Warm and calm', preview: wait },
  { id: 'ben', name: 'Ben', description: 'Clear, and a little faster than the others', preview: wait },
  { id: 'noor', name: 'نور', description: 'هادئة', preview: wait },
  { id: 'kim', name: 'Kim', description: 'Without a sample' },
];
const view = { voices: VOICES, voice: 'ada', onVoiceChange: () => {}, onPreview: () => {} };

/** A selected voice, a sample that plays, one that failed, and a list without samples. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'selected', session, render: <VoicePickerView {...view} /> },
        { name: 'a sample plays', session, render: <VoicePickerView {...view} playing="ben" /> },
        { name: 'a sample failed', session, render: <VoicePickerView {...view} failed="ben" /> },
        {
          name: 'without samples, nothing selected',
          session,
          render: (
            <VoicePickerView
              voices={[
                { id: 'a', name: 'Ada' },
                { id: 'b', name: 'Ben' },
              ]}
              voice={null}
              onVoiceChange={() => {}}
            />
          ),
        },
      ]}
    />
  ),
};
