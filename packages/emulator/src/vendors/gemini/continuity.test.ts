import { describe } from 'vitest';
import { testFaultMatrix } from '../../../test/continuity/fault-matrix.ts';
import { LOSSES } from '../../../test/continuity/faults/loss-rows.ts';
import { MEMORIES } from '../../../test/continuity/faults/memory-rows.ts';
import { kits, strictKit } from '../../../test/continuity/kits/gemini.ts';
import { testTwoDrops } from '../../../test/continuity/two-drops.ts';

for (const kit of kits) testFaultMatrix(kit);
for (const kit of [...kits, { ...strictKit, name: 'Gemini, strict' }]) testTwoDrops(kit);

describe('with the rules of resuming that were measured', () => {
  testFaultMatrix(strictKit, [...LOSSES, ...MEMORIES]);
});
