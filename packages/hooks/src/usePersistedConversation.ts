'use client';

import { useEffect, useState } from 'react';

import { RealtimeError } from '@repartee/core';
import type { RealtimeSession, SavedConversation } from '@repartee/core';

import type { ConversationKeeper, ConversationPersistence, KeeperOptions } from './ConversationKeeper.ts';
import { conversationKeeperModule } from './conversationKeeperModule.ts';

/**
 * Restores the conversation of a session once, and keeps it in the storage. Returns what went wrong with the storage last;
 * `null` while it works. What keeps a conversation is loaded when the component mounts.
 */
export function usePersistedConversation(
  session: RealtimeSession,
  persistence: ConversationPersistence | undefined,
  initial: SavedConversation | undefined,
): RealtimeError | null {
  const [error, setError] = useState<RealtimeError | null>(null);
  // One keeper for the life of the session: StrictMode runs effects twice, and the conversation is restored once.
  const [keep] = useState(
    () => persistence && createKeep({ ...persistence, session, initial: initial ?? null, onError: setError }),
  );
  useEffect(() => keep?.(), [keep]);
  return error;
}

/** Returns the function that keeps the conversation until the function which it returns is called. */
function createKeep(options: KeeperOptions): () => () => void {
  let loading: Promise<ConversationKeeper> | null = null;
  const load = async () => {
    const { ConversationKeeper: Keeper } = await conversationKeeperModule.load();
    return new Keeper(options);
  };
  const begin = () => {
    const keeper = load();
    // Called at once: a connection waits for the conversation that is being restored.
    const restored = options.session.restore(keeper.then((loaded) => loaded.read()));
    restored.catch(() => {}); // The keeper reports it.
    keeper.then(
      (loaded) => loaded.begin(restored),
      (cause: unknown) => {
        loading = null;
        const message =
          'The module that saves could not be loaded, so nothing is saved. Check the network, or reload the page.';
        options.onError(new RealtimeError('module-failed', message, { cause }));
      },
    );
    return keeper;
  };
  return () => {
    let stop: (() => void) | null = () => {};
    loading ??= begin();
    loading.then(
      (keeper) => {
        if (stop) stop = keeper.follow();
      },
      () => {}, // `begin` reports it.
    );
    return () => {
      stop?.();
      stop = null;
    };
  };
}
