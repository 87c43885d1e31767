export { budgetNumbers } from './labels/budgetNumbers.ts';
export type { BudgetNumbers, BudgetSeries, BudgetWords } from './labels/BudgetWords.ts';
export type { ErrorWords, Labels, LabelsOverride } from './labels/Labels.ts';
export { englishLabels } from './labels/englishLabels.ts';
export { LabelsProvider } from './labels/LabelsProvider.tsx';
export type { LabelsProviderProps } from './labels/LabelsProvider.tsx';
export { useLabels } from './labels/useLabels.ts';
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
export { ConnectButton } from './parts/ConnectButton/ConnectButton.tsx';
export type { ConnectButtonProps } from './parts/ConnectButton/ConnectButton.tsx';
export { ConnectButtonView } from './parts/ConnectButton/ConnectButtonView.tsx';
export type { ConnectButtonState, ConnectButtonViewProps } from './parts/ConnectButton/ConnectButtonView.tsx';
export { CostBadge } from './parts/CostBadge/CostBadge.tsx';
export type { CostBadgeProps, CostBadgeState } from './parts/CostBadge/CostBadge.tsx';
export { DeviceSelect } from './parts/DeviceSelect/DeviceSelect.tsx';
export type { DeviceSelectProps } from './parts/DeviceSelect/DeviceSelect.tsx';
export { DeviceSelectView } from './parts/DeviceSelect/DeviceSelectView.tsx';
export type { DeviceSelectState, DeviceSelectViewProps } from './parts/DeviceSelect/DeviceSelectView.tsx';
export { ErrorNotice } from './parts/ErrorNotice/ErrorNotice.tsx';
export type { ErrorNoticeProps } from './parts/ErrorNotice/ErrorNotice.tsx';
export { ErrorNoticeView } from './parts/ErrorNotice/ErrorNoticeView.tsx';
export type { ErrorNoticeState, ErrorNoticeViewProps } from './parts/ErrorNotice/ErrorNoticeView.tsx';
export { LatencyBadge } from './parts/LatencyBadge/LatencyBadge.tsx';
export type { LatencyBadgeProps, LatencyBadgeState } from './parts/LatencyBadge/LatencyBadge.tsx';
export { MicToggle } from './parts/MicToggle/MicToggle.tsx';
export type { MicToggleProps } from './parts/MicToggle/MicToggle.tsx';
export { MicToggleView } from './parts/MicToggle/MicToggleView.tsx';
export type { MicToggleState, MicToggleViewProps } from './parts/MicToggle/MicToggleView.tsx';
export { PushToTalkButton } from './parts/PushToTalkButton/PushToTalkButton.tsx';
export type { PushToTalkButtonProps } from './parts/PushToTalkButton/PushToTalkButton.tsx';
export { PushToTalkButtonView } from './parts/PushToTalkButton/PushToTalkButtonView.tsx';
export type {
  PushToTalkButtonState,
  PushToTalkButtonViewProps,
} from './parts/PushToTalkButton/PushToTalkButtonView.tsx';
export { MicrophoneHint } from './parts/MicrophoneHint/MicrophoneHint.tsx';
export type { MicrophoneHintProps, MicrophoneHintState } from './parts/MicrophoneHint/MicrophoneHint.tsx';
export { SessionStatus } from './parts/SessionStatus/SessionStatus.tsx';
export type { SessionStatusProps } from './parts/SessionStatus/SessionStatus.tsx';
export { SessionStatusView } from './parts/SessionStatus/SessionStatusView.tsx';
export type { SessionStatusState, SessionStatusViewProps } from './parts/SessionStatus/SessionStatusView.tsx';
export { TextComposer } from './parts/TextComposer/TextComposer.tsx';
export type { TextComposerProps, TextComposerState } from './parts/TextComposer/TextComposer.tsx';
export type { Announced } from './parts/Transcript/Announcer.tsx';
export { Transcript } from './parts/Transcript/Transcript.ts';
export type { TranscriptItemProps, TranscriptItemState } from './parts/Transcript/TranscriptItem.tsx';
export type { TranscriptRootProps, TranscriptRootState } from './parts/Transcript/TranscriptRoot.tsx';
export { Waveform } from './parts/Waveform/Waveform.tsx';
export type { WaveformProps } from './parts/Waveform/Waveform.tsx';
export type { WaveformState } from './parts/Waveform/WaveformCanvas.tsx';
