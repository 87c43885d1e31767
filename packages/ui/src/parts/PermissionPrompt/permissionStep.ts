import type { MicrophonePermission, RealtimeError } from '@repartee/core';

/**
 * The user's step on the way to a microphone:
 * - `ask`: the browser will ask
 * - `asking`: it asks now
 * - `dismissed`: the user closed the question without an answer
 * - `denied`: the browser refuses, and asks no more
 * - `blocked`: the system does not let the browser use a microphone
 * - `missing`, `busy`: there is no microphone, or another app has it
 * - `insecure`: the page has no microphones at all
 */
export type PermissionStep =
  | 'ask'
  | 'asking'
  | 'dismissed'
  | 'denied'
  | 'blocked'
  | 'missing'
  | 'busy'
  | 'insecure';

interface Permission {
  readonly state: MicrophonePermission;
  readonly isRequesting: boolean;
  readonly error: RealtimeError | null;
}

/** Finds the step; `null` if nothing is left to do, or nothing is known yet. */
export function permissionStep({ state, isRequesting, error }: Permission): PermissionStep | null {
  if (isRequesting) return 'asking';
  switch (error?.code) {
    case 'microphone-denied':
      // Chromium names the system in its message, and nowhere else.
      if (/system/i.test(String((error.cause as Error | undefined)?.message))) return 'blocked';
      return state === 'prompt' ? 'dismissed' : 'denied';
    case 'microphone-missing':
      return 'missing';
    case 'microphone-busy':
      return 'busy';
    case 'insecure-context':
      return 'insecure';
    default:
      if (state === 'denied') return 'denied';
      return state === 'prompt' ? 'ask' : null;
  }
}
