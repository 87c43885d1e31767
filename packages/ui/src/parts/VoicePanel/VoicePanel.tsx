'use client';

import { useState } from 'react';
import type { ReactNode } from 'react';
import { usePart } from '../../internal/usePart.ts';
import type { PartProps } from '../../internal/usePart.ts';
import { usePartLabels } from '../../labels/usePartLabels.ts';
import { ControlBar } from '../ControlBar/ControlBar.tsx';
import { SessionStatus } from '../SessionStatus/SessionStatus.tsx';
import { VoiceOrb } from '../VoiceOrb/VoiceOrb.tsx';
import { LazyPanelEyes } from './LazyPanelEyes.ts';
import { LazyWritingParts } from './LazyWritingParts.ts';
import { useConversationParts } from './useConversationParts.tsx';
import { voicePanelLabels } from './voicePanelLabels.ts';

const CAPTIONS = { background: 'none' } as const;

/** The state of a `VoicePanel`. */
export interface VoicePanelState {
  /** The shown side: the agent's presence, or the conversation in writing. */
  readonly view: 'presence' | 'transcript';
}

/** The props of `VoicePanel`. */
export type VoicePanelProps = Omit<PartProps<'div', VoicePanelState>, 'children'> & {
  /** Gives the agent a face of its own. @default 'repartee' */
  readonly seed?: string | number;
  /** Another presence, such as `<Visualizer variant="aura" />`. @default a VoiceOrb */
  readonly presence?: ReactNode;
  /** Whether captions are shown at first. @default true */
  readonly defaultCaptions?: boolean;
  /** The side that is shown at first. @default 'presence' */
  readonly defaultView?: VoicePanelState['view'];
  /**
   * The sources that the user may show the agent: images of their own in messages (`files`), the camera, the screen. The
   * agent may ask to see the latter two, by the tool `look`. Nothing is opened or sent without the user, and nothing is
   * shown where the vendor sees nothing. @default none
   */
  readonly images?: readonly ('files' | 'camera' | 'screen')[];
};

/**
 * A whole voice interface: the agent's presence, status, captions, notices, the conversation in writing and the controls. It
 * fills its container, and keeps the controls at its lower edge.
 *
 * Attributes: `data-view` (`presence`, `transcript`).
 *
 * @example
 * <SessionProvider session={session}>
 *   <VoicePanel seed="Ada" />
 * </SessionProvider>
 */
export function VoicePanel({
  seed = 'repartee',
  presence,
  defaultCaptions = true,
  defaultView = 'presence',
  images,
  ...props
}: VoicePanelProps) {
  const { voicePanel } = usePartLabels(voicePanelLabels);
  const [hasCaptions, setCaptions] = useState(defaultCaptions);
  const [view, setView] = useState(defaultView);
  const talk = useConversationParts(hasCaptions ? CAPTIONS : null);
  return usePart('div', props, {
    name: 'repartee-panel',
    state: { view },
    props: { role: 'group', 'aria-label': voicePanel },
    children: (slot) => (
      <>
        <div className={slot('repartee-panel-notices')}>{talk.notices}</div>
        <div className={slot('repartee-panel-stage')}>
          <div className={slot('repartee-panel-presence')}>{presence ?? <VoiceOrb seed={seed} />}</div>
          <SessionStatus />
          {talk.sign}
        </div>
        {view === 'transcript' && (
          <div className={slot('repartee-panel-writing')}>
            <LazyWritingParts takesImages={images?.includes('files')} />
          </div>
        )}
        {images?.some((way) => way !== 'files') && <LazyPanelEyes sources={images} />}
        {view === 'presence' && talk.questions}
        {view === 'presence' && talk.captions}
        <ControlBar
          captions={hasCaptions}
          onCaptionsChange={setCaptions}
          transcript={view === 'transcript'}
          onTranscriptChange={(isShown) => setView(isShown ? 'transcript' : 'presence')}
        />
      </>
    ),
  });
}
