export {
  entryOf,
  exportConversation,
  heardText,
  splitEntry,
  throwModuleFailed,
  unheardText,
} from '@repartee/core';
export { SessionProvider } from './SessionProvider.tsx';
export type { SessionProviderProps } from './SessionProvider.tsx';
export { useAudioLevel } from './useAudioLevel.ts';
export type { UseAudioLevelOptions, LevelFrame } from './useAudioLevel.ts';
export { onAnimationFrame } from './onAnimationFrame.ts';
export type { ConnectionQuality } from './connectionQuality.ts';
export { useConnection } from './useConnection.ts';
export type { ConnectionView } from './useConnection.ts';
export { useConnectionStats } from './useConnectionStats.ts';
export type { UseConnectionStatsOptions } from './useConnectionStats.ts';
export { useBargeIn } from './useBargeIn.ts';
export type { BargeInView } from './useBargeIn.ts';
export { useClientTool } from './useClientTool.ts';
export { useAudioStats } from './useAudioStats.ts';
export type { AudioStats, UseAudioStatsOptions } from './useAudioStats.ts';
export { useElapsed } from './useElapsed.ts';
export { useHeardText } from './useHeardText.ts';
export { useImageInput } from './useImageInput.ts';
export type { ImageInput, UseImageInputOptions } from './useImageInput.ts';
export type { ChosenImage } from './createImageList.ts';
export { useIsAudible } from './useIsAudible.ts';
export { useLatency } from './useLatency.ts';
export type { LatencyStages, LatencyView } from './useLatency.ts';
export { useAudioDevices } from './useAudioDevices.ts';
export type { AudioDeviceControls, UseAudioDevicesOptions } from './useAudioDevices.ts';
export { useCamera } from './useCamera.ts';
export type { CameraControls } from './useCamera.ts';
export { useLookTool } from './useLookTool.ts';
export type { UseLookToolOptions } from './useLookTool.ts';
export { useScreenShare } from './useScreenShare.ts';
export type { VideoControls } from './useVideo.ts';
export { useMicrophone } from './useMicrophone.ts';
export type { MicrophoneControls } from './useMicrophone.ts';
export { useMicrophonePermission } from './useMicrophonePermission.ts';
export type { MicrophonePermissionControls } from './useMicrophonePermission.ts';
export { useMicrophoneTest } from './useMicrophoneTest.ts';
export type { MicrophoneTestControls, UseMicrophoneTestOptions } from './useMicrophoneTest.ts';
export { usePushToTalk } from './usePushToTalk.ts';
export type { PushToTalkButtonProps, PushToTalkControls, UsePushToTalkOptions } from './usePushToTalk.ts';
export type { PressOutcome } from './reducePress.ts';
export type { PushToTalkBlock } from './findPushToTalkBlock.ts';
export { useRecorder } from './useRecorder.ts';
export type { RecorderControls, UseRecorderOptions } from './useRecorder.ts';
export { useRealtimeSession } from './useRealtimeSession.ts';
export type { RealtimeSessionControls, UseRealtimeSessionOptions } from './useRealtimeSession.ts';
export type { ConversationPersistence, ConversationStorage } from './ConversationKeeper.ts';
export { useSession } from './useSession.ts';
export { useSessionEvent } from './useSessionEvent.ts';
export { useSessionState } from './useSessionState.ts';
export { useSpeaker } from './useSpeaker.ts';
export type { SpeakerControls } from './useSpeaker.ts';
export { useSpeakerTest } from './useSpeakerTest.ts';
export type { SpeakerTestControls } from './useSpeakerTest.ts';
export { useTokenBudget } from './useTokenBudget.ts';
export type { UseTokenBudgetOptions, TokenBudgetView } from './useTokenBudget.ts';
export type { ApprovalRequestEntry } from './openApprovals.ts';
export { useSpokenApproval } from './useSpokenApproval.ts';
export type { UseSpokenApprovalOptions } from './useSpokenApproval.ts';
export { useToolApproval } from './useToolApproval.ts';
export type { ToolApprovalView } from './useToolApproval.ts';
export { useToolApprovals } from './useToolApprovals.ts';
export type { ToolApprovalAnswers, ToolApprovalsView } from './useToolApprovals.ts';
export { useTranscript } from './useTranscript.ts';
export type { TranscriptView } from './useTranscript.ts';
export { useTranscriptItem } from './useTranscriptItem.ts';
