export type { IconName } from './internal/IconName.ts';
export type { PartsOptions } from './internal/PartsContext.ts';
export type { SlotName } from './internal/SlotName.ts';
export { PartsProvider } from './PartsProvider.tsx';
export type { PartsProviderProps } from './PartsProvider.tsx';
export type { PresenceState } from './internal/presence/PresenceState.ts';
export { usePresence } from './internal/presence/usePresence.ts';
export type { PresenceView } from './internal/presence/usePresence.ts';
export type { PresenceViewProps } from './internal/presence/usePresencePart.tsx';
export type { PartProps } from './internal/usePart.ts';
export { budgetNumbers } from './labels/budgetNumbers.ts';
export type { BudgetLabels, BudgetNumbers, BudgetSeries } from './labels/BudgetLabels.ts';
export type {
  ConsoleLabels,
  ErrorLabels,
  Labels,
  LabelsOverride,
  AttachmentsLabels,
  MessageActionsLabels,
  SessionSummaryLabels,
  SessionActivity,
  WidgetLabels,
} from './labels/Labels.ts';
export { englishLabels } from './labels/englishLabels.ts';
export { LabelsProvider } from './labels/LabelsProvider.tsx';
export type { LabelsProviderProps } from './labels/LabelsProvider.tsx';
export { useLabels } from './labels/useLabels.ts';
export { waysOut } from './labels/waysOut.ts';
export type { WayOut } from './labels/waysOut.ts';
export { AttachmentTray } from './parts/AttachmentTray/AttachmentTray.tsx';
export type { AttachmentTrayProps, AttachmentTrayState } from './parts/AttachmentTray/AttachmentTray.tsx';
export { AudioUnlockPrompt } from './parts/AudioUnlockPrompt/AudioUnlockPrompt.tsx';
export type {
  AudioUnlockPromptProps,
  AudioUnlockPromptState,
} from './parts/AudioUnlockPrompt/AudioUnlockPrompt.tsx';
export { BudgetExceeded } from './parts/BudgetExceeded/BudgetExceeded.tsx';
export type { BudgetExceededProps } from './parts/BudgetExceeded/BudgetExceeded.tsx';
export { BudgetExceededView } from './parts/BudgetExceeded/BudgetExceededView.tsx';
export type {
  BudgetExceededState,
  BudgetExceededViewProps,
} from './parts/BudgetExceeded/BudgetExceededView.tsx';
export { BudgetMeter } from './parts/BudgetMeter/BudgetMeter.tsx';
export type { BudgetMeterProps } from './parts/BudgetMeter/BudgetMeter.tsx';
export { BudgetMeterView } from './parts/BudgetMeter/BudgetMeterView.tsx';
export type { BudgetMeterState, BudgetMeterViewProps } from './parts/BudgetMeter/BudgetMeterView.tsx';
export { CallScreen } from './parts/CallScreen/CallScreen.tsx';
export type { CallScreenProps, CallScreenState } from './parts/CallScreen/CallScreen.tsx';
export { Captions } from './parts/Captions/Captions.tsx';
export type { CaptionsProps } from './parts/Captions/Captions.tsx';
export { CaptionsView } from './parts/Captions/CaptionsView.tsx';
export type { CaptionsState, CaptionsViewProps } from './parts/Captions/CaptionsView.tsx';
export { ConnectButton } from './parts/ConnectButton/ConnectButton.tsx';
export type { ConnectButtonProps } from './parts/ConnectButton/ConnectButton.tsx';
export { ConnectButtonView } from './parts/ConnectButton/ConnectButtonView.tsx';
export type { ConnectButtonState, ConnectButtonViewProps } from './parts/ConnectButton/ConnectButtonView.tsx';
export { ConnectionBanner } from './parts/ConnectionBanner/ConnectionBanner.tsx';
export type { ConnectionBannerProps } from './parts/ConnectionBanner/ConnectionBanner.tsx';
export { ConnectionBannerView } from './parts/ConnectionBanner/ConnectionBannerView.tsx';
export type {
  ConnectionBannerState,
  ConnectionBannerViewProps,
} from './parts/ConnectionBanner/ConnectionBannerView.tsx';
export type { ConnectionNotice } from './parts/ConnectionBanner/findNotice.ts';
export { ConsentNotice } from './parts/ConsentNotice/ConsentNotice.tsx';
export type { ConsentNoticeProps, ConsentNoticeState } from './parts/ConsentNotice/ConsentNotice.tsx';
export { Console } from './parts/Console/Console.tsx';
export type { ConsoleProps, ConsoleState } from './parts/Console/Console.tsx';
export { ControlBar } from './parts/ControlBar/ControlBar.tsx';
export type { ControlBarProps, ControlBarState } from './parts/ControlBar/ControlBar.tsx';
export { CostBadge } from './parts/CostBadge/CostBadge.tsx';
export type { CostBadgeProps, CostBadgeState } from './parts/CostBadge/CostBadge.tsx';
export { DeviceMenu } from './parts/DeviceMenu/DeviceMenu.tsx';
export type { DeviceMenuProps, DeviceMenuState } from './parts/DeviceMenu/DeviceMenu.tsx';
export { DeviceSelect } from './parts/DeviceSelect/DeviceSelect.tsx';
export type { DeviceSelectProps } from './parts/DeviceSelect/DeviceSelect.tsx';
export { DeviceSelectView } from './parts/DeviceSelect/DeviceSelectView.tsx';
export type { DeviceSelectState, DeviceSelectViewProps } from './parts/DeviceSelect/DeviceSelectView.tsx';
export { ErrorNotice } from './parts/ErrorNotice/ErrorNotice.tsx';
export type { ErrorNoticeProps } from './parts/ErrorNotice/ErrorNotice.tsx';
export { ErrorNoticeView } from './parts/ErrorNotice/ErrorNoticeView.tsx';
export type { ErrorNoticeState, ErrorNoticeViewProps } from './parts/ErrorNotice/ErrorNoticeView.tsx';
export { LanguagePicker } from './parts/LanguagePicker/LanguagePicker.tsx';
export type { LanguagePickerProps, LanguagePickerState } from './parts/LanguagePicker/LanguagePicker.tsx';
export { ExportMenu } from './parts/ExportMenu/ExportMenu.tsx';
export type { ExportMenuProps, ExportMenuState } from './parts/ExportMenu/ExportMenu.tsx';
export { LatencyBadge } from './parts/LatencyBadge/LatencyBadge.tsx';
export type { LatencyBadgeProps, LatencyBadgeState } from './parts/LatencyBadge/LatencyBadge.tsx';
export { MarkdownText } from './parts/MarkdownText/MarkdownText.tsx';
export type { MarkdownTextProps, MarkdownTextState } from './parts/MarkdownText/MarkdownText.tsx';
export { MessageActions } from './parts/MessageActions/MessageActions.tsx';
export type {
  MessageActionsProps,
  MessageActionsState,
  MessageFeedback,
} from './parts/MessageActions/MessageActions.tsx';
export { MicToggle } from './parts/MicToggle/MicToggle.tsx';
export type { MicToggleProps } from './parts/MicToggle/MicToggle.tsx';
export { MicToggleView } from './parts/MicToggle/MicToggleView.tsx';
export type { MicToggleState, MicToggleViewProps } from './parts/MicToggle/MicToggleView.tsx';
export { PauseButton } from './parts/PauseButton/PauseButton.tsx';
export type { PauseButtonProps, PauseButtonState } from './parts/PauseButton/PauseButton.tsx';
export type { BrowserFamily } from './internal/browserFamily.ts';
export { PermissionPrompt } from './parts/PermissionPrompt/PermissionPrompt.tsx';
export type { PermissionPromptProps } from './parts/PermissionPrompt/PermissionPrompt.tsx';
export { PermissionPromptView } from './parts/PermissionPrompt/PermissionPromptView.tsx';
export type {
  PermissionPromptState,
  PermissionPromptViewProps,
} from './parts/PermissionPrompt/PermissionPromptView.tsx';
export type { PermissionStep } from './parts/PermissionPrompt/permissionStep.ts';
export { PreCallCheck } from './parts/PreCallCheck/PreCallCheck.tsx';
export type { PreCallCheckProps } from './parts/PreCallCheck/PreCallCheck.tsx';
export { PreCallCheckView } from './parts/PreCallCheck/PreCallCheckView.tsx';
export type { PreCallCheckState, PreCallCheckViewProps } from './parts/PreCallCheck/PreCallCheckView.tsx';
export { PushToTalkButton } from './parts/PushToTalkButton/PushToTalkButton.tsx';
export type { PushToTalkButtonProps } from './parts/PushToTalkButton/PushToTalkButton.tsx';
export { PushToTalkButtonView } from './parts/PushToTalkButton/PushToTalkButtonView.tsx';
export type {
  PushToTalkButtonState,
  PushToTalkButtonViewProps,
} from './parts/PushToTalkButton/PushToTalkButtonView.tsx';
export { MicrophoneHint } from './parts/MicrophoneHint/MicrophoneHint.tsx';
export type { MicrophoneHintProps, MicrophoneHintState } from './parts/MicrophoneHint/MicrophoneHint.tsx';
export { ReportProblem } from './parts/ReportProblem/ReportProblem.tsx';
export type { ReportProblemProps, ReportProblemState } from './parts/ReportProblem/ReportProblem.tsx';
export { SessionStatus } from './parts/SessionStatus/SessionStatus.tsx';
export type { SessionStatusProps } from './parts/SessionStatus/SessionStatus.tsx';
export { SessionStatusView } from './parts/SessionStatus/SessionStatusView.tsx';
export type { SessionStatusState, SessionStatusViewProps } from './parts/SessionStatus/SessionStatusView.tsx';
export { SessionSummary } from './parts/SessionSummary/SessionSummary.tsx';
export type { SessionSummaryProps, SessionSummaryState } from './parts/SessionSummary/SessionSummary.tsx';
export { SessionTimeLeft } from './parts/SessionTimeLeft/SessionTimeLeft.tsx';
export type { SessionTimeLeftProps, SessionTimeLeftState } from './parts/SessionTimeLeft/SessionTimeLeft.tsx';
export { SettingsSection } from './parts/SettingsSheet/SettingsSection.tsx';
export type { SettingsSectionProps, SettingsSectionState } from './parts/SettingsSheet/SettingsSection.tsx';
export { SettingsSheet } from './parts/SettingsSheet/SettingsSheet.tsx';
export type { SettingsSheetProps, SettingsSheetState } from './parts/SettingsSheet/SettingsSheet.tsx';
export { BudgetRing } from './parts/StageSigns/BudgetRing.tsx';
export type { BudgetRingProps, BudgetRingState } from './parts/StageSigns/BudgetRing.tsx';
export { InterruptionIndicator } from './parts/StageSigns/InterruptionIndicator.tsx';
export type {
  InterruptionIndicatorProps,
  InterruptionIndicatorState,
} from './parts/StageSigns/InterruptionIndicator.tsx';
export { QualityIndicator, QualityIndicatorView } from './parts/StageSigns/QualityIndicator.tsx';
export type {
  QualityIndicatorProps,
  QualityIndicatorState,
  QualityIndicatorViewProps,
} from './parts/StageSigns/QualityIndicator.tsx';
export { SessionTimer } from './parts/StageSigns/SessionTimer.tsx';
export type { SessionTimerProps, SessionTimerState } from './parts/StageSigns/SessionTimer.tsx';
export { Suggestions } from './parts/Suggestions/Suggestions.tsx';
export type { SuggestionsProps, SuggestionsState } from './parts/Suggestions/Suggestions.tsx';
export { TextComposer } from './parts/TextComposer/TextComposer.tsx';
export type { TextComposerProps, TextComposerState } from './parts/TextComposer/TextComposer.tsx';
export { LookRequest } from './parts/LookRequest/LookRequest.tsx';
export type { LookRequestProps, LookRequestState } from './parts/LookRequest/LookRequest.tsx';
export { CameraPreview } from './parts/VideoPreview/CameraPreview.tsx';
export type { CameraPreviewProps, CameraPreviewState } from './parts/VideoPreview/CameraPreview.tsx';
export { ScreenPreview } from './parts/VideoPreview/ScreenPreview.tsx';
export type { ScreenPreviewProps, ScreenPreviewState } from './parts/VideoPreview/ScreenPreview.tsx';
export { VideoPreviewView } from './parts/VideoPreview/VideoPreviewView.tsx';
export type { VideoPreviewState, VideoPreviewViewProps } from './parts/VideoPreview/VideoPreviewView.tsx';
export { ToolApproval } from './parts/ToolApproval/ToolApproval.tsx';
export type { ToolApprovalProps } from './parts/ToolApproval/ToolApproval.tsx';
export { ToolApprovals } from './parts/ToolApproval/ToolApprovals.tsx';
export type { ToolApprovalsProps, ToolApprovalsState } from './parts/ToolApproval/ToolApprovals.tsx';
export { ToolApprovalView } from './parts/ToolApproval/ToolApprovalView.tsx';
export type { ToolApprovalState, ToolApprovalViewProps } from './parts/ToolApproval/ToolApprovalView.tsx';
export { ToolCard } from './parts/ToolCard/ToolCard.tsx';
export type {
  ToolCardProps,
  ToolCardState,
  ToolRendererProps,
  ToolRenderers,
} from './parts/ToolCard/ToolCard.tsx';
export type { AnnounceWhen } from './parts/Transcript/Announcer.tsx';
export { Transcript } from './parts/Transcript/Transcript.ts';
export { TranscriptItem } from './parts/Transcript/TranscriptItem.tsx';
export type { TranscriptItemProps } from './parts/Transcript/TranscriptItem.tsx';
export type { RowOptions } from './parts/Transcript/RowOptions.ts';
export type { TranscriptItemState } from './parts/Transcript/TranscriptRow.tsx';
export { TranscriptRoot } from './parts/Transcript/TranscriptRoot.tsx';
export type { TranscriptRootProps, TranscriptRootState } from './parts/Transcript/TranscriptRoot.tsx';
export type { StoredConversation } from './parts/TranscriptView/storedEntries.ts';
export { TranscriptView } from './parts/TranscriptView/TranscriptView.tsx';
export type { TranscriptViewProps, TranscriptState } from './parts/TranscriptView/TranscriptView.tsx';
export type { Announced } from './parts/Transcript/useAnnouncements.ts';
export { Visualizer } from './parts/Visualizer/Visualizer.tsx';
export type { VisualizerProps } from './parts/Visualizer/Visualizer.tsx';
export { VisualizerView } from './parts/Visualizer/VisualizerView.tsx';
export type { VisualizerState, VisualizerViewProps } from './parts/Visualizer/VisualizerView.tsx';
export { VoiceOrb } from './parts/VoiceOrb/VoiceOrb.tsx';
export type { VoiceOrbProps } from './parts/VoiceOrb/VoiceOrb.tsx';
export { VoiceOrbView } from './parts/VoiceOrb/VoiceOrbView.tsx';
export type { VoiceOrbState, VoiceOrbViewProps } from './parts/VoiceOrb/VoiceOrbView.tsx';
export { VoiceWidget } from './parts/VoiceWidget/VoiceWidget.tsx';
export type { VoiceWidgetProps, VoiceWidgetState } from './parts/VoiceWidget/VoiceWidget.tsx';
export { VoicePanel } from './parts/VoicePanel/VoicePanel.tsx';
export type { VoicePanelProps, VoicePanelState } from './parts/VoicePanel/VoicePanel.tsx';
export { Waveform } from './parts/Waveform/Waveform.tsx';
export type { WaveformProps } from './parts/Waveform/Waveform.tsx';
export type { WaveformState } from './parts/Waveform/WaveformCanvas.tsx';
export { VoicePicker } from './parts/VoicePicker/VoicePicker.tsx';
export type { VoicePickerProps } from './parts/VoicePicker/VoicePicker.tsx';
export { VoicePickerView } from './parts/VoicePicker/VoicePickerView.tsx';
export type {
  VoiceChoice,
  VoicePickerState,
  VoicePickerViewProps,
} from './parts/VoicePicker/VoicePickerView.tsx';
export { VolumeSlider } from './parts/VolumeSlider/VolumeSlider.tsx';
export type { VolumeSliderProps } from './parts/VolumeSlider/VolumeSlider.tsx';
export { VolumeSliderView } from './parts/VolumeSlider/VolumeSliderView.tsx';
export type { VolumeSliderState, VolumeSliderViewProps } from './parts/VolumeSlider/VolumeSliderView.tsx';
