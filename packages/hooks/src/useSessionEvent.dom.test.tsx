import { expect, it, vi } from 'vitest';

import { createMessageEntry, createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { useSessionEvent } from './index.ts';

const entry = createMessageEntry({ id: 'a', text: 'Good evening.' });

function Listener({ onEntry }: { readonly onEntry: (text: string) => void }) {
  useSessionEvent('entry-added', (added) => onEntry(added.id));
  return null;
}

it('hears each event once, StrictMode or not, and nothing after unmounting', () => {
  const session = createStaticSession();
  const onEntry = vi.fn();
  const { unmount } = renderStrict(<Listener onEntry={onEntry} />, session);
  session.emit('entry-added', entry);
  expect(onEntry).toHaveBeenCalledExactlyOnceWith('a');
  unmount();
  session.emit('entry-added', entry);
  expect(onEntry).toHaveBeenCalledOnce();
});

it('calls the latest listener and does not subscribe anew for it', () => {
  const session = createStaticSession();
  const on = vi.fn(session.on);
  const [first, second] = [vi.fn(), vi.fn()];
  const { rerender } = renderStrict(<Listener onEntry={first} />, {
    ...session,
    on: on as typeof session.on,
  });
  const subscriptions = on.mock.calls.length;
  rerender(<Listener onEntry={second} />);
  session.emit('entry-added', entry);
  expect(on).toHaveBeenCalledTimes(subscriptions);
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
});
