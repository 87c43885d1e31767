import type { SessionConfig, SessionStatus } from '@repartee/core';

/** What decides which fields can be pushed at this moment. */
export interface PushMoment {
  readonly status: SessionStatus;
  /** The fields that the vendor lets change during a conversation. */
  readonly updatable: readonly (keyof SessionConfig)[];
}

/**
 * Lists the fields that differ by value and may be pushed now, with `undefined` for one that was taken out; `null` when
 * there are none. During a conversation only what the vendor can change is pushed, and while a connection is on its way
 * nothing: the rest keeps differing, and so goes out as soon as it may.
 */
export function configChanges(
  pushed: SessionConfig,
  wanted: SessionConfig,
  { status, updatable }: PushMoment,
): Partial<SessionConfig> | null {
  if (status === 'connecting' || status === 'reconnecting' || status === 'closing') return null;
  const fields = new Set([...Object.keys(pushed), ...Object.keys(wanted)]) as Set<keyof SessionConfig>;
  const changed = [...fields].filter(
    (field) =>
      (status !== 'live' || updatable.includes(field)) &&
      JSON.stringify(pushed[field]) !== JSON.stringify(wanted[field]),
  );
  return changed.length > 0 ? Object.fromEntries(changed.map((field) => [field, wanted[field]])) : null;
}
