import type { ProviderAdapter } from '../protocol/provider-adapter.ts';
import type { Lazy } from '../util/lazy.ts';
import { completeAdapter } from './complete-adapter.ts';
import type { HistoryLoader } from './history-loader.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

interface StarterOptions<Module> {
  readonly conversation: Lazy<Module>;
  readonly session: RealtimeSessionOptions;
  readonly history: HistoryLoader;
  readonly openBudget: () => Promise<void> | undefined;
  readonly begin: (module: Module, adapter: ProviderAdapter) => void;
}

/** The module, the adapter and the budget: all that has to be there before a conversation is assembled. */
export function createStarter<Module>(options: StarterOptions<Module>): Lazy<() => void> {
  const { conversation, session, history, openBudget, begin } = options;
  const { adapter, budget } = session;
  return {
    get loaded() {
      const module = conversation.loaded;
      return module && !budget && !history.isPending && !('load' in adapter)
        ? () => begin(module, adapter)
        : null;
    },
    load: async () => {
      const loading = [conversation.load(), completeAdapter(adapter), openBudget(), history.wait()] as const;
      const [module, complete] = await Promise.all(loading);
      return () => begin(module, complete);
    },
  };
}
