'use client';

import { useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { LevelSource } from '@repartee/core';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { usePart } from '../usePart.ts';
import type { PartProps } from '../usePart.ts';
import type { Draw } from './createPresence.ts';
import { faceOf } from './faceOf.ts';
import { PresenceCanvas } from './PresenceCanvas.tsx';
import { presenceLabels } from './presenceLabels.ts';
import type { PresenceState } from './PresenceState.ts';

/** The props of a part that shows a presence. */
export type PresenceViewProps<State> = Omit<PartProps<'div', State>, 'children'> & {
  /** The state that it shows. */
  readonly state: PresenceState;
  /** The loudness of the user. @default silence */
  readonly user?: LevelSource | null;
  /** The loudness of the agent. @default silence */
  readonly agent?: LevelSource | null;
  /** Gives an agent a face of its own: movement, and the second colour. The same seed gives the same face. @default 'repartee' */
  readonly seed?: string | number;
  /** An image of the agent in the place of the drawn body. */
  readonly avatar?: ReactNode;
};

interface PresencePart<State> {
  readonly name: string;
  readonly state: State;
  readonly draw: Draw;
}

/** Creates the element of a part that shows a presence. */
export function usePresencePart<State extends object>(
  { state, user = null, agent = null, seed = 'repartee', avatar, ...props }: PresenceViewProps<State>,
  own: PresencePart<State>,
): ReactElement {
  const labels = usePartLabels(presenceLabels);
  const face = useMemo(() => faceOf(seed), [seed]);
  const hasAvatar = avatar !== undefined && avatar !== null;
  return usePart('div', props as PartProps<'div', State>, {
    name: `repartee-presence ${own.name}`,
    state: own.state,
    props: {
      role: 'img',
      'aria-label': labels.presence[state],
      style: { '--repartee-hue': face.hue },
    },
    children: (slot) => (
      <>
        {hasAvatar && <span className={slot('repartee-presence-avatar')}>{avatar}</span>}
        <PresenceCanvas
          draw={own.draw}
          state={state}
          user={user}
          agent={agent}
          face={face}
          hasAvatar={hasAvatar}
        />
      </>
    ),
  });
}
