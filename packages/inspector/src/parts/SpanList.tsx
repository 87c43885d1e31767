import { useRef } from 'react';
import { formatLength, formatTime, LANES } from '../model/Timeline.ts';
import type { Span, Timeline } from '../model/Timeline.ts';
import { useRows } from './useRows.ts';

interface SpanListProps {
  readonly timeline: Timeline;
  /** The step of the span that is selected. */
  readonly selected: number | null;
  readonly onSelect: (span: Span) => void;
}

const ROW = 34;
const NAMES = new Map(LANES.map(({ id, name }) => [id, name]));

/** The timeline in words and in order. */
export function SpanList({ timeline: { spans }, selected, onSelect }: SpanListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ scroller, count: spans.length, height: ROW });
  return (
    <div ref={scroller} className="repartee-inspector-rows">
      {spans.length === 0 && <p className="repartee-inspector-none">Nothing has happened yet.</p>}
      <ol
        className="repartee-inspector-sizer"
        style={{ blockSize: rows.getTotalSize() }}
        aria-label="Timeline"
      >
        {rows.getVirtualItems().map(({ index, start }) => {
          const span = spans[index];
          return (
            span && (
              <li
                key={span.id}
                aria-setsize={spans.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <button
                  type="button"
                  className="repartee-inspector-moment"
                  aria-pressed={span.step === selected}
                  onClick={() => onSelect(span)}
                >
                  <span className="repartee-inspector-time">{formatTime(span.startMs)}</span>
                  <span className="repartee-inspector-lane" data-tone={span.tone}>
                    {NAMES.get(span.lane)}
                  </span>
                  <span className="repartee-inspector-title">{span.label}</span>
                  <span className="repartee-inspector-words">{wordsOf(span)}</span>
                </button>
              </li>
            )
          );
        })}
      </ol>
    </div>
  );
}

function wordsOf({ startMs, endMs, detail, unheardMs = 0 }: Span): string {
  return [
    endMs === null ? 'still running' : endMs > startMs && formatLength(endMs - startMs),
    unheardMs > 0 && `${formatLength(unheardMs)} unheard`,
    detail,
  ]
    .filter(Boolean)
    .join(' · ');
}
