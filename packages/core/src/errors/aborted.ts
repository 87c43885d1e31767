import { RealtimeError } from './realtime-error.ts';

/** Creates the error of an attempt that was closed or replaced before it was finished. @param what its subject, as a noun with an article */
export function aborted(what: string): RealtimeError {
  return new RealtimeError('aborted', `${what} was closed or replaced while it was being opened.`);
}

/** Whether an attempt failed because it was closed or replaced. */
export function isAborted(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === 'aborted';
}
