export type { HistoryEntry, AgentOutput, AgentTurn, DeclaredTool, EmulatedAgent } from './agent/agent.ts';
export { createDefaultAgent } from './agent/default-agent.ts';
export { createEmulator } from './create-emulator.ts';
export type { Emulator } from './create-emulator.ts';
export type { EmulatorOptions } from './emulator-options.ts';
export type { ControlledSession, FaultControlState } from './faults/control-routes.ts';
export type {
  AnswerErrorFault,
  ChannelCloseFault,
  CorruptFault,
  CredentialFault,
  DropFault,
  DuplicateFault,
  Fault,
  FaultDirection,
  FaultKind,
  FaultMoment,
  FaultPlan,
  FaultTrigger,
  GoAwayFault,
  HangFault,
  IceFailureFault,
  JitterFault,
  LateTranscriptsFault,
  MissingUsageFault,
  OversizeFault,
  PacketLossFault,
  PlannedFault,
  QuotaFault,
  RateLimitFault,
  RefuseFault,
  ReorderFault,
  RepeatSentenceFault,
  SessionCapFault,
  StaleHandleFault,
  StallFault,
  ThrottleFault,
  UnknownEventFault,
  WaitQueueFault,
} from './faults/fault.ts';
export { createRecognizer } from './recognizer/pocketsphinx.ts';
export { createSilentRecognizer } from './recognizer/recognizer.ts';
export type { Recognition, Recognizer } from './recognizer/recognizer.ts';
export type { EmulatorEvents, FrameRecord, LoggedFrame, SessionRecord } from './session-log.ts';
export { createSpeechWav } from './voice/speech-wav.ts';
export type { SpeechWavOptions } from './voice/speech-wav.ts';
export type { SeenImage } from './vision/see-image.ts';
export { createFliteVoice } from './voice/voice.ts';
export type { Speech, Voice } from './voice/voice.ts';
