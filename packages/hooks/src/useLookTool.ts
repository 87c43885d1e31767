'use client';

import { useMemo } from 'react';

import { createLookTool, createVision } from '@repartee/core';
import type { AnyClientTool, VideoSource } from '@repartee/core';

import { useRegisteredTools } from './useRegisteredTools.ts';
import { useSession } from './useSession.ts';

/** The options of `useLookTool`. */
export interface UseLookToolOptions {
  /** The sources that the agent may ask for. @default both */
  readonly sources?: readonly VideoSource[];
}

/**
 * Lets the agent ask for one image of the user's camera or screen, while the component is mounted: the tool `look` of `createLookTool`,
 * each time by the user's consent. Without a source, and where the vendor sees nothing, there is no such tool.
 *
 * @example
 * useLookTool({ sources: ['camera'] });
 */
export function useLookTool({ sources = ['camera', 'screen'] }: UseLookToolOptions = {}): void {
  const session = useSession();
  const hasCamera = sources.includes('camera');
  const hasScreen = sources.includes('screen');
  const tools = useMemo(() => {
    const allowed = [...(hasCamera ? ['camera' as const] : []), ...(hasScreen ? ['screen' as const] : [])];
    if (!session.capabilities.vision || allowed.length === 0) return [];
    return [createLookTool(createVision(session), { sources: allowed }) as AnyClientTool];
  }, [session, hasCamera, hasScreen]);
  useRegisteredTools(session, tools);
}
