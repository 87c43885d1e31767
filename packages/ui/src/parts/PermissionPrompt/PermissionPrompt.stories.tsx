import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { PermissionPrompt } from './PermissionPrompt.tsx';
import { PermissionPromptView } from './PermissionPromptView.tsx';

const meta: Meta<typeof PermissionPrompt> = { title: 'Parts/PermissionPrompt', component: PermissionPrompt };
export default meta;

const session = createStaticSession();
const STEPS = ['ask', 'asking', 'dismissed', 'denied', 'blocked', 'missing', 'busy', 'insecure'] as const;

/** Before, while and after the browser asks, with the words of Chromium; and a refusal in Firefox. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        ...STEPS.map((step) => ({
          name: step,
          session,
          render: <PermissionPromptView step={step} browser="chromium" onRequest={() => {}} />,
        })),
        {
          name: 'denied, in Firefox',
          session,
          render: <PermissionPromptView step="denied" browser="firefox" onRequest={() => {}} />,
        },
      ]}
    />
  ),
};
