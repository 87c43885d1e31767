import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { StaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { TranscriptRoot } from '@repartee/ui';
// oxlint-disable-next-line import/no-unassigned-import
import '@repartee/ui/styles.css';
import { median } from '../page/measure.ts';
import { nextFrame, timeOfFrame } from './figure.ts';
import type { Figure, Size } from './figure.ts';

/** Rows of the transcript that is measured, and of the one that it is compared with. */
const ROWS: Readonly<Record<Size, { readonly few: number; readonly many: number; readonly turns: number }>> =
  {
    full: { few: 500, many: 10_000, turns: 31 },
    trial: { few: 20, many: 100, turns: 3 },
  };

const message = (n: number) =>
  createMessageEntry({
    id: `m${n}`,
    role: n % 2 ? 'agent' : 'user',
    text: `This is what was said in turn ${n}.${' And some more of it.'.repeat(n % 5)}`,
  });

function append(session: StaticSession, n: number): void {
  const { transcript } = session.store.getState();
  const entry = { ...message(n), state: 'streaming' as const };
  const order = [...transcript.order, entry.id];
  const live = new Map(transcript.live).set(entry.id, entry);
  flushSync(() => session.setState({ transcript: { ...transcript, order, live } }));
}

async function measure(count: number, turns: number) {
  const session = createStaticSession({ status: 'live', phase: 'listening' });
  const { transcript } = session.store.getState();
  const entries = Array.from({ length: count }, (_, n) => message(n));
  const archive = entries.reduce((log, entry) => log.with(entry), transcript.archive);
  session.setState({ transcript: { ...transcript, archive, order: entries.map(({ id }) => id) } });
  const element = document.createElement('div');
  element.style.cssText = 'display: grid; block-size: 30rem';
  document.body.append(element);
  const root = createRoot(element);
  flushSync(() =>
    root.render(
      <SessionProvider session={session}>
        <TranscriptRoot />
      </SessionProvider>,
    ),
  );
  for (let turn = 0; turn < 20; turn += 1) await nextFrame();
  const appends: number[] = [];
  const scrolls: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    appends.push(await timeOfFrame(() => append(session, count + turn)));
    await nextFrame();
  }
  const viewport = element.querySelector('[role="region"]') as HTMLElement;
  for (let turn = 0; turn < turns; turn += 1) {
    const top = viewport.scrollHeight / 2 + turn * 400;
    scrolls.push(
      await timeOfFrame(() => {
        viewport.scrollTop = top;
      }),
    );
    await nextFrame();
  }
  root.unmount();
  element.remove();
  return { append: median(appends), scroll: median(scrolls) };
}

/** A new row, and a frame of scrolling, in a long transcript beside a short one. It measures the kit's own part. */
export const transcriptFigure: Figure = {
  name: 'transcript',
  async run({ contender, size }) {
    if (contender.name !== 'repartee') return [];
    const { few, many, turns } = ROWS[size];
    // Work that the browser does once, with the first transcript, is not measured.
    await measure(few, turns);
    const short = await measure(few, turns);
    const long = await measure(many, turns);
    return [
      { name: 'transcript.append', value: long.append, floor: short.append },
      { name: 'transcript.scroll', value: long.scroll, floor: short.scroll },
    ];
  },
};
