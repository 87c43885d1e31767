import { gemini } from '@repartee/core/adapters/gemini';
import { prices } from '@repartee/core/adapters/gemini/prices';
import { geminiMinter } from '@repartee/core/adapters/gemini/server';
import type { LoggedFrame } from '../../../src/session-log.ts';
import type { Kit } from '../kit.ts';

/** Thoughts are billed, and no part of the vendor's own total. */
function billedTokens(frame: LoggedFrame): number {
  const usage = (frame['usageMetadata'] ?? {}) as Readonly<Record<string, number>>;
  return (usage['totalTokenCount'] ?? 0) + (usage['thoughtsTokenCount'] ?? 0);
}

/** The vendor over WebSocket, in each of its protocols. */
const kit: Kit = {
  name: 'Gemini',
  vendor: 'gemini',
  adapter: (origin) => gemini({ baseUrl: origin }),
  minter: (origin) => geminiMinter({ apiKey: 'AIza-test', baseUrl: origin }),
  memory: 'resumed',
  prices,
  billedTokens,
  hasTools: true,
};

export const kits: readonly Kit[] = [kit];

/** The vendor as it was measured: it refuses to resume a session that was idle for a second, and one that is still open. */
export const strictKit: Kit = { ...kit, emulated: { resumeRules: 'strict' } };
