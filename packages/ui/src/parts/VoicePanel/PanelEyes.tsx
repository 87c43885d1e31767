'use client';

import type { VideoSource } from '@repartee/core';
import { useLookTool, useSession } from '@repartee/hooks';
import { useSlots } from '../../internal/useSlots.ts';
import { CameraPreview } from '../VideoPreview/CameraPreview.tsx';
import { ScreenPreview } from '../VideoPreview/ScreenPreview.tsx';

export interface PanelEyesProps {
  readonly sources: readonly (VideoSource | 'files')[];
}

/** Camera and screen of a panel, and the tool by which the agent asks to see them. Nothing where the vendor sees nothing. */
export function PanelEyes(props: PanelEyesProps) {
  return useSession().capabilities.vision ? <Eyes {...props} /> : null;
}

function Eyes({ sources }: PanelEyesProps) {
  const slot = useSlots();
  useLookTool({ sources: sources.filter((source) => source !== 'files') });
  return (
    <div className={slot('repartee-panel-eyes')}>
      {sources.includes('camera') && <CameraPreview />}
      {sources.includes('screen') && <ScreenPreview />}
    </div>
  );
}
