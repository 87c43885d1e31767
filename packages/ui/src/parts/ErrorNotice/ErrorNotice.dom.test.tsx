import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { RealtimeError } from '@repartee/core';
import type { RealtimeErrorCode } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { englishLabels } from '../../labels/englishLabels.ts';
import { ErrorNotice } from './ErrorNotice.tsx';

const failed = (code: RealtimeErrorCode) =>
  createStaticSession({ status: 'failed', error: new RealtimeError(code, 'Raw words for developers.') });

const TOLD = (Object.keys(englishLabels.errors) as RealtimeErrorCode[]).filter(
  (code) => code !== 'aborted' && code !== 'playback-blocked',
);

describe('ErrorNotice', () => {
  it.each(TOLD)('says in plain words what happened and what to do: %s', (code) => {
    renderPart(<ErrorNotice />, failed(code));
    const { title, advice } = englishLabels.errors[code];
    const text = screen.getByRole('alert').textContent;
    expect(text).toContain(title);
    expect(text).toContain(advice);
    expect(text).not.toContain('Raw words');
  });

  it.each(['aborted', 'playback-blocked'] as const)('is silent about %s', (code) => {
    renderPart(<ErrorNotice />, failed(code));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('tries again what may succeed, and does not offer what cannot', async () => {
    const session = failed('connection-lost');
    const { unmount } = renderPart(<ErrorNotice />, session);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(session.commands.map((entry) => entry.name)).toEqual(['connect']);
    unmount();
    renderPart(<ErrorNotice />, failed('insecure-context'));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('tells what goes wrong in the middle until it is dismissed or a new conversation begins', async () => {
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
