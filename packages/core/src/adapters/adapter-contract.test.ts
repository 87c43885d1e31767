import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adapterContract } from '../testing/adapter-contract.ts';
import type { AdapterFixtures } from '../testing/adapter-fixtures.ts';

// A folder that speaks several protocols exports a contract for each.
const found = import.meta.glob<Readonly<Record<string, AdapterFixtures>>>('./*/contract.ts', { eager: true });
const contracts = Object.entries(found).flatMap(([path, module]) =>
  Object.entries(module)
    .filter(([, contract]) => 'createAdapter' in contract)
    .map(([key, contract]) => [path.split('/')[1] as string, key, contract] as const),
);

test('every vendor’s folder has fixtures for the contract', () => {
  const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(folders.length).toBeGreaterThan(0);
  expect(Object.keys(found).toSorted()).toEqual(folders.map((name) => `./${name}/contract.ts`).toSorted());
  expect(new Set(contracts.map(([name]) => name))).toEqual(new Set(folders));
});

describe.each(contracts)('the adapter %s, %s', (name, _key, contract) => {
  test('is called like its folder', () => {
    expect(contract.createAdapter().id).toBe(name);
  });

  test.each(adapterContract(contract).map((check) => [check.name, check.run] as const))('%s', (_, run) => {
    run();
  });

  test('reads arbitrary JSON, text and bytes as events, and throws nothing', () => {
    const codec = contract.createAdapter().createCodec();
    const frame = fc.oneof(
      fc.json(),
      fc.string(),
      fc.object().map((value) => JSON.stringify(value)),
      fc.uint8Array().map((bytes) => bytes.slice().buffer),
    );
    fc.assert(
      fc.property(frame, (junk) => {
        for (const event of codec.decode(junk))
          expect(['unknown', 'malformed', 'error-received']).toContain(event.type);
      }),
      { numRuns: 1000 },
    );
  });
});
