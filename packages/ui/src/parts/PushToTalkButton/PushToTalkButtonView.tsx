'use client';

import { useId, useRef } from 'react';
import type { LevelSource } from '@repartee/core';
import type { PushToTalkControls } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { micOffShape, micShape, speechShape } from '../../internal/controlShapes.ts';
import { sendShape } from '../../internal/iconShapes.ts';
import type { IconShape } from '../../internal/IconShape.ts';
import { useLevelStyle } from '../../internal/useLevelStyle.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import type { Labels } from '../../labels/Labels.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { pushToTalkButtonLabels } from './pushToTalkButtonLabels.ts';

/** The state of a `PushToTalkButton`. */
export interface PushToTalkButtonState {
  /** `latched`: the turn stays open without being held. */
  readonly state: PushToTalkControls['state'];
  /** The outcome of the last turn; `null` while one is open, and before the first. */
  readonly outcome: PushToTalkControls['outcome'];
  /** The reason why push-to-talk is not possible now; `null` if it is possible. */
  readonly blockedBy: PushToTalkControls['blockedBy'];
}

/** The props of `PushToTalkButtonView`. */
export type PushToTalkButtonViewProps = PartProps<'button', PushToTalkButtonState> & {
  /** The result of `usePushToTalk`. */
  readonly controls: PushToTalkControls;
  /** The loudness of the user. Without it the button does not follow the voice. */
  readonly source?: LevelSource | null;
};

const SHAPES = { idle: micShape, holding: speechShape, latched: sendShape } as const satisfies Record<
  string,
  IconShape
>;

/**
 * The button of `PushToTalkButton`, for apps that call `usePushToTalk` themselves.
 *
 * Attributes: `data-state`, `data-outcome`, `data-blocked-by`.
 *
 * @example
 * <PushToTalkButtonView controls={usePushToTalk()} />
 */
export function PushToTalkButtonView(props: PushToTalkButtonViewProps) {
  const { controls, source = null, children, ...rest } = props;
  const { isTurnOpen, buttonProps, state, outcome, blockedBy } = controls;
  const labels = usePartLabels(pushToTalkButtonLabels);
  const hintId = useId();
  const disc = useRef<HTMLSpanElement>(null);
  useLevelStyle(disc, isTurnOpen ? source : null);
  const button = usePart('button', rest, {
    name: 'repartee-button repartee-push-to-talk',
    state: { state, outcome, blockedBy },
    props: { type: 'button', 'aria-describedby': hintId, ...buttonProps },
    children: (slot) =>
      children ?? (
        <>
          <span ref={disc} className={slot('repartee-push-to-talk-disc')} aria-hidden="true">
            <Icon shape={blockedBy === null || isTurnOpen ? SHAPES[state] : micOffShape} />
          </span>
          <span className={slot('repartee-push-to-talk-text')}>
            {/* `aria-pressed` says the state. If the name changed too, screen readers would say the opposite. */}
            <span className={slot('repartee-push-to-talk-name')}>{labels.pushToTalk}</span>
            <span id={hintId} className={slot('repartee-push-to-talk-hint')} aria-hidden="true">
              {hintOf({ state, outcome, blockedBy }, labels)}
            </span>
          </span>
        </>
      ),
  });
  return (
    <>
      {button}
      {/* Empty while the microphone is open: it would pick up the screen reader's voice. */}
      <span role="status" className="repartee-hidden">
        {outcome && labels.pushToTalkOutcomes[outcome]}
      </span>
    </>
  );
}

type HintLabels = Pick<Labels, 'pushToTalkHints' | 'pushToTalkOutcomes' | 'pushToTalkBlocks'>;

function hintOf({ state, outcome, blockedBy }: PushToTalkButtonState, labels: HintLabels): string {
  if (state !== 'idle' || (blockedBy === null && (outcome === null || outcome === 'sent'))) {
    return labels.pushToTalkHints[state];
  }
  return blockedBy === null
    ? labels.pushToTalkOutcomes[outcome ?? 'sent']
    : labels.pushToTalkBlocks[blockedBy];
}
