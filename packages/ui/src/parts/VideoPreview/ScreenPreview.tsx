'use client';

import { useScreenShare, useSessionState } from '@repartee/hooks';
import type { PartProps } from '../../internal/usePart.ts';
import { previewProps } from './previewProps.ts';
import { VideoPreviewView } from './VideoPreviewView.tsx';
import type { VideoPreviewState, VideoPreviewViewProps } from './VideoPreviewView.tsx';

/** The state of a `ScreenPreview`. */
export interface ScreenPreviewState extends VideoPreviewState {
  readonly source: 'screen';
}

/** The props of `ScreenPreview`. */
export type ScreenPreviewProps = PartProps<'div', ScreenPreviewState> &
  Pick<VideoPreviewViewProps, 'mirrored'>;

/**
 * The screen, window or tab that the user shares, with a mark that says whether the agent sees it. It shows nothing where the
 * vendor sees nothing.
 *
 * Attributes: `data-source`, `data-state` (`off`, `opening`, `on`), `data-shown`, `data-paused-by`, `data-error`.
 *
 * @example
 * <ScreenPreview />
 */
export function ScreenPreview(props: ScreenPreviewProps) {
  const shared = useScreenShare();
  const isLive = useSessionState(({ status }) => status === 'live');
  return shared.isSupported ? (
    <VideoPreviewView {...(props as object)} {...previewProps('screen', shared, isLive)} />
  ) : null;
}
