'use client';

import type { ContinuityEntry, LostMemory } from '@repartee/core';
import { Icon } from '../../internal/Icon.tsx';
import { moreShape, renewShape } from '../../internal/iconShapes.ts';
import type { Labels } from '../../labels/Labels.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { describeContinuity } from './describeContinuity.ts';
import { transcriptLabels } from './transcriptLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** The mark of a new connection: a line with what the agent remembers on it, and what was lost when opened. */
export function ContinuityRow({ entry }: { readonly entry: ContinuityEntry }) {
  const slot = useSlots();
  const labels = usePartLabels(transcriptLabels);
  return (
    <div className={slot('repartee-seam')}>
      <p className={slot('repartee-seam-words')}>
        <Icon shape={renewShape} />
        <span className={slot('repartee-seam-text')}>{describeContinuity(entry, labels)}</span>
      </p>
      {entry.lost.length > 0 && (
        <details className={slot('repartee-seam-lost')}>
          <summary className={slot('repartee-seam-summary repartee-focus')}>
            {labels.lost}
            <Icon shape={moreShape} className="repartee-seam-more" />
          </summary>
          {entry.lost.map((lost, index) => (
            // The losses never change once the row is there.
            // oxlint-disable-next-line react/no-array-index-key
            <p key={index} className={slot('repartee-seam-line')}>
              {describeLost(lost, labels)}
            </p>
          ))}
        </details>
      )}
    </div>
  );
}

function describeLost(lost: LostMemory, labels: Pick<Labels, 'lostEntries' | 'lostMemory'>): string {
  switch (lost.what) {
    case 'entries':
      return labels.lostEntries[lost.reason](lost.itemIds.length);
    case 'images':
      return labels.lostMemory.images(lost.itemIds.length);
    case 'user-audio':
      return labels.lostMemory.userAudio(lost.durationMs / 1000);
    case 'answer':
      return labels.lostMemory.answer;
    case 'tool-call':
      return labels.lostMemory.toolCall;
    default:
      return labels.lostMemory.summary;
  }
}
