import type { LazyAdapter, ProviderAdapter } from '../protocol/provider-adapter.ts';

/** Returns the whole adapter, which a lazy one loads first. */
export function completeAdapter(
  adapter: ProviderAdapter | LazyAdapter,
): ProviderAdapter | Promise<ProviderAdapter> {
  return 'load' in adapter ? adapter.load() : adapter;
}
