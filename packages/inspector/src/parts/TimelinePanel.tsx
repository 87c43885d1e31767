import { useMemo, useState } from 'react';
import { fitView, showCursor, zoomView } from '../model/view.ts';
import type { View } from '../model/view.ts';
import { formatLength, formatTime, lanesOf } from '../model/Timeline.ts';
import type { Span, Timeline } from '../model/Timeline.ts';
import { laneHeights, placeSpans } from '../model/placement.ts';
import { Legend } from './Legend.tsx';
import { Symbol } from './Symbol.tsx';
import { TimelineCanvas } from './TimelineCanvas.tsx';
import { TimelineTrack } from './TimelineTrack.tsx';

interface TimelinePanelProps {
  readonly timeline: Timeline;
  readonly isLive: boolean;
  readonly isPlaying: boolean;
  readonly cursorMs: number;
  readonly selected: number | null;
  readonly onSeek: (ms: number) => void;
  readonly onSelect: (span: Span) => void;
}

/** The part of a running conversation that is shown at first, in milliseconds. */
const LIVE_VIEW_MS = 30_000;

/** The timeline with its lanes, its zoom, and what is selected in it. */
export function TimelinePanel(props: TimelinePanelProps) {
  const { timeline, isLive, isPlaying, cursorMs, selected, onSeek, onSelect } = props;
  const { view, follows, setView, fit } = useView(timeline, isLive, isPlaying, cursorMs);
  const lanes = useMemo(() => lanesOf(timeline), [timeline]);
  const placed = useMemo(() => placeSpans(timeline.spans), [timeline]);
  const heights = laneHeights(lanes, placed, timeline.waves.length > 0);
  const span = timeline.spans.findLast((one) => one.step === selected) ?? null;
  const zoom = (factor: number) =>
    setView(zoomView(view, factor, cursorIn(view, cursorMs), timeline.durationMs));
  return (
    <div className="repartee-inspector-timeline">
      <div className="repartee-inspector-toolbar">
        <Legend />
        <div role="group" aria-label="Zoom" className="repartee-inspector-zoom">
          <ZoomButton name="Zoom out" symbol="minus" onClick={() => zoom(1.6)} />
          <ZoomButton name="Zoom in" symbol="plus" onClick={() => zoom(1 / 1.6)} />
          <ZoomButton
            name={isLive ? 'Follow' : 'Show all'}
            symbol="fit"
            isPressed={isLive && follows}
            onClick={fit}
          />
        </div>
      </div>
      <div className="repartee-inspector-lanes">
        <ol className="repartee-inspector-names" aria-hidden="true">
          {lanes.map(({ id, name }, index) => (
            <li key={id} style={{ blockSize: heights[index] }}>
              {name}
            </li>
          ))}
        </ol>
        <TimelineTrack {...{ timeline, view, setView, onSeek, cursorMs, zoom, span }}>
          {(size) => (
            <TimelineCanvas
              {...{ timeline, lanes, placed, heights, view, cursorMs, selected, onSeek, onSelect }}
              onView={setView}
              width={size}
            />
          )}
        </TimelineTrack>
      </div>
      <Selected span={span} />
    </div>
  );
}

/** The selected span, in words. */
function Selected({ span }: { readonly span: Span | null }) {
  return (
    <p className="repartee-inspector-selected" aria-live="polite">
      {span ? (
        <>
          <strong>{span.label}</strong>
          <span>{`${formatTime(span.startMs)}${describeEnd(span)}`}</span>
          {span.detail && <span className="repartee-inspector-soft">{span.detail}</span>}
          {span.stages?.map(({ name, startMs, endMs }) => (
            <span
              key={name}
              className="repartee-inspector-soft"
            >{`${name} ${formatLength(endMs - startMs)}`}</span>
          ))}
        </>
      ) : (
        <span className="repartee-inspector-soft">Click a span, or choose a row below.</span>
      )}
    </p>
  );
}

const describeEnd = ({ startMs, endMs, unheardMs = 0 }: Span) =>
  endMs === null
    ? ', still running'
    : `${endMs > startMs ? ` for ${formatLength(endMs - startMs)}` : ''}${unheardMs > 0 ? `, ${formatLength(unheardMs)} unheard` : ''}`;

/** The place around which the keys zoom. */
const cursorIn = ({ fromMs, toMs }: View, cursorMs: number) =>
  cursorMs >= fromMs && cursorMs <= toMs ? cursorMs : (fromMs + toMs) / 2;

interface ZoomButtonProps {
  readonly name: string;
  readonly symbol: 'minus' | 'plus' | 'fit';
  readonly isPressed?: boolean;
  readonly onClick: () => void;
}

function ZoomButton({ name, symbol, isPressed = false, onClick }: ZoomButtonProps) {
  return (
    <button
      type="button"
      className="repartee-inspector-button"
      data-icon={symbol === 'fit' ? undefined : ''}
      aria-pressed={symbol === 'fit' && isPressed ? true : undefined}
      aria-label={symbol === 'fit' ? undefined : name}
      title={name}
      onClick={onClick}
    >
      <Symbol name={symbol} />
      {symbol === 'fit' && name}
    </button>
  );
}

/** The visible part of the timeline. A running conversation is followed until the user looks elsewhere. */
function useView(timeline: Timeline, isLive: boolean, isPlaying: boolean, cursorMs: number) {
  const { durationMs } = timeline;
  const [chosen, setChosen] = useState<View | null>(null);
  const followed: View = isLive
    ? { fromMs: Math.max(0, durationMs - LIVE_VIEW_MS), toMs: Math.max(LIVE_VIEW_MS, durationMs) }
    : fitView(durationMs);
  const still = chosen ?? followed;
  const view = isPlaying ? showCursor(still, cursorMs, durationMs) : still;
  return { view, follows: chosen === null, setView: setChosen, fit: () => setChosen(null) };
}
