import type { LazyAdapter, ProviderAdapter } from '../protocol/provider-adapter.ts';
import { throwModuleFailed } from '../errors/realtime-error.ts';

/**
 * Returns the whole adapter, which a lazy one loads first.
 *
 * @throws RealtimeError `module-failed` where its file cannot be loaded; what the adapter throws for its options.
 */
export function completeAdapter(
  adapter: ProviderAdapter | LazyAdapter,
): ProviderAdapter | Promise<ProviderAdapter> {
  return 'load' in adapter ? adapter.load().catch(throwModuleFailed) : adapter;
}
