import { Profiler, useCallback } from 'react';
import { act } from '@testing-library/react';
import type { ItemId, MessageEntry } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../../test/conformance.tsx';
import { Transcript } from './Transcript.ts';

const history = Array.from({ length: 200 }, (_, n) => createMessageEntry({ id: `m${n}`, text: `Row ${n}` }));

/** Shows a long conversation and lists the rows that React renders, in order. */
function watch(session: StaticSession) {
  const rendered: ItemId[] = [];
  function Watched() {
    const row = useCallback(
      (id: ItemId) => (
        <Profiler id={id} onRender={(profiled) => void rendered.push(profiled)}>
          <Transcript.Item id={id} />
        </Profiler>
      ),
      [],
    );
    return <Transcript.Root>{row}</Transcript.Root>;
  }
  renderPart(<Watched />, session);
  rendered.length = 0;
  return rendered;
}

describe('rendering a transcript', () => {
  it('renders one row for a delta, whatever the length of the conversation', () => {
    const session = createStaticSession({ status: 'live', entries: history });
    const rendered = watch(session);
    for (const word of ['and', 'and more', 'and more still']) {
      const { transcript } = session.store.getState();
      const last: MessageEntry = createMessageEntry({
        id: 'm199',
        text: `Row 199 ${word}`,
        state: 'streaming',
      });
      const now = new Map(transcript.live).set('m199', last);
      act(() => session.setState({ transcript: { ...transcript, live: now } }));
      expect([...document.querySelectorAll('li')].at(-1)?.textContent).toContain(word);
    }
    expect(rendered).toEqual(['m199', 'm199', 'm199']);
  });

  it('renders nothing when status and phase change', () => {
    const session = createStaticSession({ status: 'live', phase: 'listening', entries: history });
    const rendered = watch(session);
    act(() => session.setState({ phase: 'thinking', microphone: 'on' }));
    expect(rendered).toEqual([]);
  });

  it('renders two rows when another one becomes audible', () => {
    const session = createStaticSession({ status: 'live', speakingItemId: 'm3', entries: history });
    const rendered = watch(session);
    act(() => session.setState({ speakingItemId: 'm4' }));
    expect(rendered.toSorted()).toEqual(['m3', 'm4']);
  });

  it('renders at most one block of rows for a new entry', () => {
    const session = createStaticSession({ status: 'live', entries: history });
    const rendered = watch(session);
    act(() => session.setState({ entries: [...history, createMessageEntry({ id: 'new', text: 'New' })] }));
    expect(rendered).toContain('new');
    expect(rendered.length).toBeLessThanOrEqual(50);
  });
});
