import { act, renderHook } from '@testing-library/react';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { createReplay, readRecording } from '@repartee/core/recording';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';
import { expect, it } from 'vitest';
import { SessionProvider } from './SessionProvider.tsx';
import { useRecorder } from './useRecorder.ts';

const inProvider =
  (session: StaticSession) =>
  ({ children }: { readonly children: ReactNode }) => (
    <StrictMode>
      <SessionProvider session={session}>{children}</SessionProvider>
    </StrictMode>
  );

it('records while the component is mounted, and saves a file that replays', async () => {
  const session = createStaticSession({ status: 'live' });
  const { result, unmount } = renderHook(() => useRecorder(), { wrapper: inProvider(session) });
  const { save } = result.current;
  await save();
  act(() =>
    session.setState({ phase: 'speaking', entries: [createMessageEntry({ id: 'a', text: 'Hello.' })] }),
  );
  act(() => session.emit('phase-changed', { phase: 'speaking', previous: 'listening' }));
  const replay = createReplay(await readRecording(await save()));
  replay.seek(replay.durationMs);
  expect(replay.session.store.getState()).toMatchObject({ status: 'live', phase: 'speaking' });
  expect(replay.session.store.getState().transcript.order).toEqual(['a']);
  expect(replay.turns).toHaveLength(1);
  unmount();
  session.setState({ phase: 'idle' });
  const after = createReplay(await readRecording(await save()));
  after.seek(after.durationMs);
  expect(after.session.store.getState().phase).toBe('speaking');
});
