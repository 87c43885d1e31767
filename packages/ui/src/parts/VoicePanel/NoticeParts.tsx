'use client';

import type { RealtimeError } from '@repartee/core';
import { AudioUnlockPrompt } from '../AudioUnlockPrompt/AudioUnlockPrompt.tsx';
import { ConnectionBanner } from '../ConnectionBanner/ConnectionBanner.tsx';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice.tsx';
import { MicrophoneHint } from '../MicrophoneHint/MicrophoneHint.tsx';
import { ToolApprovals } from '../ToolApproval/ToolApprovals.tsx';

/** What an assembly says about a conversation, and what it asks the user, by its place. */
export type NoticePartsProps =
  | { readonly place: 'notices'; readonly error: RealtimeError | null }
  | { readonly place: 'questions' };

/** What an assembly says and asks about a conversation. It is one module, which is there before the network goes. */
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
