import { act, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import type { MessageEntry } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';

import { createRenderCounts } from '../test/count-renders.tsx';
import { renderStrict } from '../test/render-strict.tsx';
import { useTranscript, useTranscriptItem } from './index.ts';
import type { TranscriptView } from './index.ts';

/** Adds words as the session does: one live entry is replaced, the order stays what it was. */
function say(session: StaticSession, id: string, words: string): void {
  const { transcript } = session.store.getState();
  const entry = transcript.live.get(id) as MessageEntry;
  const live = new Map(transcript.live).set(id, { ...entry, text: entry.text + words });
  session.setState({ transcript: { ...transcript, live } });
}

function createConversation() {
  const entries = ['a', 'b', 'c'].map((id) => createMessageEntry({ id, text: id }));
  return createStaticSession({ status: 'live', entries });
}

const counts = createRenderCounts();
const { Counted } = counts;

function Row({ id }: { readonly id: string }) {
  const entry = useTranscriptItem(id);
  return <li>{entry?.kind === 'message' ? entry.text : 'gone'}</li>;
}

function Rows() {
  const { ids } = useTranscript();
  return ids.map((id) => (
    <Counted key={id} name={id}>
      <Row id={id} />
    </Counted>
  ));
}

function texts(): readonly (string | null)[] {
  return screen.getAllByRole('listitem').map((item) => item.textContent);
}

describe('useTranscript with useTranscriptItem', () => {
  it('re-renders one row for new words, and neither the list nor its other rows', () => {
    const session = createConversation();
    const onListRender = vi.fn();
    function List() {
      onListRender();
      return <Rows />;
    }
    renderStrict(<List />, session);
    counts.reset();
    onListRender.mockClear();
    act(() => say(session, 'b', ' and more'));
    act(() => say(session, 'b', ' and more'));
    expect(texts()).toEqual(['a', 'b and more and more', 'c']);
    expect([counts.of('a'), counts.of('b'), counts.of('c')]).toEqual([0, 2, 0]);
    expect(onListRender).not.toHaveBeenCalled();
  });

  it('renders nothing on what is no part of the transcript', () => {
    const session = createConversation();
    renderStrict(<Rows />, session);
    counts.reset();
    act(() => session.setState({ phase: 'speaking', isMuted: true, volume: 0.5, latencies: [] }));
    expect([counts.of('a'), counts.of('b'), counts.of('c')]).toEqual([0, 0, 0]);
  });

  it('shows a new entry last, and forgets a removed one', () => {
    const session = createConversation();
    renderStrict(<Rows />, session);
    const [a, b] = ['a', 'b'].map((id) => createMessageEntry({ id, text: id })) as [
      MessageEntry,
      MessageEntry,
    ];
    act(() => session.setState({ entries: [a, b, createMessageEntry({ id: 'd', text: 'd' })] }));
    expect(texts()).toEqual(['a', 'b', 'd']);
  });

  it('gives null for an id that the transcript does not have', () => {
    renderStrict(<Row id="constructor" />, createConversation());
    expect(texts()).toEqual(['gone']);
  });
});

describe('useTranscript', () => {
  it('reads without following, by functions that keep their identity', () => {
    const session = createStaticSession({ status: 'live' });
    const views: TranscriptView[] = [];
    function Reader() {
      views.push(useTranscript());
      return null;
    }
    renderStrict(<Reader />, session);
    expect(views.at(-1)).toMatchObject({ ids: [], isEmpty: true });
    const first = views.at(-1);
    act(() => session.setState({ entries: [createMessageEntry({ id: 'a', text: 'Good' })] }));
    const view = views.at(-1);
    expect(view?.getEntry).toBe(first?.getEntry);
    expect(view).toMatchObject({ ids: ['a'], isEmpty: false });
    const renders = views.length;
    act(() => say(session, 'a', ' evening'));
    expect(views.length).toBe(renders);
    expect(view?.getEntry('a')).toMatchObject({ text: 'Good evening' });
    expect(view?.listEntries()).toMatchObject([{ text: 'Good evening' }]);
    expect(view?.getEntry('b')).toBeNull();
  });
});
