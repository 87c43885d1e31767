'use client';

import { useEffect } from 'react';

import type { SessionEvents } from '@repartee/core';

import { useLatest } from './useLatest.ts';
import { useSession } from './useSession.ts';

/**
 * Listens to one type of session event while the component is mounted. The listener can be inline: the hook calls the latest
 * one without subscribing again. It never re-renders the component.
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
