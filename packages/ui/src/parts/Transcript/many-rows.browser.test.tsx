import { Profiler } from 'react';
import { cleanup, render } from '@testing-library/react';
import type { MessageEntry } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { afterEach, expect, it, vi } from 'vitest';
import '../../styles.css';
import { Transcript } from './Transcript.ts';

const message = (n: number, more: Partial<MessageEntry> = {}) =>
  createMessageEntry({
    id: `m${n}`,
    role: n % 2 ? 'agent' : 'user',
    text: `This is what was said in turn ${n}.${' And some more of it.'.repeat(n % 5)}`,
    ...more,
  });

afterEach(cleanup);

/** Adds words to the newest row, and waits for the next frame. */
async function stream(session: StaticSession, id: string, text: string) {
  const { transcript } = session.store.getState();
  const entry = message(0, { id, role: 'agent', state: 'streaming', text });
  session.setState({ transcript: { ...transcript, live: new Map(transcript.live).set(id, entry) } });
  await new Promise(requestAnimationFrame);
}

async function mount(count: number) {
  const session = createStaticSession({
    status: 'live',
    phase: 'listening',
    entries: Array.from({ length: count }, (_, n) => message(n)),
  });
  const commits: string[] = [];
  const view = render(
    <div style={{ display: 'grid', blockSize: '30rem' }}>
      <SessionProvider session={session}>
        <Profiler id="transcript" onRender={(_id, phase) => void commits.push(phase)}>
          <Transcript.Root />
        </Profiler>
      </SessionProvider>
    </div>,
  );
  const viewport = view.container.querySelector('[role="region"]') as HTMLElement;
  await vi.waitFor(() => expect(distanceOf(viewport)).toBeLessThan(4));
  return { session, commits, viewport, newest: `m${count - 1}`, ...view };
}

const distanceOf = (box: HTMLElement) => box.scrollHeight - box.scrollTop - box.clientHeight;

it('two thousand rows are all there, and only those in sight are laid out', async () => {
  const { viewport } = await mount(2_000);
  const rows = [...viewport.querySelectorAll('li')];
  expect(rows).toHaveLength(2_000);
  const drawn = rows.filter((row) => row.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }));
  expect(drawn).toContain(rows.at(-1));
  expect(drawn.length).toBeLessThan(100);
});

it('the browser’s search finds a row out of sight, and the row can be scrolled to', async () => {
  const { viewport } = await mount(2_000);
  const row = viewport.querySelector('li:nth-child(9)') as Element;
  expect(row.getBoundingClientRect().bottom).toBeLessThan(0);
  // Not in TypeScript's types: it does what the search of the browser does.
  const { find } = window as unknown as { readonly find: (text: string) => boolean };
  getSelection()?.removeAllRanges();
  expect(find.call(window, 'said in turn 8.')).toBe(true);
  expect(row.contains(getSelection()?.anchorNode ?? null)).toBe(true);
  row.scrollIntoView();
  const { top } = viewport.getBoundingClientRect();
  await vi.waitFor(() => expect(Math.abs(row.getBoundingClientRect().top - top)).toBeLessThan(4));
});

it('a growing row under two thousand others is one commit for each change, and stays in sight', async () => {
  const { session, commits, viewport, newest } = await mount(2_000);
  commits.length = 0;
  for (let words = 1; words <= 60; words += 1) {
    await stream(session, newest, 'Once upon a time. '.repeat(words));
  }
  expect(commits).toHaveLength(60);
  await vi.waitFor(() => expect(distanceOf(viewport)).toBeLessThan(4));
  expect(viewport.lastElementChild?.textContent).toContain('Once upon a time. Once upon');
});

/** The place of a row once it no longer moves: rows that come into sight are laid out over some frames. */
async function placeOf(row: Element): Promise<number> {
  let place = Number.NaN;
  await vi.waitUntil(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const before = place;
    place = row.getBoundingClientRect().top;
    return place === before;
  });
  return place;
}

it('new rows do not move the rows in sight after the user has scrolled up', async () => {
  const { session, viewport, container } = await mount(2_000);
  viewport.scrollTop = 20_000;
  await vi.waitFor(() => expect(container.querySelector('.repartee-transcript-jump')).not.toBeNull());
  const { top } = viewport.getBoundingClientRect();
  await placeOf(viewport.querySelector('ol:last-child > li:last-child') as Element);
  const row = [...viewport.querySelectorAll('li')].find(
    (each) => each.getBoundingClientRect().top > top + 20,
  ) as Element;
  const before = await placeOf(row);
  const entries = Array.from({ length: 2_020 }, (_, n) => message(n));
  session.setState({ entries });
  await vi.waitFor(() => expect(viewport.querySelectorAll('li')).toHaveLength(2_020));
  await vi.waitFor(() =>
    expect(container.querySelector('.repartee-transcript-jump small')?.textContent).toBe('20 new'),
  );
  expect(Math.abs((await placeOf(row)) - before)).toBeLessThan(2);
});
