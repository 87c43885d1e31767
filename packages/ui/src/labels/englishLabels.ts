import { presenceLabels } from '../internal/presence/presenceLabels.ts';
import { audioUnlockPromptLabels } from '../parts/AudioUnlockPrompt/audioUnlockPromptLabels.ts';
import { budgetExceededLabels } from '../parts/BudgetExceeded/budgetExceededLabels.ts';
import { budgetMeterLabels } from '../parts/BudgetMeter/budgetMeterLabels.ts';
import { callScreenLabels } from '../parts/CallScreen/callScreenLabels.ts';
import { captionsLabels } from '../parts/Captions/captionsLabels.ts';
import { connectionBannerLabels } from '../parts/ConnectionBanner/connectionBannerLabels.ts';
import { connectButtonLabels } from '../parts/ConnectButton/connectButtonLabels.ts';
import { consentNoticeLabels } from '../parts/ConsentNotice/consentNoticeLabels.ts';
import { consoleLabels } from '../parts/Console/consoleLabels.ts';
import { controlBarLabels } from '../parts/ControlBar/controlBarLabels.ts';
import { costBadgeLabels } from '../parts/CostBadge/costBadgeLabels.ts';
import { deviceMenuLabels } from '../parts/DeviceMenu/deviceMenuLabels.ts';
import { deviceSelectLabels } from '../parts/DeviceSelect/deviceSelectLabels.ts';
import { exportMenuLabels } from '../parts/ExportMenu/exportMenuLabels.ts';
import { transcriptViewLabels } from '../parts/TranscriptView/transcriptViewLabels.ts';
import { errorNoticeLabels } from '../parts/ErrorNotice/errorNoticeLabels.ts';
import { languagePickerLabels } from '../parts/LanguagePicker/languagePickerLabels.ts';
import { latencyBadgeLabels } from '../parts/LatencyBadge/latencyBadgeLabels.ts';
import { attachmentTrayLabels } from '../parts/AttachmentTray/attachmentTrayLabels.ts';
import { messageActionsLabels } from '../parts/MessageActions/messageActionsLabels.ts';
import { micToggleLabels } from '../parts/MicToggle/micToggleLabels.ts';
import { microphoneHintLabels } from '../parts/MicrophoneHint/microphoneHintLabels.ts';
import { pauseButtonLabels } from '../parts/PauseButton/pauseButtonLabels.ts';
import { permissionPromptLabels } from '../parts/PermissionPrompt/permissionPromptLabels.ts';
import { preCallCheckLabels } from '../parts/PreCallCheck/preCallCheckLabels.ts';
import { pushToTalkButtonLabels } from '../parts/PushToTalkButton/pushToTalkButtonLabels.ts';
import { reportProblemLabels } from '../parts/ReportProblem/reportProblemLabels.ts';
import { sessionStatusLabels } from '../parts/SessionStatus/sessionStatusLabels.ts';
import { sessionSummaryLabels } from '../parts/SessionSummary/sessionSummaryLabels.ts';
import { sessionTimeLeftLabels } from '../parts/SessionTimeLeft/sessionTimeLeftLabels.ts';
import { settingsSheetLabels } from '../parts/SettingsSheet/settingsSheetLabels.ts';
import { interruptionLabels } from '../parts/StageSigns/interruptionLabels.ts';
import { qualityLabels } from '../parts/StageSigns/qualityLabels.ts';
import { sessionTimerLabels } from '../parts/StageSigns/sessionTimerLabels.ts';
import { suggestionsLabels } from '../parts/Suggestions/suggestionsLabels.ts';
import { textComposerLabels } from '../parts/TextComposer/textComposerLabels.ts';
import { transcriptLabels } from '../parts/Transcript/transcriptLabels.ts';
import { voicePanelLabels } from '../parts/VoicePanel/voicePanelLabels.ts';
import { voiceWidgetLabels } from '../parts/VoiceWidget/voiceWidgetLabels.ts';
import { voicePickerLabels } from '../parts/VoicePicker/voicePickerLabels.ts';
import { volumeSliderLabels } from '../parts/VolumeSlider/volumeSliderLabels.ts';
import { waveformLabels } from '../parts/Waveform/waveformLabels.ts';
import { lookRequestLabels } from '../parts/LookRequest/lookRequestLabels.ts';
import { videoPreviewLabels } from '../parts/VideoPreview/videoPreviewLabels.ts';
import type { Labels } from './Labels.ts';

/** The English labels, which the parts use unless a `LabelsProvider` changes them. */
export const englishLabels: Labels = {
  ...audioUnlockPromptLabels,
  ...callScreenLabels,
  ...captionsLabels,
  ...connectionBannerLabels,
  ...connectButtonLabels,
  ...consoleLabels,
  ...controlBarLabels,
  ...deviceMenuLabels,
  ...languagePickerLabels,
  ...consentNoticeLabels,
  ...reportProblemLabels,
  ...permissionPromptLabels,
  ...settingsSheetLabels,
  ...preCallCheckLabels,
  ...voicePickerLabels,
  ...deviceSelectLabels,
  ...errorNoticeLabels,
  ...exportMenuLabels,
  ...latencyBadgeLabels,
  attachments: attachmentTrayLabels.attachments,
  ...messageActionsLabels,
  ...micToggleLabels,
  ...microphoneHintLabels,
  ...pauseButtonLabels,
  ...presenceLabels,
  ...pushToTalkButtonLabels,
  ...sessionStatusLabels,
  ...sessionSummaryLabels,
  ...sessionTimeLeftLabels,
  ...sessionTimerLabels,
  ...qualityLabels,
  ...interruptionLabels,
  ...suggestionsLabels,
  ...textComposerLabels,
  ...transcriptLabels,
  ...transcriptViewLabels,
  ...voicePanelLabels,
  ...voiceWidgetLabels,
  ...volumeSliderLabels,
  ...waveformLabels,
  ...lookRequestLabels,
  video: videoPreviewLabels.video,
  budget: {
    ...budgetExceededLabels.budget,
    ...budgetMeterLabels.budget,
    ...costBadgeLabels.budget,
  },
};
