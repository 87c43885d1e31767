/*
 * The parts of core that servers need. Unlike those of the main entry, these types need no DOM library.
 */
export { isRealtimeError, RealtimeError } from './errors/realtime-error.ts';
export type { RealtimeErrorCode, RealtimeErrorOptions } from './errors/realtime-error.ts';
export { redactCause, redactSecrets, redactText } from './errors/redact-secrets.ts';
export type {
  CallControl,
  CallRequest,
  ServerControl,
  SessionMonitor,
  SidebandPlan,
  StartedCall,
} from './protocol/call-control.ts';
export type {
  CredentialMinter,
  MintedCredential,
  MintRequest,
  TermHold,
  TermName,
} from './protocol/credential-minter.ts';
export type { Credential } from './protocol/credential.ts';
export type { LazyAdapter, ProviderAdapter, WireCodec } from './protocol/provider-adapter.ts';
export type { ServerEvent } from './protocol/server-event.ts';
export type { SessionConfig } from './protocol/session-config.ts';
export type { UsageRecord } from './protocol/usage-record.ts';
export type { Clock } from './util/clock.ts';
