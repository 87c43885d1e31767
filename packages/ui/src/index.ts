export type { Labels } from './labels/Labels.ts';
export { englishLabels } from './labels/englishLabels.ts';
export { LabelsProvider } from './labels/LabelsProvider.tsx';
export type { LabelsProviderProps } from './labels/LabelsProvider.tsx';
export { useLabels } from './labels/useLabels.ts';
export { AudioUnlockPrompt } from './parts/AudioUnlockPrompt/AudioUnlockPrompt.tsx';
export type {
  AudioUnlockPromptProps,
  AudioUnlockPromptState,
} from './parts/AudioUnlockPrompt/AudioUnlockPrompt.tsx';
export { ConnectButton } from './parts/ConnectButton/ConnectButton.tsx';
export type { ConnectButtonProps, ConnectButtonState } from './parts/ConnectButton/ConnectButton.tsx';
export { ErrorNotice } from './parts/ErrorNotice/ErrorNotice.tsx';
export type { ErrorNoticeProps, ErrorNoticeState } from './parts/ErrorNotice/ErrorNotice.tsx';
export { LatencyBadge } from './parts/LatencyBadge/LatencyBadge.tsx';
export type { LatencyBadgeProps, LatencyBadgeState } from './parts/LatencyBadge/LatencyBadge.tsx';
export { MicToggle } from './parts/MicToggle/MicToggle.tsx';
export type { MicToggleProps, MicToggleState } from './parts/MicToggle/MicToggle.tsx';
export { SessionStatus } from './parts/SessionStatus/SessionStatus.tsx';
export type { SessionStatusProps, SessionStatusState } from './parts/SessionStatus/SessionStatus.tsx';
export { TextComposer } from './parts/TextComposer/TextComposer.tsx';
export type { TextComposerProps, TextComposerState } from './parts/TextComposer/TextComposer.tsx';
export { Transcript } from './parts/Transcript/Transcript.ts';
export type { TranscriptItemProps, TranscriptItemState } from './parts/Transcript/TranscriptItem.tsx';
export type { TranscriptRootProps, TranscriptRootState } from './parts/Transcript/TranscriptRoot.tsx';
export { Waveform } from './parts/Waveform/Waveform.tsx';
export type { WaveformProps, WaveformState } from './parts/Waveform/Waveform.tsx';
