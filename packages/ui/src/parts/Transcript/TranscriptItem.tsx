'use client';

import { memo } from 'react';
import type { ReactNode } from 'react';
import type { ItemId, MessageEntry, TranscriptEntry } from '@repartee/core';
import { useIsAudible, useTranscriptItem } from '@repartee/hooks';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import { ApprovalRow } from './ApprovalRow.tsx';
import { MessageRow } from './MessageRow.tsx';
import { ToolRow } from './ToolRow.tsx';

/** What `Transcript.Item` shows. */
export interface TranscriptItemState {
  readonly kind: TranscriptEntry['kind'];
  readonly role: 'user' | 'agent' | 'system' | null;
  readonly state: TranscriptEntry['state'];
  readonly modality: 'audio' | 'text' | null;
  /** Whether it is being heard at this moment. */
  readonly isAudible: boolean;
}

/** The props of `Transcript.Item`. */
export type TranscriptItemProps = Omit<PartProps<'li', TranscriptItemState>, 'children' | 'id'> & {
  /** The id of the entry, as `useTranscript` lists it. */
  readonly id: ItemId;
  /** Shows the words of a message in another way, for example as Markdown. */
  readonly renderText?: ((text: string, entry: MessageEntry) => ReactNode) | undefined;
};

/**
 * One row: what somebody said, a tool that was called, or a question to the user. It re-renders when its entry changes.
 *
 * @example
 * <Transcript.Root>{(id) => <Transcript.Item id={id} />}</Transcript.Root>
 */
export const TranscriptItem = memo(function TranscriptItem({
  id,
  renderText,
  className,
  style,
  ...props
}: TranscriptItemProps) {
  const entry = useTranscriptItem(id);
  const isAudible = useIsAudible(id);
  if (!entry) return null;
  const isMessage = entry.kind === 'message';
  const state: TranscriptItemState = {
    kind: entry.kind,
    role: isMessage ? entry.role : null,
    state: entry.state,
    modality: isMessage ? entry.modality : null,
    isAudible,
  };
  return (
    <li {...props} {...resolvePart('repartee-row', state, { className, style })}>
      <RowContent entry={entry} renderText={renderText} />
    </li>
  );
});

interface RowContentProps extends Pick<TranscriptItemProps, 'renderText'> {
  readonly entry: TranscriptEntry;
}

function RowContent({ entry, renderText }: RowContentProps) {
  switch (entry.kind) {
    case 'message':
      return <MessageRow entry={entry} renderText={renderText} />;
    case 'approval':
      return <ApprovalRow entry={entry} />;
    default:
      return <ToolRow entry={entry} />;
  }
}
