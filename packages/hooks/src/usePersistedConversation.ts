'use client';

import { useEffect, useState } from 'react';

import type { RealtimeError, RealtimeSession, SavedConversation } from '@repartee/core';

import { ConversationKeeper } from './ConversationKeeper.ts';
import type { ConversationPersistence } from './ConversationKeeper.ts';

/**
 * Restores the conversation of a session once, and keeps it in the storage. Returns what went wrong with the storage last;
 * `null` while it works.
 */
export function usePersistedConversation(
  session: RealtimeSession,
  persistence: ConversationPersistence | undefined,
  initial: SavedConversation | undefined,
): RealtimeError | null {
  const [error, setError] = useState<RealtimeError | null>(null);
  // One keeper for the life of the session: StrictMode runs effects twice, and the conversation is restored once.
  const [keeper] = useState(
    () =>
      persistence &&
      new ConversationKeeper({ ...persistence, session, initial: initial ?? null, onError: setError }),
  );
  useEffect(() => {
    void keeper?.load();
    return keeper?.follow();
  }, [keeper]);
  return error;
}
