import { describe, expect, it, vi } from 'vitest';

import type { ReadableStore, SessionState, Transcript } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';

import { subscribeToRow } from './subscribeToRow.ts';

function createConversation() {
  const entries = ['a', 'b', 'c'].map((id) => createMessageEntry({ id, text: id, state: 'streaming' }));
  const session = createStaticSession({ status: 'live', entries });
  const { store } = session;
  const told: string[] = [];
  const stops = ['a', 'b', 'c', 'd'].map((id) => subscribeToRow(store, id, () => void told.push(id)));
  const change = (patch: (transcript: Transcript) => Partial<Transcript>) => {
    told.length = 0;
    const { transcript } = store.getState();
    session.setState({ transcript: { ...transcript, ...patch(transcript) } });
    return told;
  };
  return { session, told, change, stop: () => stops.forEach((stop) => stop()) };
}

const words = (id: string) => createMessageEntry({ id, text: `${id} and more` });

describe('a row', () => {
  it('is told of new words, and no other row is', () => {
    const { change } = createConversation();
    expect(change(({ live }) => ({ live: new Map(live).set('b', words('b')) }))).toEqual(['b']);
  });

  it('is told when it settles', () => {
    const { change } = createConversation();
    const told = change(({ live, archive }) => {
      const rest = new Map(live);
      rest.delete('b');
      return { live: rest, archive: archive.with(words('b')) };
    });
    expect(told).toEqual(['b']);
  });

  it('is told when it comes settled from its beginning', () => {
    const { change } = createConversation();
    const told = change(({ order, archive }) => {
      return { order: [...order, 'd'], archive: archive.with(words('d')) };
    });
    expect(told).toEqual(['d']);
  });

  it('is told when it changes long after it was settled, or goes', () => {
    const { change } = createConversation();
    change(({ archive }) => ({ live: new Map(), archive: archive.with(words('c')) }));
    expect(change(({ archive }) => ({ archive: archive.with(words('c')) }))).toContain('c');
    expect(change(({ order }) => ({ order: order.filter((id) => id !== 'c') }))).toContain('c');
  });

  it('is told when it is heard and when it falls silent', () => {
    const { session, told } = createConversation();
    session.setState({ speakingItemId: 'a' });
    expect(told).toEqual(['a']);
    session.setState({ speakingItemId: 'b' });
    expect(told).toEqual(['a', 'a', 'b']);
  });

  it('is not told of anything else', () => {
    const { session, told } = createConversation();
    session.setState({ phase: 'thinking', isMuted: true });
    expect(told).toEqual([]);
  });
});

describe('all rows of a session', () => {
  it('share one subscription, which ends with the last of them', () => {
    const { store } = createStaticSession();
    let open = 0;
    const subscribe = vi.fn<ReadableStore<SessionState>['subscribe']>((listener) => {
      open += 1;
      const unsubscribe = store.subscribe(listener);
      return () => {
        open -= 1;
        unsubscribe();
      };
    });
    const counted = { ...store, subscribe };
    const stops = ['a', 'a', 'b'].map((id) => subscribeToRow(counted, id, () => {}));
    expect(open).toBe(1);
    // An effect may be cleaned up twice.
    for (const stop of [...stops, ...stops]) stop();
    expect(open).toBe(0);
    const again = subscribeToRow(counted, 'a', () => {});
    for (const stop of stops) stop();
    expect(open).toBe(1);
    again();
    expect(open).toBe(0);
  });
});
