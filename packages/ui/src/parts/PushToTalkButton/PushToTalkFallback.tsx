'use client';

import { Icon } from '../../internal/Icon.tsx';
import { micOffShape } from '../../internal/controlShapes.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { pushToTalkFallbackLabels } from './pushToTalkFallbackLabels.ts';
import { useSlots } from '../../internal/useSlots.ts';

/** Has the place of a `PushToTalkButton` until it is loaded. */
export function PushToTalkFallback() {
  const slot = useSlots();
  const labels = usePartLabels(pushToTalkFallbackLabels);
  return (
    <button
      type="button"
      className={slot('repartee-button repartee-push-to-talk')}
      data-state="idle"
      disabled
    >
      <span className={slot('repartee-push-to-talk-disc')} aria-hidden="true">
        <Icon shape={micOffShape} />
      </span>
      <span className={slot('repartee-push-to-talk-text')}>
        <span className={slot('repartee-push-to-talk-name')}>{labels.pushToTalk}</span>
        <span className={slot('repartee-push-to-talk-hint')} aria-hidden="true">
          {labels.pushToTalkHints.idle}
        </span>
      </span>
    </button>
  );
}
