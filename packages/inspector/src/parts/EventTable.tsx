import { memo, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { RecordedStep } from '@repartee/core/recording';
import { directionOf, FIRST_FILTER, kindOf, summaryOf, titleOf } from '../model/entries.ts';
import type { EntryFilter } from '../model/entries.ts';
import { FilteredSteps } from '../model/FilteredSteps.ts';
import { formatTime } from '../model/Timeline.ts';
import { EntryDetail } from './EntryDetail.tsx';
import { EventFilter } from './EventFilter.tsx';
import { Symbol } from './Symbol.tsx';
import { useRows } from './useRows.ts';

interface EventTableProps {
  readonly steps: readonly RecordedStep[];
  /** The place of the selected step. */
  readonly selected: number | null;
  readonly onSelect: (step: number) => void;
  readonly isLive: boolean;
  readonly cursorMs: number;
}

const ROW = 30;

/** Every frame and event. Only the rows that are seen, and a few around them, are in the page. */
export function EventTable({ steps, selected, onSelect, isLive, cursorMs }: EventTableProps) {
  const [filter, setFilter] = useState<EntryFilter>(FIRST_FILTER);
  const [index] = useState(() => new FilteredSteps());
  const shown = index.read(steps, steps.length, useDeferredValue(filter));
  const step = selected === null ? undefined : steps[selected];
  return (
    <div className="repartee-inspector-events" data-detail={step ? '' : undefined}>
      <EventFilter filter={filter} onChange={setFilter} count={shown.length} total={steps.length} />
      <Rows {...{ steps, shown, selected, onSelect, isLive, cursorMs }} />
      {step && selected !== null && <EntryDetail steps={steps} at={selected} />}
    </div>
  );
}

interface RowsProps extends EventTableProps {
  /** The places of the steps that fit. */
  readonly shown: readonly number[];
}

function Rows({ steps, shown, selected, onSelect, isLive, cursorMs }: RowsProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows({ scroller, count: shown.length, height: ROW });
  const at = selected === null ? -1 : placeOf(shown, selected);
  const { scrollToIndex } = rows;
  useEffect(() => {
    if (at >= 0) scrollToIndex(at, { align: 'auto' });
  }, [at, scrollToIndex]);
  // A running conversation is followed until something is selected.
  useEffect(() => {
    if (isLive && selected === null && shown.length > 0) scrollToIndex(shown.length - 1);
  }, [isLive, selected, shown.length, scrollToIndex]);
  const press = useRowKeys(shown, at, scroller, onSelect);
  return (
    <div
      ref={scroller}
      className="repartee-inspector-rows"
      role="grid"
      aria-label="Frames and events"
      aria-rowcount={shown.length}
      aria-activedescendant={at >= 0 ? `${id}${at}` : undefined}
      tabIndex={0}
      onKeyDown={press}
    >
      <div role="rowgroup" className="repartee-inspector-sizer" style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const place = shown[index] ?? 0;
          const step = steps[place];
          return (
            step && (
              <Row
                key={place}
                id={`${id}${index}`}
                {...{ step, place, index, start, onSelect }}
                isSelected={place === selected}
                isLater={!isLive && step.atMs > cursorMs}
              />
            )
          );
        })}
      </div>
      {shown.length === 0 && (
        <div role="row" className="repartee-inspector-none">
          {/* States and measurements, which the first filter hides, come before the conversation. */}
          <span role="gridcell">
            {steps.some((step) => FIRST_FILTER.kinds.has(kindOf(step)))
              ? 'Nothing matches the filter.'
              : 'Nothing has happened yet.'}
          </span>
        </div>
      )}
    </div>
  );
}

/** The keys of the grid: up and down, by page, and to the ends. */
function useRowKeys(
  shown: readonly number[],
  at: number,
  scroller: RefObject<HTMLElement | null>,
  onSelect: (step: number) => void,
) {
  const go = (to: number) => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (next !== undefined) onSelect(next);
  };
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? ROW) / ROW) - 1);
  return (event: KeyboardEvent) => {
    const to = {
      ArrowDown: () => at + 1,
      ArrowUp: () => at - 1,
      PageDown: () => at + page(),
      PageUp: () => at - page(),
      Home: () => 0,
      End: () => shown.length - 1,
    }[event.key];
    if (!to) return;
    event.preventDefault();
    go(to());
  };
}

/** The place of a step among those that are shown, -1 where it is not: they are in order. */
function placeOf(shown: readonly number[], step: number): number {
  let low = 0;
  let high = shown.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shown[middle] ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  return shown[low] === step ? low : -1;
}

interface RowProps {
  readonly id: string;
  readonly step: RecordedStep;
  /** The place of the step. */
  readonly place: number;
  readonly index: number;
  readonly start: number;
  readonly isSelected: boolean;
  /** Whether it comes after the position of the replay. */
  readonly isLater: boolean;
  readonly onSelect: (step: number) => void;
}

const NAMES = {
  frame: 'Frame',
  event: 'Event',
  vendor: 'Decoded',
  command: 'Command',
  state: 'State',
  measured: 'Measured',
} as const;
const WAYS = { in: 'received', out: 'sent' } as const;

/** Rows that stay in view while the table scrolls are not rendered again. */
const Row = memo(function Row({ id, step, place, index, start, isSelected, isLater, onSelect }: RowProps) {
  const direction = directionOf(step);
  const kind = kindOf(step);
  return (
    // The keys are those of the grid around it.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      className="repartee-inspector-row"
      data-kind={kind}
      data-later={isLater ? '' : undefined}
      style={{ transform: `translateY(${start}px)` }}
      onClick={() => onSelect(place)}
    >
      <span role="gridcell" className="repartee-inspector-time">
        {formatTime(step.atMs)}
      </span>
      <span role="gridcell" className="repartee-inspector-kind" data-direction={direction ?? undefined}>
        {direction && <Symbol name={direction} />}
        <span>{NAMES[kind]}</span>
        {direction && <span className="repartee-inspector-hidden">{WAYS[direction]}</span>}
      </span>
      <span role="gridcell" className="repartee-inspector-title">
        {titleOf(step)}
      </span>
      <span role="gridcell" className="repartee-inspector-words">
        {summaryOf(step)}
      </span>
    </div>
  );
});
