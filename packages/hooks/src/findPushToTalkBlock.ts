import type { RealtimeSession } from '@repartee/core';

/**
 * The reason why the user cannot open a turn now:
 * - `unsupported`: the vendor finds turns itself
 * - `disconnected`: the session is not connected
 * - `hands-free`: the session is in hands-free mode
 * - `microphone`: the microphone is off or lost
 * - `microphone-interrupted`: the system has taken the microphone, as for a phone call
 * - `muted`: the user is muted
 */
export type PushToTalkBlock =
  | 'unsupported'
  | 'disconnected'
  | 'hands-free'
  | 'microphone'
  | 'microphone-interrupted'
  | 'muted';

/**
 * Finds why a turn cannot be opened by hand now; `null` when it can. It can while the session connects: the session keeps
 * the audio.
 */
export function findPushToTalkBlock({ capabilities, store }: RealtimeSession): PushToTalkBlock | null {
  const { status, inputMode, microphone, isMuted } = store.getState();
  if (!capabilities.canCommitTurns) return 'unsupported';
  if (inputMode !== 'push-to-talk') return 'hands-free';
  if (!['connecting', 'live', 'reconnecting'].includes(status)) return 'disconnected';
  if (microphone === 'interrupted') return 'microphone-interrupted';
  if (microphone === 'lost' || (microphone === 'off' && status === 'live')) return 'microphone';
  return isMuted ? 'muted' : null;
}
