import { isRealtimeError, redactCause, redactSecrets, redactText } from '@repartee/core/server';

/** Copies what is about to be logged without what looks like a secret. Errors stay errors, with their causes. */
export function redactLog<Value>(value: Value): Value {
  if (typeof value === 'string') return redactText(value) as Value;
  if (value instanceof Error) return redactError(value) as Value;
  const copied = redactSecrets(value) as Value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return copied;
  const errors = Object.entries(value).filter(([, entry]) => entry instanceof Error);
  return Object.assign({}, copied, Object.fromEntries(errors.map(([key, entry]) => [key, redactLog(entry)])));
}

/** Libraries hang the request with its headers on their errors. A RealtimeError has no secrets by construction. */
function redactError(error: Error): unknown {
  if (isRealtimeError(error)) return error;
  const safe = redactCause(error) as Error;
  const fields = Object.entries(error).filter(([, entry]) => entry !== null && typeof entry !== 'function');
  if (fields.length === 0) return safe;
  const copy = new Error(safe.message, { cause: safe.cause });
  const { name } = error;
  return Object.assign(copy, redactSecrets(Object.fromEntries(fields)), { name, stack: safe.stack });
}
