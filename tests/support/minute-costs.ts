import type { PriceTable } from '../../packages/core/src/protocol/price-table.ts';
import { audioTokens } from '../../packages/core/src/session/budget/context-model.ts';
import { priceOf, tariffOf } from '../../packages/core/src/session/budget/pricing.ts';
import { createTally, NOTHING, plus } from '../../packages/core/src/session/budget/tally.ts';
import type { Tally } from '../../packages/core/src/session/budget/tally.ts';

/** The talk of docs/budget.md: two turns a minute, each eight seconds of the user and twelve of the agent. */
const USER_MS = 8_000;
const AGENT_MS = 12_000;
const TURN_MS = 30_000;
const TURNS = 20;
const INSTRUCTION_TOKENS = 200;
const ANSWER_TEXT_TOKENS = 40;

/** Every table of prices, by the name of its folder. */
const found = import.meta.glob<{ readonly prices: PriceTable }>(
  '../../packages/core/src/adapters/*/prices.ts',
  {
    eager: true,
  },
);

/** The report of a turn by a vendor that counts tokens. */
function tokensOf({ metering }: PriceTable, turn: number, isCached: boolean): Tally {
  const user = audioTokens(metering.inputMsPerToken, USER_MS);
  const agent = audioTokens(metering.outputMsPerToken, AGENT_MS);
  const words = metering.countSpokenWords ? ANSWER_TEXT_TOKENS : 0;
  const cache = isCached && turn > 1;
  return createTally({
    inputText: INSTRUCTION_TOKENS + words * (turn - 1),
    inputAudio: user * turn + agent * (turn - 1),
    cachedText: cache ? INSTRUCTION_TOKENS + words * (turn - 2) : 0,
    cachedAudio: cache ? user * (turn - 1) + agent * (turn - 2) : 0,
    outputText: words,
    outputAudio: agent,
  });
}

/** The cost of each turn of the conversation. */
function costsOf(table: PriceTable, model: string, isCached: boolean): readonly number[] {
  const { metering, defaultTranscriptionModel } = table;
  return Array.from({ length: TURNS }, (_, index) => {
    const tally =
      metering.unit === 'seconds' ? createTally({ ms: TURN_MS }) : tokensOf(table, index + 1, isCached);
    const written = defaultTranscriptionModel
      ? priceOf(createTally({ ms: USER_MS }), tariffOf(table, defaultTranscriptionModel))
      : 0;
    const cost = priceOf(plus(tally, NOTHING), tariffOf(table, model));
    if (cost === null || written === null) throw new Error(`${model} has no price.`);
    return cost + written;
  });
}

const money = (amount: number) => `$${amount.toFixed(4)}`;

/** The rows of the table in docs/budget.md, by the names of the folders. */
export function renderMinuteCosts(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(found).map(([path, { prices }]) => {
      const folder = path.split('/').at(-2) ?? '';
      const ways = prices.metering.cache ? [true, false] : [false];
      const models = prices.tariffs
        .filter(({ output, perMinute }) => output?.audio || (prices.metering.unit === 'seconds' && perMinute))
        .map(({ models: names }) => names[0] ?? '');
      const rows = models.flatMap((model) =>
        ways.map((isCached) => {
          const name = model === '*' ? `${folder}, every call` : model.replace('*', '');
          const costs = costsOf(prices, model, isCached);
          const sum = (from: number, to: number) => money(costs.slice(from, to).reduce((a, b) => a + b, 0));
          const way = prices.metering.cache ? (isCached ? ', cached' : ', not cached') : '';
          return `| ${name}${way} | ${sum(0, 2)} | ${sum(TURNS - 2, TURNS)} | ${sum(0, TURNS)} |`;
        }),
      );
      return [folder, rows];
    }),
  );
}
