import type { AdapterFixtures, Exchange } from '../src/testing/adapter-fixtures.ts';

/** The fixtures of an adapter whose exchanges come as frames. */
export type ExchangeContract = AdapterFixtures & {
  readonly writeExchange: (exchange: Exchange) => readonly (string | ArrayBuffer)[];
};

const found = import.meta.glob<Readonly<Record<string, AdapterFixtures>>>('../src/adapters/*/contract.ts', {
  eager: true,
});

/** The adapters whose exchanges come as frames: the vendor, the name of the contract, the contract. */
export const exchangeContracts: readonly (readonly [string, string, ExchangeContract])[] = Object.entries(
  found,
).flatMap(([path, module]) =>
  Object.entries(module)
    .filter((entry): entry is [string, ExchangeContract] => entry[1].writeExchange !== undefined)
    .map(([key, contract]) => [path.split('/').at(-2) as string, key, contract] as const),
);

/** A piece of the agent's audio, in the adapter's format. */
export function pieceOf(contract: AdapterFixtures, durationMs: number): Uint8Array {
  const { sampleRateHz, encoding } = contract.createAdapter().outputFormat;
  return new Uint8Array((sampleRateHz * durationMs * (encoding === 'pcm16' ? 2 : 1)) / 1000).fill(1);
}

/** The frame after which a connection of the vendor is live. */
export const readyFrameOf = ({ reads }: AdapterFixtures): string | ArrayBuffer =>
  reads.find(({ events }) => events.some(({ type }) => type === 'session-configured'))?.frame ?? '';
