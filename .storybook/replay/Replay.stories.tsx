import { useState } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fireEvent, userEvent, waitFor, within } from 'storybook/test';
import { createReplay, readRecording } from '../../packages/core/src/recording/index.ts';
import type { Replay } from '../../packages/core/src/recording/index.ts';
import { SessionProvider } from '../../packages/hooks/src/index.ts';
import { ConnectionBanner, SessionStatus, TranscriptRoot, VoiceOrb } from '../../packages/ui/src/index.ts';
import { ReplayPlayer } from './ReplayPlayer.tsx';
import { recordConversation } from '../../packages/inspector/test/recordConversation.ts';
import './replay.css';

const meta: Meta = { title: 'Foundations/Replay', tags: ['!autodocs'] };
export default meta;

const open = async (file: Blob) => {
  const recording = await readRecording(file);
  return { replay: createReplay(recording), problem: recording.problem?.message ?? null };
};

/** The parts of a conversation, driven by a recording in place of a session. */
function ReplayStage({ first }: { readonly first: Replay }) {
  const [replay, setReplay] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: Blob | undefined) => {
    if (!file) return;
    try {
      const opened = await open(file);
      replay.pause();
      setReplay(opened.replay);
      setProblem(opened.problem);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <SessionProvider session={replay.session}>
      <main className="replay">
        <div className="replay-stage">
          <VoiceOrb />
          <SessionStatus />
        </div>
        <ConnectionBanner delayMs={0} />
        <TranscriptRoot className="replay-rows" />
        <ReplayPlayer replay={replay}>
          <label className="replay-file">
            Open a recording
            <input type="file" accept=".repartee" onChange={({ target }) => void take(target.files?.[0])} />
          </label>
          {problem !== null && (
            <p className="replay-problem" role="alert">
              {problem}
            </p>
          )}
        </ReplayPlayer>
      </main>
    </SessionProvider>
  );
}

/** A whole conversation with a tool, an interruption and a new connection. Open a recording of your own to see what happened in it. */
export const Evening: StoryObj = {
  loaders: [async () => ({ replay: (await open(await recordConversation())).replay })],
  render: (_args, { loaded }) => <ReplayStage first={loaded['replay'] as Replay} />,
  async play({ canvasElement, step }) {
    const view = within(canvasElement);
    const rows = () => view.queryAllByRole('listitem').map((row) => row.innerText.replaceAll(/\s+/g, ' '));
    const slider = view.getByRole('slider', { name: 'Position' });

    await step('It plays to the end at ten times the speed', async () => {
      await userEvent.selectOptions(view.getByLabelText('Speed'), '10');
      await userEvent.click(view.getByRole('button', { name: 'Play' }));
      await waitFor(() => expect(rows().at(-1)).toContain('Good evening!'));
      await waitFor(() => expect(view.getByRole('button', { name: 'Play' })).toBeVisible());
    });

    await step('It goes back to the start, and on by single steps', async () => {
      fireEvent.change(slider, { target: { value: '0' } });
      await expect(rows()).toEqual([]);
      await userEvent.click(view.getByRole('button', { name: 'Next step' }));
      await expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/s$/));
      await userEvent.click(view.getByRole('button', { name: 'Play' }));
      await waitFor(() => expect(rows().join()).toContain('Interrupted'));
      await userEvent.click(view.getByRole('button', { name: 'Pause' }));
    });
  },
};
