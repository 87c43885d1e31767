'use client';

import { usePresence } from '../../internal/presence/usePresence.ts';
import { VoiceOrbView } from './VoiceOrbView.tsx';
import type { VoiceOrbViewProps } from './VoiceOrbView.tsx';

/** The props of `VoiceOrb`. */
export type VoiceOrbProps = Omit<VoiceOrbViewProps, 'state' | 'user' | 'agent'>;

/**
 * Shows the agent as a living orb that follows the conversation: it grows with the agent's voice, and a ring around it shows
 * the user's voice or what keeps the two from speaking. Nothing runs in a silence, out of sight, or while the page is hidden.
 * With reduced motion it shows the state without movement, and the level in five steps.
 *
 * Attributes: `data-state` (`idle`, `connecting`, `listening`, `user-speaking`, `thinking`, `speaking`, `ducked`, `muted`,
 * `reconnecting`, `ended`).
 *
 * @example
 * <VoiceOrb seed="Ada" />
 */
export function VoiceOrb(props: VoiceOrbProps) {
  return <VoiceOrbView {...usePresence()} {...props} />;
}
