import { kits } from '../../../test/continuity/kits/gemini.ts';
import { testSoak } from '../../../test/continuity/soak.ts';

for (const kit of kits) testSoak(kit);
