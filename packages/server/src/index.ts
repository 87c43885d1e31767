export { createCredentialHandler } from './create-credential-handler.ts';
export type { AuditEvent, AuditSink } from './audit/audit-event.ts';
export { createLogSink } from './audit/log-sink.ts';
export type { ServerLogger } from './audit/logger.ts';
export type {
  CallController,
  CallEnd,
  CallEndReason,
  CallOptions,
  SidebandConnector,
  SidebandListener,
  SidebandSocket,
} from './calls/call-options.ts';
export type { AuthorizedUser } from './authorized-user.ts';
export type {
  CorsOptions,
  CredentialHandler,
  CredentialHandlerOptions,
  RequestContext,
  SessionTerms,
  TermsRequest,
} from './handler-options.ts';
export type { ServerTool, ServerToolContext } from './server-tool.ts';
export { createMemoryStore } from './limits/memory-store.ts';
export type {
  Account,
  Denial,
  LimitStore,
  Opening,
  SessionOpening,
  Slots,
  Usage,
} from './limits/limit-store.ts';
export type { DailyLimits, UsageLimits } from './limits/usage-limits.ts';
