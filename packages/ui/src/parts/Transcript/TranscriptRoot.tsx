'use client';

import { Fragment } from 'react';
import type { ReactNode } from 'react';
import type { ItemId } from '@repartee/core';
import { useTranscript } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { useLabels } from '../../labels/useLabels.ts';
import { Announcer } from './Announcer.tsx';
import { TranscriptItem } from './TranscriptItem.tsx';
import { useStickToEnd } from './useStickToEnd.ts';

/** What `Transcript.Root` shows. */
export interface TranscriptRootState {
  readonly isEmpty: boolean;
  /** Whether it follows the newest row. It stops when the reader scrolls up. */
  readonly isFollowing: boolean;
}

/** The props of `Transcript.Root`. */
export type TranscriptRootProps = Omit<PartProps<'div', TranscriptRootState>, 'children'> & {
  /** Makes the row of one entry. @default a `Transcript.Item` */
  readonly children?: (id: ItemId) => ReactNode;
  /** What stands in place of rows before anything was said. */
  readonly empty?: ReactNode;
};

/**
 * The scrolling list of the conversation. It follows the newest row until the reader scrolls up. Rows re-render alone; rows
 * out of sight cost neither layout nor paint, so thousands stay smooth. Screen readers are told of finished rows, politely.
 */
export function TranscriptRoot({ className, style, children, empty, ...props }: TranscriptRootProps) {
  const { ids, isEmpty } = useTranscript();
  const labels = useLabels();
  const { viewport, content, isFollowing, jumpToEnd } = useStickToEnd();
  return (
    <div {...props} {...resolvePart('repartee-transcript', { isEmpty, isFollowing }, { className, style })}>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div
        ref={viewport}
        className="repartee-transcript-viewport repartee-focus"
        role="region"
        aria-label={labels.transcript}
        tabIndex={0}
      >
        <div ref={content}>
          {isEmpty ? (
            <p className="repartee-transcript-empty">{empty ?? labels.emptyTranscript}</p>
          ) : (
            <ol className="repartee-transcript-rows">
              {ids.map((id) =>
                children ? <Fragment key={id}>{children(id)}</Fragment> : <TranscriptItem key={id} id={id} />,
              )}
            </ol>
          )}
        </div>
      </div>
      {!isFollowing && !isEmpty && (
        <button type="button" className="repartee-button repartee-transcript-jump" onClick={jumpToEnd}>
          <Icon shape="down" />
          <span>{labels.jumpToNewest}</span>
        </button>
      )}
      <Announcer />
    </div>
  );
}
