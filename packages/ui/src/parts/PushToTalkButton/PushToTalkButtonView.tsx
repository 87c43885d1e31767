'use client';

import { useId, useRef } from 'react';
import type { LevelSource } from '@repartee/core';
import { useAudioLevel } from '@repartee/hooks';
import type { PushToTalkControls } from '@repartee/hooks';
import { composeHandlers } from '../../internal/composeHandlers.ts';
import { Icon } from '../../internal/Icon.tsx';
import type { IconShape } from '../../internal/Icon.tsx';
import { resolvePart } from '../../internal/resolvePart.ts';
import type { PartProps } from '../../internal/resolvePart.ts';
import type { Labels } from '../../labels/Labels.ts';
import { useLabels } from '../../labels/useLabels.ts';

/** What a `PushToTalkButton` shows. */
export type PushToTalkButtonState = Pick<PushToTalkControls, 'state' | 'outcome' | 'blockedBy'>;

/** The props of `PushToTalkButtonView`: a button's, and what `usePushToTalk` returned. */
export type PushToTalkButtonViewProps = PartProps<'button', PushToTalkButtonState> & {
  readonly talk: PushToTalkControls;
  /** How loud the user is; without it nothing follows the voice. */
  readonly source?: LevelSource | null;
};

/** Speech seldom has a level over this; the ring is full there. */
const FULL_LEVEL = 0.25;

const SHAPES = { idle: 'mic', holding: 'talk', latched: 'send' } as const satisfies Record<string, IconShape>;

/**
 * The button of `PushToTalkButton`, for those who call `usePushToTalk` themselves.
 *
 * @example
 * <PushToTalkButtonView talk={usePushToTalk()} />
 */
export function PushToTalkButtonView(props: PushToTalkButtonViewProps) {
  const { talk, source = null, className, style, children, ...rest } = props;
  const { isTalking, buttonProps } = talk;
  const { state, outcome, blockedBy } = talk;
  const labels = useLabels();
  const hintId = useId();
  const disc = useRef<HTMLSpanElement>(null);
  useAudioLevel(
    isTalking ? source : null,
    ({ level }) => {
      const share = Math.min(1, level / FULL_LEVEL).toFixed(2);
      disc.current?.style.setProperty('--repartee-level', share);
    },
    { bandCount: 0 },
  );
  const part = resolvePart(
    'repartee-button repartee-talk',
    { state, outcome, blockedBy },
    { className, style },
  );
  return (
    <>
      <button
        type="button"
        aria-describedby={hintId}
        {...buttonProps}
        {...composeHandlers(buttonProps, rest)}
        {...part}
        style={{ ...buttonProps.style, ...part.style }}
      >
        {children ?? (
          <>
            <span ref={disc} className="repartee-talk-disc" aria-hidden="true">
              <Icon shape={blockedBy === null || isTalking ? SHAPES[state] : 'mic-off'} />
            </span>
            <span className="repartee-talk-words">
              {/* The name stays and the pressed state changes: a name that changes too would be read as its opposite. */}
              <span>{labels.talk}</span>
              <span id={hintId} className="repartee-talk-hint" aria-hidden="true">
                {hintOf(talk, labels)}
              </span>
            </span>
          </>
        )}
      </button>
      {/* Empty while the microphone is open: what a screen reader says would be in the turn. */}
      <span role="status" className="repartee-hidden">
        {outcome && labels.talkOutcomes[outcome]}
      </span>
    </>
  );
}

function hintOf({ state, outcome, blockedBy }: PushToTalkButtonState, labels: Labels): string {
  if (state !== 'idle' || (blockedBy === null && (outcome === null || outcome === 'sent'))) {
    return labels.talkHints[state];
  }
  return blockedBy === null ? labels.talkOutcomes[outcome ?? 'sent'] : labels.talkBlocks[blockedBy];
}
