'use client';

import { useSession, useSessionState } from '@repartee/hooks';
import type { PresenceInput } from './PresenceModel.ts';
import { presenceOf } from './presenceOf.ts';

/** The return value of `usePresence`: what a presence shows, and the loudness of the two voices. */
export type PresenceView = { readonly [Field in keyof PresenceInput]: NonNullable<PresenceInput[Field]> };

/**
 * Derives from the session what a presence shows, with the level sources of the user and the agent. It re-renders when the
 * state changes, and never for a level.
 *
 * @example
 * const { state, user, agent } = usePresence();
 * return <VoiceOrbView state={state} user={user} agent={agent} />;
 */
export function usePresence(): PresenceView {
  const { microphone, speaker } = useSession();
  return { state: useSessionState(presenceOf), user: microphone, agent: speaker };
}
