import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Inspector } from '../../../../packages/inspector/src/index.ts';
// oxlint-disable-next-line import/no-unassigned-import
import '../../../../packages/inspector/src/styles.css';
import { longRecording } from '../../../../packages/inspector/test/longRecording.ts';
import { median } from '../page/measure.ts';
import { nextFrame, timeOfFrame } from './figure.ts';
import type { Figure, Size } from './figure.ts';

/** Frames of the recording that is measured, and of the one that it is compared with. */
const FRAMES: Readonly<
  Record<Size, { readonly few: number; readonly many: number; readonly turns: number }>
> = {
  full: { few: 1_000, many: 100_000, turns: 31 },
  trial: { few: 200, many: 500, turns: 3 },
};

/** Scrolls the table of a recording from its middle on. Returns the time of a frame in milliseconds. */
async function measure(frames: number, turns: number): Promise<number> {
  const element = document.createElement('div');
  document.body.append(element);
  const root = createRoot(element);
  flushSync(() => root.render(<Inspector recording={longRecording(frames)} />));
  for (let turn = 0; turn < 20; turn += 1) await nextFrame();
  const table = element.querySelector('[role="grid"]') as HTMLElement;
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const top = table.scrollHeight / 2 + turn * 400;
    times.push(
      await timeOfFrame(() => {
        table.scrollTop = top;
        // The browser tells of it in the next frame: its rows belong to the time of this one.
        table.dispatchEvent(new Event('scroll'));
      }),
    );
    await nextFrame();
  }
  root.unmount();
  element.remove();
  return median(times);
}

/** A frame of scrolling in the inspector, in a long recording beside a short one. It measures the kit's own part. */
export const inspectorFigure: Figure = {
  name: 'inspector',
  async run({ contender, size }) {
    if (contender.name !== 'repartee') return [];
    const { few, many, turns } = FRAMES[size];
    // Work that the browser does once, with the first one, is not measured.
    await measure(few, turns);
    const short = await measure(few, turns);
    const long = await measure(many, turns);
    return [{ name: 'inspector.scroll', value: long, floor: short }];
  },
};
