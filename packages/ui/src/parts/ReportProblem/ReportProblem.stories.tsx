import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { createRecorder, createReplay, readRecording } from '@repartee/core/recording';
import type { Recorder } from '@repartee/core/recording';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { Sheet } from '../../../test/Sheet.tsx';
import { ReportProblem } from './ReportProblem.tsx';

const meta: Meta<typeof ReportProblem> = { title: 'Parts/ReportProblem', component: ReportProblem };
export default meta;

const reports: Blob[] = [];

const session = createStaticSession({ status: 'live' });

/** Opens the question, as a click does. */
function Opened({ children }: { readonly children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.querySelector('button')?.click(), []);
  return <div ref={element}>{children}</div>;
}

/** Closed, with sound that the user can leave out, and as a file without words. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      isWide
      states={[
        { name: 'closed', session, render: <ReportProblem /> },
        {
          name: 'to the app, with sound',
          session,
          render: (
            <Opened>
              <ReportProblem audio="both" onReport={() => {}} />
            </Opened>
          ),
        },
        {
          name: 'as a file, without words',
          session,
          render: (
            <Opened>
              <ReportProblem words="mask" />
            </Opened>
          ),
        },
      ]}
    />
  ),
};

/** The app records already: the report is written by its recorder, without a second one. */
export const WithARecorder: StoryObj = {
  loaders: [() => ({ recorder: createRecorder(session, { words: 'mask' }) })],
  render: (_args, { loaded }) => (
    <SessionProvider session={session}>
      <ReportProblem recorder={loaded['recorder'] as Recorder} onReport={(file) => void reports.push(file)} />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    reports.length = 0;
    await userEvent.click(view.getByRole('button', { name: 'Report a problem' }));
    await expect(view.getByText('How much you and the agent said, but not the words')).toBeVisible();
    await userEvent.click(view.getByRole('button', { name: 'Send' }));
    await view.findByText('Thank you. The report has been sent.');
    const [file = new Blob()] = reports;
    await expect((await readRecording(file)).manifest.words).toBe('mask');
  },
};

/** The user agrees, and the app gets a recording of the conversation. */
export const Report: StoryObj = {
  render: () => (
    <SessionProvider session={session}>
      <ReportProblem onReport={(file) => void reports.push(file)} />
    </SessionProvider>
  ),
  async play({ canvasElement }) {
    const view = within(canvasElement);
    reports.length = 0;
    await userEvent.click(view.getByRole('button', { name: 'Report a problem' }));
    await userEvent.click(view.getByRole('button', { name: 'Send' }));
    await view.findByText('Thank you. The report has been sent.');
    const [file = new Blob()] = reports;
    const replay = createReplay(await readRecording(file));
    replay.seek(replay.durationMs);
    await expect(replay.session.store.getState().status).toBe('live');
  },
};
