import { cleanup, render } from '@testing-library/react';
import { flushSync } from 'react-dom';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../styles.css';
import { TranscriptRoot } from './TranscriptRoot.tsx';

afterEach(cleanup);

const message = (n: number) =>
  createMessageEntry({
    id: `m${n}`,
    role: n % 2 ? 'agent' : 'user',
    text: `This is what was said in turn ${n}.${' And some more of it.'.repeat(n % 5)}`,
  });

const frame = () => new Promise(requestAnimationFrame);

async function mount(count: number) {
  const session = createStaticSession({ status: 'live', phase: 'listening' });
  const { transcript } = session.store.getState();
  const entries = Array.from({ length: count }, (_, n) => message(n));
  const archive = entries.reduce((log, entry) => log.with(entry), transcript.archive);
  session.setState({ transcript: { ...transcript, archive, order: entries.map(({ id }) => id) } });
  const view = render(
    <div style={{ display: 'grid', blockSize: '30rem' }}>
      <SessionProvider session={session}>
        <TranscriptRoot />
      </SessionProvider>
    </div>,
  );
  const viewport = view.container.querySelector('[role="region"]') as HTMLElement;
  await vi.waitFor(() => {
    expect(viewport.scrollHeight - viewport.scrollTop - viewport.clientHeight).toBeLessThan(4);
  });
  return { session, viewport };
}

/** Adds a row, and waits until it is in the page and laid out. */
function append(session: StaticSession, viewport: HTMLElement, n: number): void {
  const { transcript } = session.store.getState();
  const entry = { ...message(n), state: 'streaming' as const };
  const order = [...transcript.order, entry.id];
  flushSync(() =>
    session.setState({
      transcript: { ...transcript, order, live: new Map(transcript.live).set(entry.id, entry) },
    }),
  );
  viewport.getBoundingClientRect();
}

async function scroll(viewport: HTMLElement, top: number) {
  viewport.scrollTop = top;
  viewport.dispatchEvent(new Event('scroll'));
  viewport.getBoundingClientRect();
  await frame();
}

async function timeOf(step: () => Promise<void> | void): Promise<number> {
  await frame();
  const start = performance.now();
  await step();
  return performance.now() - start;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function measure(count: number) {
  const { session, viewport } = await mount(count);
  const appends: number[] = [];
  const scrolls: number[] = [];
  for (let n = 0; n < 9; n += 1) {
    appends.push(await timeOf(() => append(session, viewport, count + n)));
  }
  for (let n = 0; n < 15; n += 1) {
    scrolls.push(await timeOf(() => scroll(viewport, viewport.scrollHeight / 2 + n * 400)));
  }
  cleanup();
  expect(viewport.querySelectorAll('li')).toHaveLength(count + appends.length);
  // The quickest append: the others may have waited for another process. A frame may be cut short, so the median of those.
  return { append: Math.min(...appends), scroll: median(scrolls) };
}

describe('ten thousand rows', () => {
  it('cost a new row and a scrolled frame little more than five hundred do', async () => {
    await measure(500);
    const few = await measure(500);
    const many = await measure(10_000);
    expect(many.append / few.append).toBeLessThan(3);
    expect(many.scroll / few.scroll).toBeLessThan(3);
  }, 120_000);
});
