import { testFaultMatrix } from '../../../test/continuity/fault-matrix.ts';
import { kits } from '../../../test/continuity/kits/openai.ts';
import { testTwoDrops } from '../../../test/continuity/two-drops.ts';

for (const kit of kits) testFaultMatrix(kit);
for (const kit of kits) testTwoDrops(kit);
