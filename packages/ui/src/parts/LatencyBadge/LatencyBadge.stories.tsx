import type { Meta, StoryObj } from '@storybook/react-vite';
import { createStaticSession } from '@repartee/core/testing';
import { expect, within } from 'storybook/test';
import { Sheet } from '../../../test/Sheet.tsx';
import { LatencyBadge } from './LatencyBadge.tsx';

const meta: Meta<typeof LatencyBadge> = { title: 'Parts/LatencyBadge', component: LatencyBadge };
export default meta;

const after = (voiceToVoiceMs: number) =>
  createStaticSession({
    latencies: [
      {
        responseId: 'r',
        voiceToVoiceMs,
        speechEndedAtMs: 0,
        turnEndedAtMs: voiceToVoiceMs * 0.4,
        responseStartedAtMs: voiceToVoiceMs * 0.5,
        firstAudioAtMs: voiceToVoiceMs * 0.9,
        audibleAtMs: voiceToVoiceMs,
      },
    ],
  });

/** Before an answer, quick, fair and slow. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        { name: 'no answer yet', session: createStaticSession() },
        { name: 'quick', session: after(420) },
        { name: 'fair', session: after(1_100) },
        { name: 'slow', session: after(2_400) },
      ]}
    >
      <LatencyBadge />
    </Sheet>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    for (const words of ['No answer yet', /420 ms/, /1\.1 s/, /2\.4 s/]) {
      await expect(view.getByText(words)).toBeVisible();
    }
  },
};
