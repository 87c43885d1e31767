'use client';

import type { ReactNode } from 'react';
import type { MessageEntry } from '@repartee/core';
import { splitEntry } from '@repartee/hooks';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { MarkdownText } from '../MarkdownText/MarkdownText.tsx';
import { HeardWords } from './HeardWords.tsx';
import { RowImage } from './RowImage.tsx';
import type { RowOptions } from './RowOptions.ts';
import { transcriptLabels } from './transcriptLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

interface MessageRowProps extends Omit<RowOptions, 'tools'> {
  readonly entry: MessageEntry;
  readonly isAudible?: boolean;
}

/** A message: the name of its author, and its text and images. */
export function MessageRow({ entry, times = false, isAudible = false, ...options }: MessageRowProps) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptLabels);
  const who = entry.role === 'user' ? labels.you : entry.role === 'agent' ? labels.agent : labels.system;
  return (
    <>
      <span className={slot('repartee-row-who')}>
        {who}
        {times && <Time atMs={entry.createdAtMs} />}
      </span>
      <div className={slot('repartee-row-body')}>
        {entry.images.map((url, index) => (
          // The images of a message never change places, and a data URL would be a key of megabytes.
          // oxlint-disable-next-line react/no-array-index-key
          <RowImage key={index} url={url} position={index + 1} count={entry.images.length} />
        ))}
        {entry.text === '' ? (
          <Placeholder entry={entry} />
        ) : (
          // A conversation may mix languages, so each row finds its own direction.
          <div className={slot('repartee-row-text')} dir="auto">
            {textOf(entry, options) ?? <MessageText entry={entry} isAudible={isAudible} />}
          </div>
        )}
        {entry.cut && (
          <span className={slot('repartee-row-note')}>
            {entry.cut.heardMs > 0 ? labels.interrupted(entry.cut.heardMs / 1000) : labels.unheard}
          </span>
        )}
      </div>
      {options.actions && isFinished(entry) && (
        <div className={slot('repartee-row-actions')}>{options.actions(entry)}</div>
      )}
    </>
  );
}

/** The text as the app wants it, or with Markdown. An answer that is spoken has none: its words are marked as they are heard. */
function textOf(
  entry: MessageEntry,
  { renderText, markdown }: Pick<RowOptions, 'renderText' | 'markdown'>,
): ReactNode {
  if (renderText) return renderText(entry.text, entry);
  const isWritten = entry.role === 'agent' && entry.modality === 'text';
  return markdown && isWritten ? <MarkdownText text={entry.text} /> : null;
}

const isFinished = ({ state, text }: MessageEntry) =>
  text !== '' && (state === 'done' || state === 'interrupted');

/** The time of day in the user's language and zone, which a server does not know. */
function Time({ atMs }: { readonly atMs: number }) {
  const slot = useSlots();
  if (atMs === 0) return null;
  const at = new Date(atMs);
  return (
    <time className={slot('repartee-row-time')} dateTime={at.toISOString()} suppressHydrationWarning>
      {at.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}
    </time>
  );
}

interface EntryProps {
  readonly entry: MessageEntry;
}

/** The text. In an interrupted answer, the part that the user did not hear is set apart. */
function MessageText({ entry, isAudible }: EntryProps & { readonly isAudible: boolean }) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptLabels);
  if (isAudible && !entry.cut) return <HeardWords id={entry.id} />;
  const { heardText, unheardText, isEstimate } = splitEntry(entry);
  const unheard = unheardText.trimStart();
  // Written text was read even if it was cut off. The line below says that it was interrupted.
  if (unheard === '' || entry.modality === 'text') return entry.text;
  return (
    <>
      {heardText.trimEnd()}
      <span className={slot('repartee-row-unheard')} data-estimate={isEstimate || undefined}>
        <span className="repartee-hidden">{` ${labels.unheardWords} `}</span>
        {unheard}
      </span>
    </>
  );
}

/** The content of a message before its text arrives, or if there is none. */
function Placeholder({ entry }: EntryProps) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptLabels);
  // The agent heard speech in which no word was found, so the transcript shows that there was some.
  if (
    entry.state === 'failed' ||
    (entry.role === 'user' && entry.state === 'done' && entry.images.length === 0)
  ) {
    return <p className={slot('repartee-row-text repartee-row-faint')}>{labels.notUnderstood}</p>;
  }
  if (entry.state === 'done' || entry.state === 'interrupted') return null;
  const asUser = entry.state === 'speaking' ? labels.listening : labels.transcribing;
  return (
    <p className={slot('repartee-row-text')}>
      <span className={slot('repartee-dots')} aria-hidden="true">
        <i className={slot('repartee-dot')} />
        <i className={slot('repartee-dot')} />
        <i className={slot('repartee-dot')} />
      </span>
      <span className="repartee-hidden">{entry.role === 'user' ? asUser : labels.thinking}</span>
    </p>
  );
}
