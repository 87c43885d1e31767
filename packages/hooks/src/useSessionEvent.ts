'use client';

import { useEffect } from 'react';

import type { SessionEvents } from '@repartee/core';

import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';

/**
 * Listens to one kind of event while the component is mounted. The listener may be inline: the latest one is called,
 * and a new one does not subscribe anew. Nothing is re-rendered.
 *
 * @example
 * useSessionEvent('error', (error) => toast(error.message));
 */
export function useSessionEvent<Type extends keyof SessionEvents>(
  type: Type,
  listener: (event: SessionEvents[Type]) => void,
): void {
  const session = useSession();
  const latest = useLatest(listener);
  useEffect(() => session.on(type, (event) => latest.current(event)), [session, type, latest]);
}
