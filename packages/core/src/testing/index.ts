export { createFixedLevel } from './fixed-level.ts';
export { SCRIPTED_CAPABILITIES } from './scripted-capabilities.ts';
export { createStaticSession } from './static-session.ts';
export type { RecordedCommand, StaticSession, StaticSessionOptions } from './static-session.ts';
export {
  createApprovalEntry,
  createMessageEntry,
  createRemoteToolEntry,
  createToolEntry,
  createTranscriptOf,
} from './transcript-entries.ts';
