import { endOf, formatTime } from '../model/Timeline.ts';
import type { Sample, Span, Wave } from '../model/Timeline.ts';
import { gainOf, peakBetween } from '../model/waves.ts';
import { rulerStep } from '../model/view.ts';
import { RULER } from './Drawing.ts';
import type { Drawing } from './Drawing.ts';
import type { Palette } from './palette.ts';

const PAD = 4;

/** The height of the words above a wave, in pixels. */
const WORDS = 16;

/** A span that is shorter has its words beside it, in pixels. */
const TINY = 24;

interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  /** The place of a time, in pixels. */
  readonly x: (ms: number) => number;
  readonly width: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
}

/** Draws the timeline. */
export function paintTimeline(context: CanvasRenderingContext2D, drawing: Drawing, palette: Palette): void {
  const { timeline, lanes, placed, heights, view, cursorMs, selected, width } = drawing;
  const scale = width / (view.toMs - view.fromMs);
  const brush: Brush = { context, palette, x: (ms) => (ms - view.fromMs) * scale, width };
  const total = RULER + heights.reduce((sum, each) => sum + each, 0);
  context.clearRect(0, 0, width, total);
  context.font = `500 11px ${palette.font}`;
  context.textBaseline = 'middle';
  paintGround(brush, heights, total, drawing);
  let top = RULER;
  for (const [index, { id }] of lanes.entries()) {
    const height = heights[index] ?? 0;
    const count = placed.counts.get(id) ?? 1;
    const row = (height - 2 * PAD) / count;
    const waves = timeline.waves.filter(({ lane }) => lane === id);
    paintWaves(brush, waves, top + PAD + WORDS, height - 2 * PAD - WORDS);
    if (id === 'playback') paintSamples(brush, timeline.samples, top + PAD, height - 2 * PAD);
    const spans = timeline.spans.filter((span) => span.lane === id);
    const next = nextInRow(spans, placed.rows);
    let lastTiny = Number.NEGATIVE_INFINITY;
    for (const [at, span] of spans.entries()) {
      const left = brush.x(span.startMs);
      const right = Math.max(left + 2, brush.x(endOf(span, timeline)));
      const end = right + (span.unheardMs ?? 0) * scale;
      if (end < 0 || left > width) continue;
      // Of several short ones within a pixel the first is drawn.
      if (end - left <= 2 && left - lastTiny < 1) continue;
      if (end - left <= 2) lastTiny = left;
      const rowTop = top + PAD + (placed.rows.get(span.id) ?? 0) * row + 1;
      const box = { left, right, top: rowTop, height: row - 2 };
      const following = next[at];
      const until = following === undefined ? width : brush.x(following) - 8;
      paintSpan(brush, span, box, { scale, until, hasWaves: waves.length > 0 });
      if (span.step === selected) paintFrame(brush, { ...box, right: Math.max(end, left + 6) });
    }
    top += height;
  }
  paintCursor(brush, cursorMs, total);
}

/** The start of the next span of the same row, for each span: its words end there. */
function nextInRow(
  spans: readonly Span[],
  rows: ReadonlyMap<string, number>,
): readonly (number | undefined)[] {
  const starts = new Map<number | undefined, number>();
  const next = spans.toReversed().map(({ id, startMs }) => {
    const row = rows.get(id);
    const following = starts.get(row);
    starts.set(row, startMs);
    return following;
  });
  return next.toReversed();
}

interface SpanStyle {
  /** Pixels for a millisecond. */
  readonly scale: number;
  /** The place where the words beside a mark must end, in pixels. */
  readonly until: number;
  readonly hasWaves: boolean;
}

function paintGround(
  { context, palette, x, width }: Brush,
  heights: readonly number[],
  total: number,
  { view }: Drawing,
) {
  let top = RULER;
  for (const [index, height] of heights.entries()) {
    context.fillStyle = index % 2 === 0 ? palette.band : palette.surface;
    context.fillRect(0, top, width, height);
    top += height;
  }
  const step = rulerStep(view, width);
  for (let ms = Math.ceil(view.fromMs / step) * step; ms <= view.toMs; ms += step) {
    const at = Math.round(x(ms)) + 0.5;
    context.fillStyle = palette.line;
    context.fillRect(at, RULER - 6, 1, total);
    context.fillStyle = palette.soft;
    const text = formatTime(ms).replace(step >= 1_000 ? /\.\d+$/ : /\d$/, '');
    if (at + context.measureText(text).width + 4 < width) context.fillText(text, at + 4, RULER / 2);
  }
}

function paintSpan(brush: Brush, span: Span, box: Box, { scale, until, hasWaves }: SpanStyle): void {
  if (span.stages && span.stages.length > 0) return paintStages(brush, span, box, until);
  if (span.lane === 'barge-in' || (span.endMs === span.startMs && span.unheardMs === undefined))
    return paintMark(brush, span, box, until);
  const isVoice = span.lane === 'user' || span.lane === 'agent';
  const isSolid = isVoice && !hasWaves;
  paintBlock(brush, box, brush.palette[span.tone], isSolid ? 1 : 0.2);
  // The audio that was never heard would have lasted on behind the next answer.
  if (span.unheardMs !== undefined)
    paintCut(brush, box, Math.min(span.unheardMs * scale, Math.max(0, until + 6 - box.right)));
  const ink = isSolid ? brush.palette.surface : brush.palette.ink;
  const words = isVoice && hasWaves ? { ...box, height: WORDS } : box;
  const isTiny = box.right - box.left < TINY && span.lane === 'tool';
  if (isTiny) paintWords(brush, span.label, box.right + 5, Math.min(until, box.right + 160), box, ink);
  else paintWords(brush, span.label, box.left + 6, box.right - 4, words, ink);
}

function paintBlock(
  { context }: Brush,
  { left, right, top, height }: Box,
  colour: string,
  alpha: number,
): void {
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(left, top, right - left, height, Math.min(5, (right - left) / 2));
  context.fill();
  context.globalAlpha = 1;
  if (alpha === 1) return;
  // A wash alone is too faint to be seen on every screen.
  context.fillRect(left, top, Math.min(2.5, right - left), height);
}

function paintWaves(brush: Brush, waves: readonly Wave[], top: number, height: number): void {
  const gain = gainOf(waves);
  for (const wave of waves) paintWave(brush, wave, gain, { top, height });
}

/** Recorded audio: a line up and down for each pixel. What was never heard is faint. */
function paintWave(
  { context, palette, x, width }: Brush,
  wave: Wave,
  gain: number,
  { top, height }: Pick<Box, 'top' | 'height'>,
): void {
  const [from, to] = [Math.max(0, Math.floor(x(wave.startMs))), Math.min(width, Math.ceil(x(wave.endMs)))];
  const perPixel = 1 / (x(1) - x(0));
  const middle = top + height / 2;
  context.fillStyle = palette[wave.lane];
  context.globalAlpha = wave.isHeard ? 0.85 : 0.35;
  for (let at = from; at < to; at += 1) {
    const ms = (at - x(0)) * perPixel;
    const half = Math.max(0.5, peakBetween(wave, ms, ms + perPixel) * gain * (height / 2));
    context.fillRect(at, middle - half, 1, 2 * half);
  }
  context.globalAlpha = 1;
}

/** The jitter buffer as a curve with its largest value. */
function paintSamples(
  { context, palette, x }: Brush,
  samples: readonly Sample[],
  top: number,
  height: number,
): void {
  const most = samples.reduce((max, { jitterBufferMs }) => Math.max(max, jitterBufferMs), 0);
  const [first] = samples;
  if (!first || most === 0) return;
  const y = ({ jitterBufferMs }: Sample) => top + height - (jitterBufferMs / most) * height;
  context.strokeStyle = palette.agent;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x(first.atMs), y(first));
  for (const sample of samples) context.lineTo(x(sample.atMs), y(sample));
  context.stroke();
  context.fillStyle = palette.soft;
  context.fillText(`up to ${Math.round(most)} ms`, 6, top + height / 2);
}

/** Paints the audio that was received and never heard: an outline with stripes, after the line of the cut. */
function paintCut({ context, palette }: Brush, { right, top, height }: Box, length: number): void {
  context.save();
  context.beginPath();
  context.rect(right, top, length, height);
  context.clip();
  context.strokeStyle = palette.agent;
  context.globalAlpha = 0.55;
  context.lineWidth = 1.25;
  context.beginPath();
  for (let at = right - height; at < right + length; at += 6) {
    context.moveTo(at, top + height);
    context.lineTo(at + height, top);
  }
  context.stroke();
  context.strokeRect(right, top + 0.5, length - 0.5, height - 1);
  context.restore();
  context.fillStyle = palette.danger;
  context.fillRect(right - 1, top - 3, 2.5, height + 6);
}

/** A moment: a diamond with its words, after the time that led to it. */
function paintMark(brush: Brush, span: Span, { left, right, top, height }: Box, until: number): void {
  const { context, palette } = brush;
  const middle = top + height / 2;
  context.fillStyle = palette[span.tone];
  if (right - left > 4) {
    context.globalAlpha = 0.35;
    context.fillRect(left, middle - 2.5, right - left, 5);
    context.globalAlpha = 1;
  }
  const at = right - left > 4 ? right : left;
  context.beginPath();
  context.moveTo(at, middle - 5);
  context.lineTo(at + 5, middle);
  context.lineTo(at, middle + 5);
  context.lineTo(at - 5, middle);
  context.fill();
  paintWords(brush, span.label, at + 9, Math.min(until, at + 220), { left, right, top, height }, palette.ink);
}

/** The stages of a latency, each lighter than the one before. */
function paintStages(brush: Brush, span: Span, box: Box, until: number): void {
  const { context, palette, x } = brush;
  const stages = span.stages ?? [];
  for (const [index, { startMs, endMs }] of stages.entries()) {
    context.globalAlpha = 1 - (index / stages.length) * 0.7;
    context.fillStyle = palette.wait;
    context.fillRect(x(startMs), box.top + 3, Math.max(1, x(endMs) - x(startMs)), box.height - 6);
  }
  context.globalAlpha = 1;
  paintWords(
    brush,
    span.label.replace(' to the first word', ''),
    box.right + 5,
    Math.min(until, box.right + 70),
    box,
    palette.ink,
  );
}

/** Words within a span; a span that is too short has none. */
function paintWords(
  { context, width }: Brush,
  text: string,
  from: number,
  to: number,
  box: Box,
  ink: string,
): void {
  const left = Math.max(from, 6);
  const right = Math.min(to, width - 2);
  if (right - left < 18) return;
  context.save();
  context.beginPath();
  context.rect(left, box.top, right - left, box.height);
  context.clip();
  context.fillStyle = ink;
  context.fillText(text.slice(0, 200), left, box.top + box.height / 2 + 0.5);
  context.restore();
}

function paintFrame({ context, palette }: Brush, { left, right, top, height }: Box): void {
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(left - 2, top - 2, right - left + 4, height + 4, 6);
  context.stroke();
}

function paintCursor({ context, palette, x, width }: Brush, cursorMs: number, total: number): void {
  const at = x(cursorMs);
  if (at < -1 || at > width + 1) return;
  context.fillStyle = palette.ink;
  context.fillRect(at - 0.75, 8, 1.5, total);
  context.beginPath();
  context.moveTo(at - 6, 4);
  context.lineTo(at + 6, 4);
  context.lineTo(at, 13);
  context.fill();
}
