'use client';

import { useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { ItemId } from '@repartee/core';
import { useTranscript } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';
import { Announcer } from './Announcer.tsx';
import type { Announced } from './Announcer.tsx';
import { TranscriptItem } from './TranscriptItem.tsx';
import { TranscriptRows } from './TranscriptRows.tsx';
import { useStickToEnd } from './useStickToEnd.ts';

/** What `Transcript.Root` shows. */
export interface TranscriptRootState {
  readonly isEmpty: boolean;
  /** Whether it follows the newest row. It stops when the reader scrolls up. */
  readonly isFollowing: boolean;
}

/** The props of `Transcript.Root`. */
export type TranscriptRootProps = Omit<PartProps<'div', TranscriptRootState>, 'children'> & {
  /** Makes the row of one entry. Keep its identity: a new function renders every row anew. @default a `Transcript.Item` */
  readonly children?: (id: ItemId) => ReactNode;
  /** What stands in place of rows before anything was said. */
  readonly empty?: ReactNode;
  /** Which finished entries screen readers are told of. @default 'unheard' */
  readonly announced?: Announced;
};

/**
 * The scrolling list of the conversation. It follows the newest row until the reader scrolls up. Rows re-render alone; rows
 * out of sight cost neither layout nor paint but stay in the page, so that thousands are smooth and the browser's search
 * and screen readers still find every word. Screen readers are told of finished rows, politely.
 *
 * @example
 * <Transcript.Root />
 */
export function TranscriptRoot({
  className,
  style,
  children = renderItem,
  empty,
  announced = 'unheard',
  ...props
}: TranscriptRootProps) {
  const { ids, isEmpty } = useTranscript();
  const labels = useLabels();
  const { viewport, content, isFollowing, jumpToEnd } = useStickToEnd();
  const state: TranscriptRootState = { isEmpty, isFollowing };
  return (
    <div {...props} {...resolvePart('repartee-transcript', state, { className, style })}>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        ref={viewport}
        className="repartee-transcript-viewport repartee-focus"
        role="region"
        aria-label={labels.transcript}
        tabIndex={0}
      >
        <div ref={content} className="repartee-transcript-content">
          {isEmpty ? (
            <div className="repartee-transcript-empty">{empty ?? labels.emptyTranscript}</div>
          ) : (
            <ol className="repartee-transcript-rows">
              <TranscriptRows ids={ids} renderRow={children} />
            </ol>
          )}
        </div>
      </div>
      {!isFollowing && !isEmpty && <JumpButton count={ids.length} onJump={jumpToEnd} viewport={viewport} />}
      <Announcer announced={announced} />
    </div>
  );
}

const renderItem = (id: ItemId) => <TranscriptItem id={id} />;

interface JumpButtonProps {
  readonly count: number;
  readonly onJump: () => void;
  readonly viewport: RefObject<HTMLElement | null>;
}

/** Leads back to the newest row, and tells how many came since it was left. */
function JumpButton({ count, onJump, viewport }: JumpButtonProps) {
  const labels = useLabels();
  const [countAtFirst] = useState(count);
  const jump = () => {
    // The button goes away with the click: the focus goes to where its reader wanted to be.
    viewport.current?.focus({ preventScroll: true });
    onJump();
  };
  return (
    <button type="button" className="repartee-button repartee-transcript-jump" onClick={jump}>
      <Icon shape="down" />
      <span>{labels.jumpToNewest}</span>
      {count > countAtFirst && <small>{labels.jumpToNew(count - countAtFirst)}</small>}
    </button>
  );
}
