import { openai } from '@repartee/core/adapters/openai';
import { prices } from '@repartee/core/adapters/openai/prices';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import type { LoggedFrame } from '../../../src/session-log.ts';
import type { Kit } from '../kit.ts';

interface WireUsage {
  readonly total_tokens?: number;
}

function billedTokens({ usage, response }: LoggedFrame): number {
  const ofResponse = (response as { readonly usage?: WireUsage | null } | undefined)?.usage;
  return ((usage as WireUsage | undefined) ?? ofResponse)?.total_tokens ?? 0;
}

/** The vendor over WebSocket, in each of its protocols. */
export const kits: readonly Kit[] = [
  {
    name: 'OpenAI',
    vendor: 'openai',
    adapter: (origin) => openai({ baseUrl: `${origin}/v1`, transport: 'websocket' }),
    minter: (origin) => openaiMinter({ apiKey: 'sk-test', baseUrl: `${origin}/v1` }),
    memory: 'reseeded',
    prices,
    billedTokens,
    hasTools: true,
  },
];
