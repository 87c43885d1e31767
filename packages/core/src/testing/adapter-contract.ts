import { DECODE_CHECKS } from './adapter-decode-checks.ts';
import { ENCODE_CHECKS } from './adapter-encode-checks.ts';
import { FAULT_CHECKS } from './adapter-fault-checks.ts';
import type { AdapterFixtures } from './adapter-fixtures.ts';
import { PLAN_CHECKS } from './adapter-plan-checks.ts';

/** One thing that every adapter does. */
export interface AdapterCheck {
  readonly name: string;
  /** @throws Error when the adapter does not. */
  readonly run: () => void;
}

/**
 * Lists what every adapter has to keep to, checked on a vendor's fixtures. It needs no test runner's library:
 *
 * @example
 * ```ts
 * for (const { name, run } of adapterContract(contract)) test(name, run);
 * ```
 */
export function adapterContract(fixtures: AdapterFixtures): readonly AdapterCheck[] {
  return [...PLAN_CHECKS, ...DECODE_CHECKS, ...ENCODE_CHECKS, ...FAULT_CHECKS].map(({ name, run }) => ({
    name,
    run: () => run(fixtures),
  }));
}
