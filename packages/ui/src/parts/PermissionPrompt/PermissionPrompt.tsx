'use client';

import { useSyncExternalStore } from 'react';
import { useMicrophonePermission } from '@repartee/hooks';
import { ownBrowserFamily } from '../../internal/browserFamily.ts';
import { PermissionPromptView } from './PermissionPromptView.tsx';
import type { PermissionPromptViewProps } from './PermissionPromptView.tsx';
import { permissionStep } from './permissionStep.ts';

/** The props of `PermissionPrompt`. */
export type PermissionPromptProps = Omit<PermissionPromptViewProps, 'step' | 'browser' | 'onRequest'> & {
  /** Called when the user has allowed the microphone in answer to the button. */
  readonly onGranted?: () => void;
};

const neverChanges = () => () => {};

/**
 * Leads the user to a microphone: why the app needs it, where to look while the browser asks, and how to allow it again after a
 * refusal, in the words of this browser. It renders nothing once the page may use the microphone.
 *
 * Attributes: `data-step` (`ask`, `asking`, `dismissed`, `denied`, `blocked`, `missing`, `busy`, `insecure`), `data-browser`
 * (`chromium`, `firefox`, `safari`, `android`, `ios`, `other`).
 *
 * @example
 * <PermissionPrompt why="Ada listens to your pronunciation." />
 */
export function PermissionPrompt({ onGranted, ...props }: PermissionPromptProps) {
  const { request, ...permission } = useMicrophonePermission();
  const browser = useSyncExternalStore(neverChanges, ownBrowserFamily, () => 'other' as const);
  const step = permissionStep(permission);
  const ask = async () => {
    if (await request()) onGranted?.();
  };
  return (
    step && <PermissionPromptView {...props} step={step} browser={browser} onRequest={() => void ask()} />
  );
}
