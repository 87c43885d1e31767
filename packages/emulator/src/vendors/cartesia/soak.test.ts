import { kits } from '../../../test/continuity/kits/cartesia.ts';
import { testSoak } from '../../../test/continuity/soak.ts';

for (const kit of kits) testSoak(kit);
