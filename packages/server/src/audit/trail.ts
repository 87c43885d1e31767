import type { Problem } from '../answers.ts';
import type { AuthorizedUser } from '../authorized-user.ts';
import type { AuditEvent, AuditSink } from './audit-event.ts';
import type { ServerLogger } from './logger.ts';

/** An event without what the trail knows by itself. */
type Happening<Type = AuditEvent['type']> = Type extends AuditEvent['type']
  ? Omit<Extract<AuditEvent, { type: Type }>, 'atMs' | 'userId' | 'team' | 'vendor' | 'sessionId'>
  : never;

/** The facts about one request, and the events that it leads to. */
export class Trail {
  user: AuthorizedUser | null = null;
  vendor: string | null = null;
  sessionId: string | null = null;
  readonly #audit: AuditSink | undefined;
  readonly #logger: ServerLogger;

  constructor(audit: AuditSink | undefined, logger: ServerLogger) {
    this.#audit = audit;
    this.#logger = logger;
  }

  granted(grantedSeconds: number | null): void {
    this.#tell({ type: 'session-granted', grantedSeconds });
  }

  refused({ status, code }: Problem): void {
    this.#tell({ type: 'session-refused', status, code });
  }

  ended(end: { readonly reason: string; readonly seconds: number; readonly money: number | null }): void {
    this.#tell({ type: 'session-closed', ...end });
  }

  #tell(happening: Happening): void {
    const { user, vendor, sessionId } = this;
    const subject = {
      atMs: Date.now(),
      userId: user?.id ?? null,
      team: user?.team ?? null,
      vendor,
      sessionId,
    };
    try {
      this.#audit?.({ ...subject, ...happening });
    } catch (err) {
      this.#logger.error({ err }, 'The audit sink threw.');
    }
  }
}
