import type { RealtimeError } from '@repartee/core';
import {
  AudioUnlockPrompt,
  ConnectionBanner,
  ErrorNotice,
  ErrorNoticeView,
  MicrophoneHint,
} from '@repartee/ui';
import { ContinueInWriting } from './ContinueInWriting.tsx';

interface NoticesProps {
  /** `null` where the vendor supports no written conversations. */
  readonly onContinueInWriting: (() => void) | null;
  /** The error with which the microphone could not be opened during the conversation. */
  readonly microphoneError: RealtimeError | null;
  readonly onDismiss: () => void;
}

/** The notices about the connection and the microphone. */
export function Notices({ onContinueInWriting, microphoneError, onDismiss }: NoticesProps) {
  return (
    <>
      <ConnectionBanner />
      <ErrorNotice errors="passing" />
      {microphoneError && <ErrorNoticeView error={microphoneError} onDismiss={onDismiss} />}
      {onContinueInWriting && <ContinueInWriting onContinue={onContinueInWriting} />}
      <AudioUnlockPrompt />
      <MicrophoneHint />
    </>
  );
}
