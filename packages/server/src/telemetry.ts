import type { Meter, Tracer } from '@opentelemetry/api';
import type { AuditEvent, AuditSink } from './audit/audit-event.ts';

export type { AuditEvent, AuditSink } from './audit/audit-event.ts';

/** The meter and the tracer that the events are written to; each can be left out. */
export interface TelemetryOptions {
  /** `metrics.getMeter('app')` of `@opentelemetry/api`. */
  readonly meter?: Meter;
  /** `trace.getTracer('app')` of `@opentelemetry/api`. */
  readonly tracer?: Tracer;
}

/**
 * Creates an audit sink that writes metrics and spans of OpenTelemetry. Metrics have the vendor and the code, never a user. A span
 * lasts as long as its session did, and has the ids.
 *
 * | metric | unit |
 * |---|---|
 * | `repartee.sessions.granted`, `repartee.sessions.refused` | |
 * | `repartee.session.duration` | s |
 * | `repartee.session.money` | the currency of the limits |
 */
export function createTelemetrySink({ meter, tracer }: TelemetryOptions): AuditSink {
  const granted = meter?.createCounter('repartee.sessions.granted');
  const refused = meter?.createCounter('repartee.sessions.refused');
  const duration = meter?.createHistogram('repartee.session.duration', { unit: 's' });
  const money = meter?.createHistogram('repartee.session.money');
  return (event) => {
    const vendor = event.vendor ?? 'unknown';
    if (event.type === 'session-granted') return granted?.add(1, { vendor });
    if (event.type === 'session-refused') {
      refused?.add(1, { vendor, code: event.code, status: event.status });
      return writeSpan(tracer, event, {
        'repartee.code': event.code,
        'http.response.status_code': event.status,
      });
    }
    duration?.record(event.seconds, { vendor, reason: event.reason });
    if (event.money !== null) money?.record(event.money, { vendor });
    writeSpan(tracer, event, { 'repartee.reason': event.reason }, event.seconds);
  };
}

function writeSpan(
  tracer: Tracer | undefined,
  { type, atMs, userId, vendor, sessionId }: AuditEvent,
  more: Readonly<Record<string, string | number>>,
  seconds = 0,
): void {
  const ids = { 'enduser.id': userId, 'repartee.vendor': vendor, 'repartee.session_id': sessionId };
  const known = Object.entries(ids).filter((entry): entry is [string, string] => entry[1] !== null);
  const attributes = { ...Object.fromEntries(known), ...more };
  tracer?.startSpan(`repartee.${type}`, { startTime: atMs - seconds * 1000, attributes }).end(atMs);
}
