'use client';

import { memo } from 'react';
import type { ItemId } from '@repartee/core';
import { useIsAudible, useTranscriptItem } from '@repartee/hooks';
import type { PartProps } from '../../internal/usePart.ts';
import type { RowOptions } from './RowOptions.ts';
import { TranscriptRow } from './TranscriptRow.tsx';
import type { TranscriptItemState } from './TranscriptRow.tsx';

/** The props of `TranscriptItem`. */
export type TranscriptItemProps = Omit<PartProps<'li', TranscriptItemState>, 'children' | 'id'> &
  RowOptions & {
    /** The id of the entry, from `useTranscript`. */
    readonly id: ItemId;
  };

/**
 * One row of the transcript: a message, a tool call, a request for approval, or the mark of a new connection. It renders again
 * only when its entry changes. While the agent speaks, the row shows which word is heard.
 *
 * Attributes: `data-kind` (`message`, `tool`, `remote-tool`, `approval`, `continuity`), `data-role` (`user`, `agent`,
 * `system`), `data-state` (the state of the entry), `data-modality` (`audio`, `text`), `data-audible`.
 *
 * @example
 * <TranscriptRoot>{(id) => <TranscriptItem id={id} />}</TranscriptRoot>
 */
export const TranscriptItem = memo(function TranscriptItem({ id, ...props }: TranscriptItemProps) {
  const entry = useTranscriptItem(id);
  const isAudible = useIsAudible(id);
  return entry && <TranscriptRow {...props} entry={entry} isAudible={isAudible} />;
});
