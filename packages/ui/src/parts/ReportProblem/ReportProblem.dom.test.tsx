import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { Recorder } from '@repartee/core/recording';
import type { UseRecorderOptions } from '@repartee/hooks';
import { createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { describeConformance, renderPart } from '../../../test/conformance.tsx';
import { ReportProblem } from './ReportProblem.tsx';

// The recorder needs streams that jsdom lacks; the story records a session in a browser.
const recorder = vi.hoisted(() => ({
  options: [] as UseRecorderOptions[],
  saved: [] as unknown[],
  save(how: unknown) {
    recorder.saved.push(how);
    return Promise.resolve(new Blob(['a recording']));
  },
}));
vi.mock('@repartee/hooks', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  useRecorder(options: UseRecorderOptions) {
    recorder.options.push(options);
    return { save: recorder.save };
  },
}));

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const status = () => screen.getByRole('status').textContent;

describe('ReportProblem', () => {
  it('says what the report holds, and gives the recording to the app once the user agrees', async () => {
    const session = createStaticSession({ status: 'live' });
    const onReport = vi.fn((_file: Blob) => {});
    renderPart(<ReportProblem onReport={onReport} />, session);
    fireEvent.click(button('Report a problem'));
    expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
      'What happened in the last few minutes of this conversation, and when',
      'What you and the agent said, as text',
      'The messages between this page and the voice service, without passwords and keys',
    ]);
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(onReport).not.toHaveBeenCalled();
    fireEvent.click(button('Send'));
    await waitFor(() => expect(status()).toBe('Thank you. The report has been sent.'));
    const [[file] = []] = onReport.mock.calls;
    expect(await (file as Blob).text()).toBe('a recording');
    expect(document.activeElement).toBe(button('Report a problem'));
  });

  it('lets the user try again after a failure, and give up', async () => {
    const onReport = vi.fn(() => Promise.reject(new Error('offline')));
    renderPart(<ReportProblem onReport={onReport} />, createStaticSession());
    fireEvent.click(button('Report a problem'));
    fireEvent.click(button('Send'));
    await waitFor(() => expect(status()).toBe('That did not work. Please try again.'));
    fireEvent.click(button('Send'));
    await waitFor(() => expect(onReport).toHaveBeenCalledTimes(2));
    await waitFor(() => expect(button('Cancel').disabled).toBe(false));
    fireEvent.click(button('Cancel'));
    expect(document.activeElement).toBe(button('Report a problem'));
    expect(status()).toBe('');
  });

  it('says that the words are left out, and saves a file where the app takes none', async () => {
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:a', revokeObjectURL: () => {} }));
    renderPart(<ReportProblem words="mask" filename="talk.repartee" />, createStaticSession());
    fireEvent.click(button('Report a problem'));
    expect(screen.getByText('How much you and the agent said, but not the words')).toBeTruthy();
    fireEvent.click(button('Save the file'));
    await waitFor(() => expect(status()).toBe('The file has been saved.'));
    expect(saved).toEqual(['talk.repartee']);
    expect(recorder.options.at(-1)).toMatchObject({ words: 'mask' });
  });

  it('asks whether the sound may go with it, where sound is recorded', async () => {
    const onReport = vi.fn();
    const { unmount } = renderPart(<ReportProblem audio="both" onReport={onReport} />, createStaticSession());
    expect(recorder.options.at(-1)).toMatchObject({ audio: 'both' });
    fireEvent.click(button('Report a problem'));
    const box = screen.getByRole<HTMLInputElement>('checkbox', {
      name: 'Include the sound of the conversation',
    });
    expect(box.checked).toBe(true);
    fireEvent.click(box);
    fireEvent.click(button('Send'));
    await waitFor(() => expect(onReport).toHaveBeenCalledOnce());
    expect(recorder.saved.at(-1)).toEqual({ audio: 'drop' });
    unmount();
    renderPart(<ReportProblem audio="both" words="mask" />, createStaticSession());
    fireEvent.click(button('Report a problem'));
    expect(screen.queryByRole('checkbox')).toBeNull();
  });

  it('says what a recorder of the app records, whatever the props say, and saves from it', async () => {
    const running: Recorder = {
      durationMs: 0,
      words: 'mask',
      audio: 'none',
      save: () => Promise.resolve(new Blob()),
      follow: () => () => {},
      stop() {},
    };
    const session = createStaticSession();
    const { unmount } = renderPart(<ReportProblem recorder={running} words="keep" audio="both" />, session);
    expect(recorder.options.at(-1)).toMatchObject({ recorder: running });
    fireEvent.click(button('Report a problem'));
    expect(screen.getByText('How much you and the agent said, but not the words')).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
    unmount();
    const onReport = vi.fn();
    const { unmount: leave } = renderPart(<ReportProblem recorder={null} onReport={onReport} />, session);
    fireEvent.click(button('Report a problem'));
    expect(button('Send').disabled).toBe(true);
    leave();
    renderPart(
      <ReportProblem recorder={{ ...running, words: 'keep', audio: 'both' }} onReport={onReport} />,
      session,
    );
    fireEvent.click(button('Report a problem'));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Include the sound of the conversation' }));
    fireEvent.click(button('Send'));
    await waitFor(() => expect(onReport).toHaveBeenCalledOnce());
    expect(recorder.saved.at(-1)).toEqual({ audio: 'drop' });
  });
});

describeConformance('ReportProblem', {
  Part: ReportProblem as unknown as ComponentType<Record<string, unknown>>,
  createSession: () => createStaticSession(),
  selector: '.repartee-report',
  state: { field: 'stage', value: 'closed', attribute: 'data-stage' },
});
