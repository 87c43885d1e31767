import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { LanguagePicker } from './LanguagePicker.tsx';

const meta: Meta<typeof LanguagePicker> = { title: 'Parts/LanguagePicker', component: LanguagePicker };
export default meta;

const session = createStaticSession();
const FEW = ['en', 'de', 'pt-BR', 'ja', 'ar'];
const MANY = [...FEW, 'fr', 'es', 'it', 'nl', 'pl', 'hi', 'zh-Hans', 'ko', 'tr', 'uk'];
const onLanguageChange = () => {};

/** A short list, the choice of the agent, and a long list with a search field. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        {
          name: 'short',
          session,
          render: <LanguagePicker languages={FEW} language="de" onLanguageChange={onLanguageChange} />,
        },
        {
          name: 'left to the agent',
          session,
          render: (
            <LanguagePicker languages={FEW} language={null} onLanguageChange={onLanguageChange} automatic />
          ),
        },
        {
          name: 'long',
          session,
          render: <LanguagePicker languages={MANY} language="ar" onLanguageChange={onLanguageChange} />,
        },
      ]}
    />
  ),
};
