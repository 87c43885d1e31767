import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import type { RealtimeErrorCode } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { englishLabels } from '../../labels/englishLabels.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import { reloadPage } from '../../internal/reloadPage.ts';

vi.mock('../../internal/reloadPage.ts', () => ({ reloadPage: vi.fn<() => void>() }));

const failed = (code: RealtimeErrorCode) =>
  createStaticSession({ status: 'failed', error: new RealtimeError(code, 'Raw words for developers.') });

const SHOWN = (Object.keys(englishLabels.errors) as RealtimeErrorCode[]).filter(
  (code) => code !== 'aborted' && code !== 'playback-blocked',
);

describe('ErrorNotice', () => {
  it.each(SHOWN)('says in plain language what happened and what to do: %s', (code) => {
    renderPart(<ErrorNotice />, failed(code));
    const { title, advice } = englishLabels.errors[code];
    const text = screen.getByRole('alert').textContent;
    expect(text).toContain(title);
    expect(text).toContain(advice);
    expect(text).not.toContain('Raw words');
  });

  it('has words for a code of a newer server', () => {
    renderPart(<ErrorNotice />, failed('a-code-to-come' as RealtimeErrorCode));
    const { title } = englishLabels.errors['vendor-failed'];
    expect(screen.getByRole('alert').textContent).toContain(title);
  });

  it.each(['aborted', 'playback-blocked'] as const)('is silent about %s', (code) => {
    renderPart(<ErrorNotice />, failed(code));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('offers to try again only if that may succeed', async () => {
    const session = failed('connection-lost');
    const { unmount } = renderPart(<ErrorNotice />, session);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(session.commands.map((entry) => entry.name)).toEqual(['connect']);
    unmount();
    renderPart(<ErrorNotice />, failed('insecure-context'));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each(['internal-error', 'module-failed', 'worklet-failed'] as const)(
    'reloads the page where only that helps: %s',
    async (code) => {
      const session = failed(code);
      const reload = vi.fn<() => void>();
      renderPart(<ErrorNotice onReload={reload} />, session);
      expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
      await userEvent.click(screen.getByRole('button', { name: 'Reload the page' }));
      expect([reload.mock.calls.length, session.commands]).toEqual([1, []]);
    },
  );

  it('reloads the page by itself where the app gives no function for it', async () => {
    renderPart(<ErrorNotice />, failed('module-failed'));
    await userEvent.click(screen.getByRole('button', { name: 'Reload the page' }));
    expect(reloadPage).toHaveBeenCalledTimes(1);
  });

  it('does not offer to reload the page in the middle of a conversation', () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<ErrorNotice />, session);
    act(() => session.emit('error', new RealtimeError('module-failed', 'Gone.')));
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Dismiss']);
  });

  it('leaves the errors that end a conversation to the banner, if the app says so', () => {
    const session = failed('connection-lost');
    renderPart(<ErrorNotice errors="passing" />, session);
    expect(screen.queryByRole('alert')).toBeNull();
    act(() => session.emit('error', new RealtimeError('send-backlog', 'Slow.')));
    expect(screen.getByRole('alert').textContent).toContain('too slow');
  });

  it('shows an error during the conversation until it is dismissed or a new conversation starts', async () => {
    const session = createStaticSession({ status: 'live' });
    renderPart(<ErrorNotice />, session);
    const fail = () => act(() => session.emit('error', new RealtimeError('send-backlog', 'Slow.')));
    fail();
    expect(screen.getByRole('alert').textContent).toContain('too slow');
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
    fail();
    act(() => session.emit('status-changed', { status: 'connecting', previous: 'closed', endReason: null }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
