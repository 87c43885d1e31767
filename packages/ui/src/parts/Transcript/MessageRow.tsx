'use client';

import type { MessageEntry } from '@repartee/core';
import type { Labels } from '../../labels/Labels.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What somebody said or wrote. */
export function MessageRow({ entry }: { readonly entry: MessageEntry }) {
  const labels = useLabels();
  const who = entry.role === 'user' ? labels.you : entry.role === 'agent' ? labels.agent : labels.system;
  return (
    <>
      <span className="repartee-row-who">{who}</span>
      <div className="repartee-row-body">
        {entry.images.map((url) => (
          <img key={url} className="repartee-row-image" src={url} alt="" />
        ))}
        <Words entry={entry} labels={labels} />
      </div>
      {entry.cut && (
        <span className="repartee-row-note">
          {entry.cut.heardMs > 0 ? labels.interrupted(entry.cut.heardMs / 1000) : labels.unheard}
        </span>
      )}
    </>
  );
}

function Words({ entry, labels }: { readonly entry: MessageEntry; readonly labels: Labels }) {
  if (entry.text !== '') {
    // Languages may be mixed in one conversation: each row finds its own direction.
    return (
      <p className="repartee-row-text" dir="auto">
        {entry.text}
      </p>
    );
  }
  // Speech in which no word was found has a row too: the agent heard it, and the reader should know.
  if (entry.state === 'failed' || (entry.role === 'user' && entry.state === 'done')) {
    return <p className="repartee-row-text repartee-row-faint">{labels.notUnderstood}</p>;
  }
  if (entry.state === 'done' || entry.state === 'interrupted') return null;
  const words = entry.state === 'speaking' ? labels.listening : labels.transcribing;
  return (
    <p className="repartee-row-text repartee-row-faint">
      <span className="repartee-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span className="repartee-hidden">{entry.role === 'user' ? words : labels.phase.thinking}</span>
    </p>
  );
}
