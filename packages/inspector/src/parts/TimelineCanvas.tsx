import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PointerEvent, RefObject } from 'react';
import { panView, zoomView } from '../model/view.ts';
import type { View } from '../model/view.ts';
import type { Span } from '../model/Timeline.ts';
import { RULER } from './Drawing.ts';
import type { Drawing } from './Drawing.ts';
import { findSpan } from './findSpan.ts';
import { paintTimeline } from './paintTimeline.ts';
import { readPalette } from './palette.ts';

interface TimelineCanvasProps extends Drawing {
  readonly onView: (view: View) => void;
  readonly onSeek: (ms: number) => void;
  readonly onSelect: (span: Span) => void;
}

/** The drawing. The wheel zooms, a drag scrolls, a click selects. */
export function TimelineCanvas({ onView, onSeek, onSelect, ...drawing }: TimelineCanvasProps) {
  const { timeline, lanes, placed, heights, view, cursorMs, selected, width } = drawing;
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = RULER + heights.reduce((total, each) => total + each, 0);
  /** Counts changes of the colours. */
  const [theme, setTheme] = useState(0);
  // Before the browser paints: a canvas of a new size would be stretched for a frame.
  useLayoutEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d');
    if (!target || !context) return;
    const ratio = globalThis.devicePixelRatio || 1;
    target.width = Math.round(width * ratio);
    target.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const palette = readPalette(target);
    paintTimeline(context, { timeline, lanes, placed, heights, view, cursorMs, selected, width }, palette);
  }, [timeline, lanes, placed, heights, view, cursorMs, selected, width, height, theme]);
  useWheel(canvas, view, timeline.durationMs, width, onView);
  const drag = useDrag(view, timeline.durationMs, width, onView, (x, y) => {
    const span = findSpan(drawing, x, y);
    if (span) onSelect(span);
    else onSeek(view.fromMs + ((view.toMs - view.fromMs) * x) / width);
  });
  return (
    <canvas
      ref={canvas}
      className="repartee-inspector-canvas"
      style={{ inlineSize: width, blockSize: height }}
      aria-hidden="true"
      // Its colour changes with the theme, by a transition of one millisecond.
      onTransitionEnd={() => setTheme((count) => count + 1)}
      {...drag}
    />
  );
}

/** React listens to the wheel passively, and the page must not scroll meanwhile. */
function useWheel(
  canvas: RefObject<HTMLCanvasElement | null>,
  view: View,
  durationMs: number,
  width: number,
  onView: (view: View) => void,
): void {
  useEffect(() => {
    const target = canvas.current;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const length = view.toMs - view.fromMs;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
        return onView(panView(view, ((event.deltaX || event.deltaY) / width) * length, durationMs));
      const aroundMs = view.fromMs + (event.offsetX / width) * length;
      return onView(zoomView(view, Math.exp(event.deltaY * 0.002), aroundMs, durationMs));
    };
    target?.addEventListener('wheel', turn, { passive: false });
    return () => target?.removeEventListener('wheel', turn);
  }, [canvas, view, durationMs, width, onView]);
}

/** The distance that a pointer may go in a click, in pixels. */
const CLICK = 4;

function useDrag(
  view: View,
  durationMs: number,
  width: number,
  onView: (view: View) => void,
  onClick: (x: number, y: number) => void,
) {
  const start = useRef<{ readonly x: number; readonly view: View; isDrag: boolean } | null>(null);
  return {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.nativeEvent.offsetX, view, isDrag: false };
    },
    onPointerMove(event: PointerEvent<HTMLCanvasElement>) {
      const from = start.current;
      if (!from) return;
      const moved = event.nativeEvent.offsetX - from.x;
      from.isDrag ||= Math.abs(moved) > CLICK;
      if (!from.isDrag) return;
      onView(panView(from.view, (-moved / width) * (from.view.toMs - from.view.fromMs), durationMs));
    },
    onPointerUp(event: PointerEvent<HTMLCanvasElement>) {
      const from = start.current;
      start.current = null;
      if (from && !from.isDrag) onClick(event.nativeEvent.offsetX, event.nativeEvent.offsetY);
    },
    onPointerCancel() {
      start.current = null;
    },
  };
}
