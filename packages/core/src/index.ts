export { isRealtimeError, RealtimeError, throwModuleFailed } from './errors/realtime-error.ts';
export type { RealtimeErrorCode, RealtimeErrorOptions } from './errors/realtime-error.ts';
export { canSelectSpeaker, createDeviceList } from './media/device-list.ts';
export type { AudioDevice, AudioDevices, DeviceList } from './media/device-list.ts';
export { createMicrophonePermission } from './media/microphone-permission.ts';
export type { MicrophonePermission, PermissionWatch } from './media/microphone-permission.ts';
export { openMicrophoneTest } from './media/microphone-test.ts';
export type { MicrophoneTestOptions } from './media/microphone-test.ts';
export { prepareImage } from './media/prepare-image.ts';
export type { PreparedImage } from './media/prepared-image.ts';
export { playTestTone } from './media/test-tone.ts';
export type { TestToneOptions } from './media/test-tone.ts';
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
export type { Capabilities, VisionCapabilities } from './protocol/capabilities.ts';
export type { ImageLimits } from './protocol/image-limits.ts';
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
export type {
  AdapterFacts,
  CloseContext,
  CloseVerdict,
  CodecOpening,
  ConnectionPlan,
  SdpExchange,
  WebRtcPlan,
  WebSocketPlan,
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
export type { SessionPhase } from './protocol/session-phase.ts';
export type { SpeechCodec, SpeechEvent, SpeechSource, SpeechWire } from './protocol/speech-source.ts';
export type { TimedWord } from './protocol/timed-word.ts';
export type { ModalityCounts, RateLimit, UsageRecord } from './protocol/usage-record.ts';
export type { BargeInFor, BargeInOptions } from './runtime/barge-in-options.ts';
export type { BargeInPolicy, SpokenItem } from './session/barge-in/barge-in-policy.ts';
export type { BudgetAccount, BudgetDecision, BudgetEvents, BudgetStep } from './runtime/budget-account.ts';
export type { BudgetContext, SessionBudget } from './runtime/session-budget.ts';
export type {
  TakenImage,
  TakeOptions,
  VideoChoice,
  VideoInput,
  VideoOpenOptions,
  VideoPort,
  VideoSource,
} from './media/video/video-port.ts';
export type { ViewImage, VisionWire } from './protocol/vision-wire.ts';
export { createVision } from './runtime/vision/create-vision.ts';
export type { SeeingSession } from './runtime/vision/create-vision.ts';
export { createLookTool } from './runtime/vision/look-tool.ts';
export type { LookToolOptions } from './runtime/vision/look-tool.ts';
export type { Vision } from './runtime/vision/vision.ts';
export type { LookOptions, ViewLimits, ViewOptions, VisionOptions } from './runtime/vision/vision-options.ts';
export type {
  ShownImage,
  VideoState,
  ViewPause,
  ViewState,
  VisionState,
  VisionUsage,
} from './runtime/vision/vision-state.ts';
export { defineTool } from './runtime/client-tool.ts';
export type {
  AnyClientTool,
  ClientTool,
  StandardResult,
  StandardSchema,
  ToolContext,
} from './runtime/client-tool.ts';
export { createRealtimeSession, preloadRealtimeSession } from './runtime/create-realtime-session.ts';
export { credentialFrom } from './runtime/credential-from.ts';
export type { CredentialFromOptions } from './runtime/credential-from.ts';
export type { MicrophoneOptions, SpeakerOptions } from './runtime/device-options.ts';
export type {
  AnyAdapter,
  CredentialOption,
  CredentialSource,
  Logger,
  RealtimeSessionOptions,
  SessionPorts,
  SpeechOptions,
} from './runtime/session-options.ts';
export type { CredentialPurpose, CredentialReason, CredentialRequest } from './runtime/credential-request.ts';
export type { NetworkChange, NetworkPort, PageChange, PagePort } from './runtime/environment-ports.ts';
export type { RealtimeSession, SessionEvents } from './runtime/realtime-session.ts';
export type {
  Continuity,
  ContinuityKind,
  LostMemory,
  RenewalCause,
} from './session/transcript/continuity.ts';
export type {
  HistoryOptions,
  PlainMessage,
  SavedConversation,
  Summarize,
} from './session/history/history-options.ts';
export { exportConversation } from './session/history/export-conversation.ts';
export type { ExportFormat, ExportOptions } from './session/history/export-conversation.ts';
export { conversationSchema } from './session/history/conversation-schema.ts';
export type {
  SerializedConversation,
  SerializedEntry,
  SerializedError,
  SerializedToolEntry,
  SerializeOptions,
} from './session/history/serialized-conversation.ts';
export type { Interruption, ReducedEvents } from './session/session-events.ts';
export type {
  Playhead,
  SessionMicrophone,
  SessionSpeaker,
  SessionTools,
  TurnControls,
} from './runtime/session-controls.ts';
export type { InputModeFor, SessionFor, SessionOptionsFor, Unsupported } from './runtime/session-for.ts';
export type { BargeIn, BargeInState } from './session/barge-in/barge-in.ts';
export type { BargeInEvidence, BargeInReason, BargeInVerdict } from './session/barge-in/barge-in-evidence.ts';
export { BARGE_IN_PRESETS } from './session/barge-in/barge-in-thresholds.ts';
export type { BargeInPreset, BargeInThresholds } from './session/barge-in/barge-in-thresholds.ts';
export { decideBargeIn } from './session/barge-in/decide-barge-in.ts';
export { explainLikelihood } from './session/barge-in/interruption-model.ts';
export type { Likelihood, LikelihoodTerm } from './session/barge-in/interruption-model.ts';
export type { BargeInDecision, BargeInRules } from './session/barge-in/decide-barge-in.ts';
export type { EchoMode } from './session/barge-in/echo-watch.ts';
export { LISTENING_WORDS } from './session/barge-in/listening-words.ts';
export type { ListeningWords } from './session/barge-in/split-phrases.ts';
export { splitAtHeard, splitEntry } from './session/transcript/heard-text.ts';
export type { HeardAudio, HeardText } from './session/transcript/heard-text.ts';
export type { BudgetLimits, LimitName, LimitUse, TokenKind } from './session/budget/budget-limits.ts';
export type { BudgetLevel, BudgetState, TurnUsage, UsageTotals } from './session/budget/budget-state.ts';
export { createEmptyBudgetState } from './session/budget/empty-budget-state.ts';
export type { BudgetProjection } from './session/budget/projection.ts';
export type { BudgetAction, ThresholdCrossing } from './session/budget/thresholds.ts';
export { heardText, unheardText } from './session/transcript/heard-text.ts';
export { entryOf, listEntries } from './session/transcript/transcript.ts';
export type { TurnLatency, TurnStages } from './session/session-state.ts';
export type {
  EffectiveConfig,
  EndReason,
  InputMode,
  MuteOwner,
  Reconnection,
  SessionState,
  SessionStatus,
  UsageEntry,
} from './session/session-state.ts';
export type {
  ApprovalEntry,
  ContinuityEntry,
  Cut,
  MessageEntry,
  RemoteToolEntry,
  ToolEntry,
  Transcript,
  TranscriptEntry,
} from './session/transcript/transcript.ts';
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
