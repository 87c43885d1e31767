'use client';

import type { RealtimeError } from '@repartee/core';
import { AudioUnlockPrompt } from '../AudioUnlockPrompt/AudioUnlockPrompt.tsx';
import { ConnectionBanner } from '../ConnectionBanner/ConnectionBanner.tsx';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice.tsx';
import { MicrophoneHint } from '../MicrophoneHint/MicrophoneHint.tsx';
import { ToolApprovals } from '../ToolApproval/ToolApprovals.tsx';

/** The notices of a conversation and the questions to the user, by their place in an assembly. */
export type NoticePartsProps =
  | { readonly place: 'notices'; readonly error: RealtimeError | null }
  | { readonly place: 'questions' };

/** The notices and questions of an assembly. They are one module, which is there before the network goes. */
export function NoticeParts(props: NoticePartsProps) {
  if (props.place === 'questions') return <ToolApprovals />;
  return (
    <>
      <ConnectionBanner />
      <ErrorNotice errors="passing" defaultError={props.error} />
      <AudioUnlockPrompt />
      <MicrophoneHint />
    </>
  );
}
