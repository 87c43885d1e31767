import { isRealtimeError } from '@repartee/core';

/** The shown part of an error: its code, and its sentence. */
export function problemOf(error: unknown): { readonly code: string; readonly message: string } {
  if (isRealtimeError(error)) return { code: error.code, message: error.message };
  return { code: 'unreadable', message: error instanceof Error ? error.message : String(error) };
}
