'use client';

import { useMicrophonePermission, useMicrophoneTest, useSession, useSpeakerTest } from '@repartee/hooks';
import type { UseMicrophoneTestOptions } from '@repartee/hooks';
import { PermissionPrompt } from '../PermissionPrompt/PermissionPrompt.tsx';
import { permissionStep } from '../PermissionPrompt/permissionStep.ts';
import { PreCallCheckView } from './PreCallCheckView.tsx';
import type { PreCallCheckViewProps } from './PreCallCheckView.tsx';

/** The props of `PreCallCheck`. */
export type PreCallCheckProps = Omit<
  PreCallCheckViewProps,
  'microphoneTest' | 'speakerTest' | 'permission' | 'onReady'
> & {
  /** The browser's processing of the sound, as in the conversation. */
  readonly microphone?: UseMicrophoneTestOptions['microphone'];
  /** Called by the last button, in place of starting the conversation. */
  readonly onReady?: () => void;
};

/**
 * Lets the user check the sound before the conversation: the permission, the microphone with “We can hear you”, and the speaker with a
 * test tone. The last button gives the microphone back and starts the conversation.
 *
 * Attributes: `data-microphone` (`off`, `opening`, `on`, `failed`), `data-hearing` (`waiting`, `heard`, `silent`),
 * `data-playing`.
 *
 * @example
 * const isIdle = useSessionState((state) => state.status === 'idle');
 * return isIdle ? <PreCallCheck /> : <VoicePanel />;
 */
export function PreCallCheck({ microphone, onReady, ...props }: PreCallCheckProps) {
  const session = useSession();
  const permission = useMicrophonePermission();
  const { stop, ...test } = useMicrophoneTest(microphone && { microphone });
  const tone = useSpeakerTest();
  const ready = () => {
    stop();
    tone.stop();
    if (onReady) onReady();
    // A failure is in the state then, and `ErrorNotice` shows it.
    else void session.connect().catch(() => {});
  };
  // An open microphone was allowed, also where the browser does not tell.
  const isAsked = test.state === 'off' && permissionStep(permission) !== null;
  return (
    <PreCallCheckView
      {...props}
      microphoneTest={test}
      speakerTest={tone}
      permission={isAsked ? <PermissionPrompt onGranted={test.start} /> : undefined}
      onReady={ready}
    />
  );
}
