import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { LanguagePicker } from '../LanguagePicker/LanguagePicker.tsx';
import { VoicePicker } from '../VoicePicker/VoicePicker.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { SettingsSheet } from './SettingsSheet.tsx';

const meta: Meta<typeof SettingsSheet> = { title: 'Parts/SettingsSheet', component: SettingsSheet };
export default meta;

const nothing = () => {};
const session = createStaticSession({ volume: 0.7 });
const VOICES = [
  { id: 'ada', name: 'Ada', description: 'Warm and calm', preview: () => Promise.resolve() },
  { id: 'ben', name: 'Ben', description: 'Clear and quick', preview: () => Promise.resolve() },
];
const sections = (
  <>
    <VoicePicker voices={VOICES} voice="ada" onVoiceChange={nothing} />
    <LanguagePicker languages={['en', 'de', 'fr']} language={null} onLanguageChange={nothing} automatic />
    <SettingsSection heading="Privacy">Recordings are kept for 30 days.</SettingsSection>
  </>
);

/** In the flow of the page: the sound alone, and with sections of the app. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'the sound', session, render: <SettingsSheet open modal={false} onOpenChange={nothing} /> },
        {
          name: 'with sections of the app',
          session,
          render: (
            <SettingsSheet open modal={false} onOpenChange={nothing}>
              {sections}
            </SettingsSheet>
          ),
        },
      ]}
    />
  ),
};

function Page() {
  const [isOpen, setOpen] = useState(false);
  return (
    <SessionProvider session={session}>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      <SettingsSheet open={isOpen} onOpenChange={setOpen}>
        {sections}
      </SettingsSheet>
    </SessionProvider>
  );
}

/** Over the page: Escape closes it and returns the focus. */
export const Modal: StoryObj = {
  render: () => <Page />,
  async play({ canvasElement }) {
    const view = within(canvasElement);
    const open = view.getByRole('button', { name: 'Open' });
    await userEvent.click(open);
    const sheet = await view.findByRole('dialog', { name: 'Settings' });
    await expect(sheet.contains(document.activeElement)).toBe(true);
    await userEvent.click(within(sheet).getByRole('button', { name: 'Close the settings' }));
    await waitFor(() => expect(view.queryByRole('dialog')).toBeNull());
    await expect(open).toHaveFocus();
    await userEvent.click(open);
    await view.findByRole('dialog', { name: 'Settings' });
  },
};
