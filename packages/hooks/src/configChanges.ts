import type { SessionConfig } from '@repartee/core';

/** Lists the fields that differ by value, with `undefined` for a removed one; `null` when there are none. */
export function configChanges(pushed: SessionConfig, wanted: SessionConfig): Partial<SessionConfig> | null {
  const fields = new Set([...Object.keys(pushed), ...Object.keys(wanted)]) as Set<keyof SessionConfig>;
  const changed = [...fields].filter(
    (field) => JSON.stringify(pushed[field]) !== JSON.stringify(wanted[field]),
  );
  return changed.length > 0 ? Object.fromEntries(changed.map((field) => [field, wanted[field]])) : null;
}
