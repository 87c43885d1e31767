import type { SessionStatus } from '@repartee/core';

/** Whether there is a conversation that a click can end. */
export function isOpenStatus(status: SessionStatus): boolean {
  return status !== 'idle' && status !== 'closed' && status !== 'failed';
}
