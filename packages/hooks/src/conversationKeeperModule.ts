import type { ConversationKeeper } from './ConversationKeeper.ts';

/** The module that keeps conversations in the app's storage. */
interface KeeperModule {
  readonly ConversationKeeper: typeof ConversationKeeper;
}

let loading: Promise<KeeperModule> | null = null;

/** The module that keeps conversations. An object, so that a test can stand in for the network. */
export const conversationKeeperModule = {
  /** Loads it once. A failed load is not remembered: the next call tries again. */
  load(): Promise<KeeperModule> {
    loading ??= import('./ConversationKeeper.ts').catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  },
};
