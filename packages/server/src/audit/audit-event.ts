import type { RealtimeErrorCode } from '@repartee/core/server';

/** Whom and what an event is about. None of the fields is a secret or anything that was said. */
interface AuditSubject {
  /** The time of the event, in milliseconds since 1970. */
  readonly atMs: number;
  /** The app's own id of the user; `null` before the user is known. */
  readonly userId: string | null;
  readonly team: string | null;
  /** The adapter id of the vendor; `null` before it is known. */
  readonly vendor: string | null;
  /** The server's own id of the session; `null` for a request that got none. */
  readonly sessionId: string | null;
}

/** Something that a team wants to know about later. */
export type AuditEvent =
  | (AuditSubject & {
      readonly type: 'session-granted';
      /** The longest duration of the session, in seconds; `null` without a limit. */
      readonly grantedSeconds: number | null;
    })
  | (AuditSubject & {
      readonly type: 'session-refused';
      /** The status of the answer. */
      readonly status: number;
      readonly code: RealtimeErrorCode;
    })
  | (AuditSubject & {
      readonly type: 'session-closed';
      readonly reason: string;
      /** The duration as the server saw it, in seconds. */
      readonly seconds: number;
      /** The cost as far as the server knows it, in the currency of the limits; `null` where unknown. */
      readonly money: number | null;
    });

/** Gets audit events. It is called synchronously; an error that it throws is logged. */
export type AuditSink = (event: AuditEvent) => void;
