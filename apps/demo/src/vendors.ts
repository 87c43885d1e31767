import type { ProviderAdapter } from '@repartee/core';

/** A vendor as the page knows it. */
export interface Vendor {
  readonly id: string;
  readonly name: string;
  /** Loads the adapter when it is chosen; without a base URL it is the vendor's own. */
  loadAdapter(baseUrl?: string): Promise<ProviderAdapter>;
}

/** Everybody that the page can talk to. The only place where the demo names a vendor. */
export const VENDORS: readonly Vendor[] = [
  {
    id: 'openai',
    name: 'OpenAI Realtime',
    async loadAdapter(baseUrl) {
      const { openai } = await import('@repartee/core/adapters/openai');
      return openai(baseUrl ? { baseUrl } : {});
    },
  },
];
