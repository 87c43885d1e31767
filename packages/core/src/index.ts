export { isRealtimeError, RealtimeError } from './errors/realtime-error.ts';
export type { RealtimeErrorCode, RealtimeErrorOptions } from './errors/realtime-error.ts';
export { canChooseSpeaker, createDeviceList } from './media/device-list.ts';
export type { AudioDevice, AudioDevices, DeviceList } from './media/device-list.ts';
export type {
  Microphone,
  MicrophoneOpenOptions,
  MicrophonePort,
  MicrophoneProcessing,
} from './media/microphone-port.ts';
export type {
  HeardItem,
  Speaker,
  SpeakerListener,
  SpeakerPath,
  SpeakerOpenOptions,
  SpeakerPort,
  SpeakerStats,
} from './media/speaker-port.ts';
export type {
  DetectorFactory,
  DetectorRequest,
  OpenReflex,
  ReflexOpenOptions,
  ReflexPort,
} from './media/reflex-port.ts';
export { bytesPerSample, durationMs } from './protocol/audio-format.ts';
export type { AudioEncoding, AudioFormat } from './protocol/audio-format.ts';
export type { Capabilities } from './protocol/capabilities.ts';
export type { ClientCommand } from './protocol/client-command.ts';
export type {
  ApprovalRequestItem,
  ApprovalResponseItem,
  ContentPart,
  ConversationItem,
  ItemId,
  ItemStatus,
  MessageItem,
  RemoteToolCallItem,
  RemoteToolListItem,
  Role,
  ToolCallItem,
  ToolOutputItem,
  UnknownItem,
} from './protocol/conversation-item.ts';
export type { CredentialMinter, MintRequest } from './protocol/credential-minter.ts';
export type {
  AdapterFacts,
  CloseVerdict,
  CodecOpening,
  ConnectionPlan,
  SdpExchange,
  WebRtcPlan,
  WebSocketPlan,
  Credential,
  LazyAdapter,
  PlanInput,
  ProviderAdapter,
  WireCodec,
} from './protocol/provider-adapter.ts';
export type { WireFrame } from './protocol/wire-frame.ts';
export type { Metering, PriceTable, Tariff, TokenPrices } from './protocol/price-table.ts';
export type { ItemReference, ResponseOptions } from './protocol/response-options.ts';
export type {
  InputServerEvent,
  ItemServerEvent,
  OutputServerEvent,
  ReportedError,
  ResponseOutcome,
  ServerEvent,
  SessionServerEvent,
} from './protocol/server-event.ts';
export type {
  ContextTruncation,
  SessionConfig,
  TranscriptionConfig,
  TurnDetection,
  Voice,
} from './protocol/session-config.ts';
export type {
  JsonSchema,
  RemoteToolServer,
  ToolChoice,
  ToolDeclaration,
} from './protocol/tool-declaration.ts';
export type { SpeechCodec, SpeechEvent, SpeechSource, SpeechWire } from './protocol/speech-source.ts';
export type { TimedWord } from './protocol/timed-word.ts';
export type { ModalityCounts, RateLimit, UsageRecord } from './protocol/usage-record.ts';
export type { BargeInFor, BargeInOptions, SpokenItem } from './runtime/barge-in-options.ts';
export type { BudgetAccount, BudgetDecision, BudgetEvents, BudgetStep } from './runtime/budget/budget.ts';
export type { BudgetWorld, SessionBudget } from './runtime/budget/session-budget.ts';
export { defineTool } from './runtime/client-tool.ts';
export type {
  AnyClientTool,
  ClientTool,
  StandardResult,
  StandardSchema,
  ToolContext,
} from './runtime/client-tool.ts';
export { createRealtimeSession, preloadRealtimeSession } from './runtime/create-realtime-session.ts';
export type { MicrophoneOptions } from './runtime/microphone-options.ts';
export type { CredentialSource } from './runtime/credential-source.ts';
export type { SpeechOptions } from './runtime/speech-options.ts';
export type { SpeakerOptions } from './runtime/speaker-options.ts';
export type { Interruption, Playhead, RealtimeSession, SessionEvents } from './runtime/realtime-session.ts';
export type { SessionFor } from './runtime/session-for.ts';
export type { AnyAdapter, Logger, RealtimeSessionOptions, SessionPorts } from './runtime/session-options.ts';
export type { BargeIn, BargeInState } from './session/barge-in/barge-in.ts';
export type { BargeInEvidence, BargeInReason, BargeInVerdict } from './session/barge-in/barge-in-evidence.ts';
export { BARGE_IN_PRESETS } from './session/barge-in/barge-in-thresholds.ts';
export type { BargeInPreset, BargeInThresholds } from './session/barge-in/barge-in-thresholds.ts';
export { decideBargeIn } from './session/barge-in/decide-barge-in.ts';
export type { BargeInDecision, BargeInRules } from './session/barge-in/decide-barge-in.ts';
export type { EchoMode } from './session/barge-in/echo-watch.ts';
export { LISTENING_WORDS } from './session/barge-in/listening-words.ts';
export type { ListeningWords } from './session/barge-in/listening-words.ts';
export { splitAtHeard, splitEntry } from './session/barge-in/split-at-heard.ts';
export type { HeardAudio, HeardText } from './session/barge-in/split-at-heard.ts';
export type { BudgetLimits, LimitName, LimitUse, TokenKind } from './session/budget/budget-limits.ts';
export type { BudgetLevel, BudgetState, TurnUsage, UsageTotals } from './session/budget/budget-state.ts';
export { createEmptyBudgetState } from './session/budget/empty-budget-state.ts';
export type { BudgetProjection } from './session/budget/projection.ts';
export type { BudgetAction, ThresholdCrossing } from './session/budget/thresholds.ts';
export { heardText, unheardText } from './session/history-seed.ts';
export { entryOf, listEntries } from './session/entries.ts';
export type { TurnLatency, TurnStages } from './session/latency.ts';
export type {
  EffectiveConfig,
  EndReason,
  InputMode,
  SessionPhase,
  SessionState,
  SessionStatus,
  UsageEntry,
} from './session/session-state.ts';
export type {
  ApprovalEntry,
  Cut,
  MessageEntry,
  RemoteToolEntry,
  ToolEntry,
  Transcript,
  TranscriptEntry,
} from './session/transcript.ts';
export { createBackoff } from './transport/reconnect-policy.ts';
export type { BackoffOptions, ReconnectPolicy } from './transport/reconnect-policy.ts';
export type {
  CallMedia,
  ConnectionStats,
  Transport,
  TransportClose,
  TransportListener,
  TransportOpenOptions,
  TransportPort,
} from './transport/transport-port.ts';
export type { Clock, TimerId } from './util/clock.ts';
export type { LevelSource } from './util/level-source.ts';
export type { ReadableStore } from './util/readable-store.ts';
