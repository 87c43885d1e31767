export { adapterContract } from './adapter-contract.ts';
export type { AdapterCheck } from './adapter-contract.ts';
export type {
  AdapterFixtures,
  Exchange,
  ReadFixture,
  RefusalFixture,
  WriteFixture,
} from './adapter-fixtures.ts';
export type { ExpectedCall, TransportCall } from './call-log.ts';
export { createBargeIn, createBargeInState } from './barge-ins.ts';
export { conversation } from './conversation.ts';
export type { Conversation, ConversationAgent, ConversationUser } from './conversation.ts';
export type { AgentCall, AgentSaysOptions } from './conversation-agent.ts';
export type { UserSaysOptions } from './conversation-user.ts';
export { DETECTOR_CONTRACT } from './detector-contract.ts';
export type { DetectorBench, DetectorCheck } from './detector-contract.ts';
export { createFakeDetector } from './fake-detector.ts';
export type { FakeDetectorOptions } from './fake-detector.ts';
export { createFakeNetwork, createFakePage } from './fake-environment.ts';
export type { FakeNetwork, FakePage } from './fake-environment.ts';
export { createFakeMicrophone } from './fake-microphone.ts';
export type { FakeMicrophone } from './fake-microphone.ts';
export { createFakeReflex } from './fake-reflex.ts';
export type { FakeReflex, DetectedSound } from './fake-reflex.ts';
export { createFakeSpeaker } from './fake-speaker.ts';
export type { FakeSpeaker, FakeSpeakerOptions } from './fake-speaker.ts';
export { createFakeVideo } from './fake-video.ts';
export type { FakeVideo, OpenedVideo } from './fake-video.ts';
export { createFixedLevel } from './fixed-level.ts';
export { createManualClock } from './manual-clock.ts';
export type { ManualClock } from './manual-clock.ts';
export type { ReferenceVendor } from './reference-vendor.ts';
export { createScriptedAdapter } from './scripted-adapter.ts';
export type { ScriptedAdapterOptions } from './scripted-adapter.ts';
export { SCRIPTED_CAPABILITIES } from './scripted-capabilities.ts';
export { createScriptedServer } from './scripted-server.ts';
export type { Answer, ScriptedServer } from './scripted-server.ts';
export { createScriptedSession } from './scripted-session.ts';
export type { ScriptedSession, ScriptedSessionOptions } from './scripted-session.ts';
export { createScriptedSpeech, routeSpeech } from './scripted-speech.ts';
export type { ScriptedSpeech, SpeechCommand } from './scripted-speech.ts';
export { createScriptedTransport } from './scripted-transport.ts';
export type { OpenBehaviour, ScriptedConnection, ScriptedTransport } from './scripted-transport.ts';
export { readScriptedCommand, readScriptedEvent, writeScriptedFrame } from './scripted-wire.ts';
export { settle } from './settle.ts';
export { SPEAKER_CONTRACT } from './speaker-contract.ts';
export type { SpeakerBench, SpeakerCheck } from './speaker-contract.ts';
export { createStaticBudget } from './static-budget.ts';
export type { StaticBudget } from './static-budget.ts';
export { createStaticSession } from './static-session.ts';
export type { RecordedCommand, StaticSession, StaticSessionOptions } from './static-session.ts';
export {
  createApprovalEntry,
  createContinuityEntry,
  createMessageEntry,
  createRemoteToolEntry,
  createToolEntry,
  createTranscriptOf,
} from './transcript-entries.ts';
export { transcriptRows } from './transcript-rows.ts';
export type { TranscriptRow } from './transcript-rows.ts';
