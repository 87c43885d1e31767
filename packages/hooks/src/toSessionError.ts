import { isRealtimeError, RealtimeError } from '@repartee/core';

/** Wraps what a session throws, unless it has a code already. */
export function toSessionError(thrown: unknown): RealtimeError {
  if (isRealtimeError(thrown)) return thrown;
  return new RealtimeError('invalid-state', 'The session refused; see `cause`.', {
    cause: thrown,
  });
}
