import type { ConversationKeeper } from './ConversationKeeper.ts';

/** What keeps conversations in the app's storage. */
export interface KeeperModule {
  readonly ConversationKeeper: typeof ConversationKeeper;
}

let loading: Promise<KeeperModule> | null = null;

/** Loads what keeps conversations, once. A failed load is not remembered: the next call tries again. */
export function loadConversationKeeper(): Promise<KeeperModule> {
  loading ??= import('./ConversationKeeper.ts').catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}
