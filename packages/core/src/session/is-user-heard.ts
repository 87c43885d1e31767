import type { SessionState } from './session-state.ts';

/**
 * Whether the user's voice may go to the vendor, mute aside: always in hands-free, in push-to-talk while a turn is
 * open. In half duplex it may not while the agent is audible, as the agent would answer itself.
 */
export function isUserHeard({
  inputMode,
  isTurnOpen,
  bargeIn,
  speakingItemId,
}: Pick<SessionState, 'inputMode' | 'isTurnOpen' | 'bargeIn' | 'speakingItemId'>): boolean {
  if (isTurnOpen) return true;
  return inputMode === 'hands-free' && (!bargeIn?.isHalfDuplex || speakingItemId === null);
}
