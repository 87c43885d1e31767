import type { SessionState } from '@repartee/core';
import type { SessionActivity } from '../../labels/Labels.ts';

/**
 * Describes what happens in a live session. `listening` is true only if the agent can hear the user: not during a pause or in the vendor's queue, while the
 * microphone is muted, lost, off (a conversation in writing) or taken by the system, and not between two push-to-talk turns.
 */
export function activityOf({
  phase,
  microphone,
  isMuted,
  inputMode,
  isTurnOpen,
  isPaused,
  isQueued,
}: Pick<
  SessionState,
  'phase' | 'microphone' | 'isMuted' | 'inputMode' | 'isTurnOpen' | 'isPaused' | 'isQueued'
>): SessionActivity {
  if (isPaused) return 'paused';
  if (isQueued) return 'queued';
  if (phase !== 'listening' && phase !== 'user-speaking') return phase;
  if (microphone === 'lost') return 'microphone-lost';
  if (microphone === 'interrupted') return 'microphone-interrupted';
  if (microphone === 'opening') return 'microphone-opening';
  if (microphone === 'off') return 'ready';
  if (isMuted) return 'muted';
  return inputMode === 'push-to-talk' && !isTurnOpen ? 'ready' : phase;
}
