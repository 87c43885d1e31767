import type { RefObject } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';

interface RowsOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  /** The height of each row, in pixels. */
  readonly height: number;
}

/** Finds the rows that are seen, and a few around them. Only those are rendered, however many there are. */
export function useRows({ scroller, count, height }: RowsOptions) {
  // The rows are read in the same render: nothing is memoised over what the virtualizer returns.
  // oxlint-disable-next-line react/incompatible-library
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
  });
}
