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

const textsOf = ({ reads }: AdapterFixtures) =>
  reads.map(({ frame }) => (typeof frame === 'string' ? frame : new TextDecoder().decode(frame)));

const TOO_LONG = 64 * 1024 * 1024 + 1;

/** The fields that name a message. */
const NAMES = new Set(['type', 'event']);

/** An object of 20,000 levels. A reader that calls itself for each of them overflows the stack. */
const DEEP = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);

/** The frame once for each of its values but names, with a deep value in its place. Fields that `seen` has are left out. */
function withDeepValues(text: string, seen: Set<string>): readonly string[] {
  const wire = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const name = [...NAMES].map((field) => String(wire[field])).join();
  const fields: string[] = [];
  JSON.stringify(wire, (field, value: unknown) => (fields.push(field), value));
  return fields.flatMap((field, place) => {
    const isSeen = seen.size === seen.add(`${name} ${field}`).size;
    if (isSeen || !isReplaced(field)) return [];
    let visited = 0;
    const frame = JSON.stringify(wire, (_field, value: unknown) => (visited++ === place ? 'DEEP' : value));
    return [frame.replace('"DEEP"', DEEP)];
  });
}

/** The whole frame has no key. */
const isReplaced = (key: string) => key !== '' && !NAMES.has(key);

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

  test('reads no frame of more than 64 MiB, as text and as bytes', () => {
    const { decode } = contract.createAdapter().createCodec();
    const [text = ''] = textsOf(contract);
    // Spaces behind JSON change nothing: only its length keeps this frame from being read.
    const bytes = new Uint8Array(TOO_LONG).fill(' '.charCodeAt(0));
    bytes.set(new TextEncoder().encode(text));
    for (const frame of [text.padEnd(TOO_LONG), bytes.buffer])
      expect(decode(frame)).toEqual([{ type: 'malformed', reason: expect.any(String) as string }]);
  });

  test('overflows no stack on a value of 20,000 levels, wherever it stands', () => {
    const { decode } = contract.createAdapter().createCodec();
    const seen = new Set<string>();
    for (const frame of textsOf(contract).flatMap((text) => withDeepValues(text, seen)))
      for (const event of decode(frame))
        // The reason that a codec gives for an error that it has not foreseen.
        expect(event).not.toMatchObject({ reason: expect.stringContaining('that cannot be read') as string });
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
