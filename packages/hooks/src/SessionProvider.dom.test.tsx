import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';

import { createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { silenceErrors } from '../test/silence-errors.ts';
import { SessionProvider, useSession, useSessionState } from './index.ts';

function Status() {
  return <output>{useSessionState((state) => state.status)}</output>;
}

describe('SessionProvider', () => {
  it('offers its session to what is below, and the nearest one counts', () => {
    const [outer, inner] = [
      createStaticSession({ status: 'live' }),
      createStaticSession({ status: 'closed' }),
    ];
    const view = renderStrict(
      <>
        <Status />
        <SessionProvider session={inner}>
          <Status />
        </SessionProvider>
      </>,
      outer,
    );
    expect(view.getAllByRole('status').map((element) => element.textContent)).toEqual(['live', 'closed']);
  });

  it('does not own what it offers', () => {
    const session = createStaticSession({ status: 'live' });
    renderStrict(<Status />, session).unmount();
    expect(session.owners).toBe(0);
    expect(session.commands).toEqual([]);
  });

  it('follows a change of its session', () => {
    const ui = (status: 'live' | 'failed') => (
      <SessionProvider session={createStaticSession({ status })}>
        <Status />
      </SessionProvider>
    );
    const { rerender } = renderStrict(ui('live'));
    rerender(ui('failed'));
    expect(screen.getByRole('status').textContent).toBe('failed');
  });
});

describe('useSession', () => {
  it('says what to do outside of a provider', () => {
    const endSilence = silenceErrors();
    const ui: ReactNode = <Status />;
    expect(() => render(ui)).toThrow(expect.objectContaining({ code: 'invalid-state' }));
    expect(() => render(ui)).toThrow('<SessionProvider session={session}>');
    endSilence();
  });

  it('returns the session and does not re-render on what it does', async () => {
    const session = createStaticSession({ status: 'live' });
    const onRender = vi.fn();
    function Reader() {
      onRender();
      expect(useSession()).toBe(session);
      return null;
    }
    renderStrict(<Reader />, session);
    onRender.mockClear();
    session.setState({ status: 'closed', phase: 'speaking', isMuted: true });
    await Promise.resolve();
    expect(onRender).not.toHaveBeenCalled();
  });
});
