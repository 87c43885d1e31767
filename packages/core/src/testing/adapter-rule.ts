import type { AdapterFixtures } from './adapter-fixtures.ts';
import { isSame } from './is-same.ts';
import { createMismatch } from './mismatch.ts';

/** One rule of the adapter contract. */
export interface AdapterRule {
  readonly name: string;
  readonly run: (fixtures: AdapterFixtures) => void;
}

/** @throws Error that names both, when they differ. */
export function expectSame(actual: unknown, expected: unknown, message: string): void {
  if (!isSame(actual, expected)) throw createMismatch(message, expected, actual);
}
