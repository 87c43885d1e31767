'use client';

import type { PresenceState } from '../../internal/presence/PresenceState.ts';
import type { PresenceViewProps } from '../../internal/presence/usePresencePart.tsx';
import { usePresencePart } from '../../internal/presence/usePresencePart.tsx';
import { drawOrb } from './drawOrb.ts';

/** The state of a `VoiceOrb`. */
export interface VoiceOrbState {
  readonly state: PresenceState;
}

/** The props of `VoiceOrbView`. */
export type VoiceOrbViewProps = PresenceViewProps<VoiceOrbState>;

/**
 * The drawing of `VoiceOrb` for a state and level sources of your own.
 *
 * Attributes: `data-state`.
 *
 * @example
 * <VoiceOrbView state="thinking" seed="Ada" />
 */
export function VoiceOrbView(props: VoiceOrbViewProps) {
  return usePresencePart(props, { name: 'repartee-orb', state: { state: props.state }, draw: drawOrb });
}
