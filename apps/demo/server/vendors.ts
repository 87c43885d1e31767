import type { CredentialMinter } from '@repartee/core';
import { openaiMinter } from '@repartee/core/adapters/openai/server';

/** A vendor as the demo's server knows it. */
export interface ServerVendor {
  readonly id: string;
  /** The variable of the environment that holds the real key. */
  readonly keyName: string;
  /** Where the vendor's API begins under the emulator's origin. */
  readonly emulatedPath: string;
  /** Makes the minter for a key; without a base URL it is the vendor's own. */
  createMinter(apiKey: string, baseUrl?: string): CredentialMinter;
}

/** Everybody that the demo can talk to. */
export const SERVER_VENDORS: readonly ServerVendor[] = [
  {
    id: 'openai',
    keyName: 'OPENAI_API_KEY',
    emulatedPath: '/v1',
    createMinter: (apiKey, baseUrl) => openaiMinter({ apiKey, ...(baseUrl ? { baseUrl } : {}) }),
  },
];
