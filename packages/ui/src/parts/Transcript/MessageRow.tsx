'use client';

import type { ReactNode } from 'react';
import type { MessageEntry } from '@repartee/core';
import { splitEntry } from '@repartee/hooks';
import type { Labels } from '../../labels/Labels.ts';
import { useLabels } from '../../labels/useLabels.ts';

interface MessageRowProps {
  readonly entry: MessageEntry;
  readonly renderText?: ((text: string, entry: MessageEntry) => ReactNode) | undefined;
}

/** What somebody said or wrote. */
export function MessageRow({ entry, renderText }: MessageRowProps) {
  const labels = useLabels();
  const who = entry.role === 'user' ? labels.you : entry.role === 'agent' ? labels.agent : labels.system;
  return (
    <>
      <span className="repartee-row-who">{who}</span>
      <div className="repartee-row-body">
        {entry.images.map((url) => (
          <img key={url} className="repartee-row-image" src={url} alt={labels.image} />
        ))}
        {entry.text === '' ? (
          <Waiting entry={entry} labels={labels} />
        ) : (
          // Languages may be mixed in one conversation: each row finds its own direction.
          <div className="repartee-row-text" dir="auto">
            {renderText ? renderText(entry.text, entry) : <Words entry={entry} labels={labels} />}
          </div>
        )}
        {entry.cut && (
          <span className="repartee-row-note">
            {entry.cut.heardMs > 0 ? labels.interrupted(entry.cut.heardMs / 1000) : labels.unheard}
          </span>
        )}
      </div>
    </>
  );
}

interface WordsProps {
  readonly entry: MessageEntry;
  readonly labels: Labels;
}

/** The words; of an answer that was cut, those that nobody heard stand back. */
function Words({ entry, labels }: WordsProps) {
  const { heardText, unheardText, isEstimate } = splitEntry(entry);
  const unheard = unheardText.trimStart();
  // What was written and cut off was read all the same: its end stands in the note below.
  if (unheard === '' || entry.modality === 'text') return entry.text;
  return (
    <>
      {heardText.trimEnd()}
      <span className="repartee-row-unheard" data-estimate={isEstimate || undefined}>
        <span className="repartee-hidden">{` ${labels.unheardWords} `}</span>
        {unheard}
      </span>
    </>
  );
}

/** What stands in place of words that are not there yet, or never will be. */
function Waiting({ entry, labels }: WordsProps) {
  // Speech in which no word was found has a row too: the agent heard it, and the reader should know.
  if (
    entry.state === 'failed' ||
    (entry.role === 'user' && entry.state === 'done' && entry.images.length === 0)
  ) {
    return <p className="repartee-row-text repartee-row-faint">{labels.notUnderstood}</p>;
  }
  if (entry.state === 'done' || entry.state === 'interrupted') return null;
  const asUser = entry.state === 'speaking' ? labels.listening : labels.transcribing;
  return (
    <p className="repartee-row-text">
      <span className="repartee-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="repartee-hidden">{entry.role === 'user' ? asUser : labels.thinking}</span>
    </p>
  );
}
