'use client';

import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SessionStatus as Status } from '@repartee/core';
import { useSessionState } from '@repartee/hooks';
import { presenceOf } from '../../internal/presence/presenceOf.ts';
import type { PresenceState } from '../../internal/presence/PresenceState.ts';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { ControlBar } from '../ControlBar/ControlBar.tsx';
import { SessionStatus } from '../SessionStatus/SessionStatus.tsx';
import { QualityIndicator } from '../StageSigns/QualityIndicator.tsx';
import { SessionTimer } from '../StageSigns/SessionTimer.tsx';
import { VoiceOrb } from '../VoiceOrb/VoiceOrb.tsx';
import { useConversationParts } from '../VoicePanel/useConversationParts.tsx';
import { callScreenLabels } from './callScreenLabels.ts';

const CAPTIONS = { background: 'none', size: 'large' } as const;

/** The state of a `CallScreen`. */
export interface CallScreenState {
  readonly status: Status;
  /** The state of the presence. */
  readonly state: PresenceState;
  /** Whether captions are shown. */
  readonly captions: boolean;
}

/** The props of `CallScreen`. */
export type CallScreenProps = PartProps<'div', CallScreenState> & {
  /** The agent's name, at the top. */
  readonly name?: string;
  /** Gives the agent a face of its own. @default the name */
  readonly seed?: string | number;
  /** Another presence, such as `<Visualizer variant="aura" />`. @default a VoiceOrb */
  readonly presence?: ReactNode;
  /** Whether captions are shown at first. @default true */
  readonly defaultCaptions?: boolean;
  /** Controls of your own, before the button that starts and ends. */
  readonly children?: ReactNode;
};

/**
 * A call that fills the screen of a phone: the agent's presence, captions over it, and large controls within reach of the thumb.
 * It keeps clear of notches and home bars, and in landscape the controls stand beside the presence. For the edges of the screen, the page
 * needs `viewport-fit=cover`.
 *
 * Attributes: `data-status`, `data-state` (as a `VoiceOrb`), `data-captions`.
 *
 * @example
 * <SessionProvider session={session}>
 *   <CallScreen name="Ada" />
 * </SessionProvider>
 */
export function CallScreen({
  name,
  seed = name ?? 'repartee',
  presence,
  defaultCaptions = true,
  children,
  ...props
}: CallScreenProps) {
  const { callScreen } = usePartLabels(callScreenLabels);
  const [captions, setCaptions] = useState(defaultCaptions);
  const talk = useConversationParts(captions ? CAPTIONS : null);
  const status = useSessionState((session) => session.status);
  return usePart('div', props, {
    name: 'repartee-call',
    state: { status, state: useSessionState(presenceOf), captions },
    props: { role: 'group', 'aria-label': name ?? callScreen },
    children: (slot) => (
      <>
        <div className={slot('repartee-call-head')}>
          {name !== undefined && <span className={slot('repartee-call-name')}>{name}</span>}
          <div className={slot('repartee-call-facts')}>
            <SessionStatus />
            <SessionTimer />
            <QualityIndicator />
          </div>
        </div>
        <div className={slot('repartee-call-notices')}>{talk.notices}</div>
        <div className={slot('repartee-call-presence')}>{presence ?? <VoiceOrb seed={seed} />}</div>
        {talk.sign}
        <div className={slot('repartee-call-words')}>
          {talk.questions}
          {talk.captions}
        </div>
        <ControlBar size="large" captions={captions} onCaptionsChange={setCaptions}>
          {children}
        </ControlBar>
      </>
    ),
  });
}
