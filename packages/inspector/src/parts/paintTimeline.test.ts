import { describe, expect, it } from 'vitest';
import { createRecordedCanvas } from '../../test/recordedCanvas.ts';
import { laneHeights, placeSpans } from '../model/placement.ts';
import { lanesOf } from '../model/Timeline.ts';
import type { Span, Timeline, Wave } from '../model/Timeline.ts';
import type { Drawing } from './Drawing.ts';
import { paintTimeline } from './paintTimeline.ts';
import type { Palette } from './palette.ts';

/** Each colour is its own name. */
const PALETTE: Palette = {
  user: 'user',
  agent: 'agent',
  calm: 'calm',
  wait: 'wait',
  good: 'good',
  danger: 'danger',
  ink: 'ink',
  soft: 'soft',
  line: 'line',
  surface: 'surface',
  band: 'band',
  font: 'sans-serif',
};

function answer(id: string, startMs: number, endMs: number | null, more: Partial<Span> = {}): Span {
  return { id, lane: 'agent', startMs, endMs, label: id, detail: '', tone: 'agent', step: startMs, ...more };
}

/** Paints ten seconds on a thousand pixels: a tenth of a pixel is a millisecond. */
function paint(spans: readonly Span[], more: Partial<Timeline> = {}, drawn: Partial<Drawing> = {}) {
  const timeline: Timeline = { durationMs: 10_000, spans, samples: [], waves: [], ...more };
  const { context, strokes } = createRecordedCanvas();
  const lanes = lanesOf(timeline);
  const placed = placeSpans(spans);
  const heights = laneHeights(lanes, placed, timeline.waves.length > 0);
  const view = { fromMs: 0, toMs: 10_000 };
  const drawing: Drawing = {
    timeline,
    lanes,
    placed,
    heights,
    view,
    cursorMs: 0,
    selected: null,
    width: 1_000,
    ...drawn,
  };
  paintTimeline(context, drawing, PALETTE);
  const numbersOf = (method: string) =>
    strokes.filter((one) => one.method === method).map(({ args }) => args.map(Number));
  return {
    strokes,
    /** The places and the widths of the blocks of spans. */
    blocks: numbersOf('roundRect').map(([left, , width]) => [left, width]),
    /** The begin and the end of each outline of unheard audio. */
    unheard: numbersOf('strokeRect').map(([left = 0, , width = 0]) => [left, left + width + 0.5]),
    words: strokes
      .filter(({ method, fillStyle }) => method === 'fillText' && fillStyle !== 'soft')
      .map(({ args }) => args[0]),
  };
}

describe('a painted span', () => {
  it('is a block from its begin to its end, in its colour, with its words', () => {
    const { blocks, words, strokes } = paint([answer('Hello', 1_000, 3_000, { tone: 'danger' })]);
    expect(blocks).toEqual([[100, 200]]);
    expect(words).toEqual(['Hello']);
    expect(strokes.find(({ method }) => method === 'fill')).toMatchObject({ fillStyle: 'danger' });
  });

  it('that lasts ends with the recording', () => {
    expect(paint([answer('a', 6_000, null)]).blocks).toEqual([[600, 400]]);
  });

  it('that is out of sight is not painted', () => {
    const view = { fromMs: 5_000, toMs: 6_000 };
    const spans = [answer('before', 0, 1_000), answer('after', 7_000, 8_000), answer('seen', 5_100, 5_900)];
    expect(paint(spans, {}, { view }).words).toEqual(['seen']);
  });

  it('of several within a pixel is the first one', () => {
    const spans = [0, 2, 4, 30].map((ms) => answer(`at ${ms}`, ms, ms + 1));
    expect(paint(spans).blocks.map(([left]) => left)).toEqual([0, 3]);
  });

  it('that is selected has a frame', () => {
    const spans = [answer('a', 1_000, 2_000), answer('b', 3_000, 4_000)];
    expect(paint(spans, {}, { selected: 3_000 }).blocks).toEqual([
      [100, 100],
      [300, 100],
      [298, 104],
    ]);
  });
});

describe('audio that was never heard', () => {
  it('is stripes for as long as it would have lasted, behind the mark of the cut', () => {
    const { unheard, strokes } = paint([answer('cut', 1_000, 3_000, { unheardMs: 4_000 })]);
    expect(unheard).toEqual([[300, 700]]);
    const mark = strokes.find(({ method, fillStyle }) => method === 'fillRect' && fillStyle === 'danger');
    expect(mark?.args[0]).toBe(299);
  });

  it.each([3_000, 3_010, 4_000, 6_000])('ends where the next answer begins, after %i ms', (nextMs) => {
    const { unheard, strokes } = paint([
      answer('cut', 1_000, 3_000, { unheardMs: 60_000 }),
      answer('next', nextMs, 9_000),
    ]);
    const [[, end = Number.NaN] = []] = unheard;
    expect(end).toBeLessThanOrEqual(Math.max(300, nextMs / 10));
    expect(end).toBeGreaterThanOrEqual(nextMs / 10 - 2);
    // The stripes are clipped to the same place.
    const clip = strokes.find(({ method, args }) => method === 'rect' && args[0] === 300);
    expect(300 + Number(clip?.args[2])).toBe(end);
  });
});

it('paints a wave of what was heard, and a faint one of what was not', () => {
  const wave = (isHeard: boolean, startMs: number): Wave => ({
    lane: 'agent',
    isHeard,
    startMs,
    endMs: startMs + 100,
    peakMs: 10,
    peaks: new Float32Array(10).fill(0.5),
    loudest: 0.5,
  });
  const { strokes } = paint([], { waves: [wave(true, 0), wave(false, 100)] });
  const bars = strokes.filter(({ method, fillStyle }) => method === 'fillRect' && fillStyle === 'agent');
  expect(bars.map(({ args, globalAlpha }) => [args[0], globalAlpha])).toEqual(
    Array.from({ length: 20 }, (_, at) => [at, at < 10 ? 0.85 : 0.35]),
  );
});
