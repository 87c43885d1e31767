import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { panView, showCursor } from '../model/view.ts';
import type { View } from '../model/view.ts';
import { formatTime } from '../model/Timeline.ts';
import type { Span, Timeline } from '../model/Timeline.ts';

interface TrackProps {
  readonly timeline: Timeline;
  readonly view: View;
  readonly setView: (view: View) => void;
  readonly cursorMs: number;
  readonly span: Span | null;
  readonly onSeek: (ms: number) => void;
  readonly zoom: (factor: number) => void;
  readonly children: (width: number) => ReactNode;
}

/** The place of the canvas, as a slider over the time: the keys move the cursor, and zoom. */
export function TimelineTrack({
  timeline,
  view,
  setView,
  cursorMs,
  span,
  onSeek,
  zoom,
  children,
}: TrackProps) {
  const element = useRef<HTMLDivElement>(null);
  const help = useId();
  const width = useWidth(element);
  const { durationMs } = timeline;
  const press = useTrackKeys({ timeline, view, setView, cursorMs, onSeek, zoom });
  return (
    <div
      ref={element}
      className="repartee-inspector-track"
      role="slider"
      tabIndex={0}
      aria-label="Timeline"
      aria-describedby={help}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs)}
      aria-valuenow={Math.round(cursorMs)}
      aria-valuetext={`${formatTime(cursorMs)}${span ? `, ${span.label}` : ''}`}
      onKeyDown={press}
    >
      {width > 0 && children(width)}
      <span id={help} hidden>
        Arrows move the cursor, plus and minus zoom, Page Up and Page Down scroll. The tab “Timeline as a
        list” has the same.
      </span>
    </div>
  );
}

/** The keys of the timeline. */
function useTrackKeys({
  timeline,
  view,
  setView,
  cursorMs,
  onSeek,
  zoom,
}: Omit<TrackProps, 'span' | 'children'>) {
  const { durationMs } = timeline;
  const length = view.toMs - view.fromMs;
  const go = (ms: number) => {
    const target = Math.max(0, Math.min(durationMs, ms));
    onSeek(target);
    setView(showCursor(view, target, durationMs));
  };
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => zoom(1 / 1.6),
    '=': () => zoom(1 / 1.6),
    '-': () => zoom(1.6),
    ArrowRight: () => go(cursorMs + length / 50),
    ArrowLeft: () => go(cursorMs - length / 50),
    ArrowUp: () => go(cursorMs + length / 50),
    ArrowDown: () => go(cursorMs - length / 50),
    PageUp: () => setView(panView(view, length * 0.8, durationMs)),
    PageDown: () => setView(panView(view, -length * 0.8, durationMs)),
    Home: () => go(0),
    End: () => go(durationMs),
  };
  return (event: KeyboardEvent) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const read = () => setWidth(target.clientWidth);
    const observer = new ResizeObserver(read);
    observer.observe(target);
    read();
    return () => observer.disconnect();
  }, [element]);
  return width;
}
