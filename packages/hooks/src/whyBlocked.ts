import type { RealtimeSession } from '@repartee/core';

/** Why nobody can talk by hand now. */
export type TalkBlock = 'unsupported' | 'disconnected' | 'hands-free' | 'microphone' | 'muted';

/** Tells why a turn cannot be opened by hand now; `null` when it can. While it connects it can: what is said is kept. */
export function whyBlocked({ capabilities, store }: RealtimeSession): TalkBlock | null {
  const { status, inputMode, microphone, isMuted } = store.getState();
  if (!capabilities.canCommitTurns) return 'unsupported';
  if (inputMode !== 'push-to-talk') return 'hands-free';
  if (!['connecting', 'live', 'reconnecting'].includes(status)) return 'disconnected';
  if (microphone === 'lost' || (microphone === 'off' && status === 'live')) return 'microphone';
  return isMuted ? 'muted' : null;
}
