'use client';

import { useEffect, useState } from 'react';
import { useBargeIn } from '@repartee/hooks';
import { Icon } from '../../internal/Icon.tsx';
import { doneShape, micShape, pauseShape, playShape } from '../../internal/controlShapes.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { interruptionLabels } from './interruptionLabels.ts';

/** The state of an `InterruptionIndicator`. */
export interface InterruptionIndicatorState {
  /** The agent is lowered, it is paused, it has yielded to the user, or it goes on. */
  readonly interruption: 'ducked' | 'paused' | 'yielded' | 'resumed' | null;
}

/** The props of `InterruptionIndicator`. */
export type InterruptionIndicatorProps = Omit<PartProps<'span', InterruptionIndicatorState>, 'children'> & {
  /** The time for which a decision is shown, in milliseconds. @default 2400 */
  readonly shownMs?: number;
};

const SHAPES = { ducked: micShape, paused: pauseShape, yielded: doneShape, resumed: playShape } as const;

/**
 * Says that the agent is lowered or paused while the user speaks, and then for a moment what became of it: it was interrupted, or it goes on. It
 * keeps its height when it is empty, so that the page does not move. Screen readers hear of interruptions from the transcript.
 *
 * Attributes: `data-interruption` (`ducked`, `paused`, `yielded`, `resumed`).
 *
 * @example
 * <InterruptionIndicator />
 */
export function InterruptionIndicator({ shownMs = 2_400, ...props }: InterruptionIndicatorProps) {
  const labels = usePartLabels(interruptionLabels);
  const { isDucked, isPaused, last } = useBargeIn();
  // A decision from before is not shown.
  const [seen, setSeen] = useState(last);
  useEffect(() => {
    if (last === seen) return undefined;
    const timer = setTimeout(() => setSeen(last), shownMs);
    return () => clearTimeout(timer);
  }, [last, seen, shownMs]);
  const decision = last === null || last === seen ? null : last.verdict === 'yield' ? 'yielded' : 'resumed';
  const interruption = isPaused ? 'paused' : isDucked ? 'ducked' : decision;
  return usePart('span', props, {
    name: 'repartee-interruption',
    state: { interruption },
    props: { 'aria-hidden': true },
    children: (slot) =>
      interruption && (
        <span key={interruption} className={slot('repartee-interruption-words')}>
          <Icon shape={SHAPES[interruption]} />
          {labels.interruption[interruption]}
        </span>
      ),
  });
}
