import type { AuditSink } from './audit-event.ts';
import { createSafeLogger } from './logger.ts';
import type { ServerLogger } from './logger.ts';

/** Creates an audit sink that writes each event to a logger: refusals as warnings, all others as information. */
export function createLogSink(logger: ServerLogger): AuditSink {
  const safe = createSafeLogger(logger);
  return (event) => safe[event.type === 'session-refused' ? 'warn' : 'info'](event, event.type);
}
