'use client';

import { useMemo, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { ItemId } from '@repartee/core';
import { useTranscript } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { downShape } from '../../internal/iconShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { Suggestions } from '../Suggestions/Suggestions.tsx';
import { Announcer } from './Announcer.tsx';
import type { AnnounceWhen } from './Announcer.tsx';
import type { RowOptions } from './RowOptions.ts';
import { TranscriptItem } from './TranscriptItem.tsx';
import { transcriptLabels } from './transcriptLabels.ts';
import { TranscriptRows } from './TranscriptRows.tsx';
import type { Announced } from './useAnnouncements.ts';
import { useStickToEnd } from './useStickToEnd.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The state of a `TranscriptRoot`. */
export interface TranscriptRootState {
  readonly isEmpty: boolean;
  /** Whether it follows the newest row. It stops when the user scrolls up. */
  readonly isFollowing: boolean;
}

/** The props of `TranscriptRoot`. */
export type TranscriptRootProps = Omit<PartProps<'div', TranscriptRootState>, 'children'> &
  Omit<RowOptions, 'renderText'> & {
    /** Renders the row of one entry. Keep its identity: a new function renders all rows again. @default a `TranscriptItem` */
    readonly children?: (id: ItemId) => ReactNode;
    /** Messages that the user can send by a click, after the rows. @default none */
    readonly suggestions?: readonly string[] | undefined;
    /** Shown while there are no entries. @default a sentence from the labels */
    readonly empty?: ReactNode;
    /** The entries that screen readers announce. @default 'unheard' */
    readonly announced?: Announced;
    /** The time at which screen readers may announce. Announcements wait until then. @default 'silent' */
    readonly announceWhen?: AnnounceWhen;
  };

/**
 * The conversation as a list that scrolls and follows the newest row until the user scrolls up. Give it a height. Thousands
 * of rows stay fast, and all of them stay in the page for the browser's search and for screen readers.
 *
 * Attributes: `data-empty`, `data-following`.
 *
 * @example
 * <TranscriptRoot style={{ blockSize: '24rem' }} />
 */
export function TranscriptRoot({
  children,
  markdown,
  actions,
  tools,
  times,
  suggestions,
  empty,
  announced = 'unheard',
  announceWhen = 'silent',
  ...props
}: TranscriptRootProps) {
  const { ids, isEmpty } = useTranscript();
  const labels = usePartLabels(transcriptLabels);
  const renderItem = useMemo(
    () => children ?? createRenderItem({ markdown, actions, tools, times }),
    [children, markdown, actions, tools, times],
  );
  const { viewport, content, isFollowing, jumpToEnd } = useStickToEnd();
  return usePart('div', props, {
    name: 'repartee-transcript',
    state: { isEmpty, isFollowing } satisfies TranscriptRootState,
    children: (slot) => (
      <>
        {/* A region that scrolls must be reachable by keyboard. */}
        <div
          ref={viewport}
          className={slot('repartee-transcript-viewport repartee-focus')}
          role="region"
          aria-label={labels.transcript}
          tabIndex={0}
        >
          <div ref={content} className={slot('repartee-transcript-content')}>
            {isEmpty ? (
              <div className={slot('repartee-transcript-empty')}>{empty ?? labels.emptyTranscript}</div>
            ) : (
              <TranscriptRows ids={ids} renderRow={renderItem} />
            )}
            {suggestions && <Suggestions suggestions={suggestions} />}
          </div>
        </div>
        {!isFollowing && !isEmpty && <JumpButton count={ids.length} onJump={jumpToEnd} viewport={viewport} />}
        <Announcer announced={announced} when={announceWhen} />
      </>
    ),
  });
}

const createRenderItem = (options: RowOptions) => (id: ItemId) => <TranscriptItem id={id} {...options} />;

interface JumpButtonProps {
  readonly count: number;
  readonly onJump: () => void;
  readonly viewport: RefObject<HTMLElement | null>;
}

/** Scrolls to the newest row, and shows how many rows were added since the user scrolled up. */
function JumpButton({ count, onJump, viewport }: JumpButtonProps) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptLabels);
  const [countAtFirst] = useState(count);
  const jump = () => {
    // The click removes the button, so the focus goes to the list.
    viewport.current?.focus({ preventScroll: true });
    onJump();
  };
  return (
    <button type="button" className={slot('repartee-button repartee-transcript-jump')} onClick={jump}>
      <Icon shape={downShape} />
      <span className={slot('repartee-transcript-jump-text')}>{labels.jumpToNewest}</span>
      {count > countAtFirst && (
        <small className={slot('repartee-transcript-jump-count')}>
          {labels.jumpToNew(count - countAtFirst)}
        </small>
      )}
    </button>
  );
}
