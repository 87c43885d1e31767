import { testFaultMatrix } from '../../../test/continuity/fault-matrix.ts';
import { LOSSES } from '../../../test/continuity/faults/loss-rows.ts';
import { TROUBLES } from '../../../test/continuity/faults/trouble-rows.ts';
import { lineKit, managedKit } from '../../../test/continuity/kits/cartesia.ts';
import { testTwoDrops } from '../../../test/continuity/two-drops.ts';

testFaultMatrix(managedKit);
// Both protocols open, mint and close by the same code. What is lost on a connection, and on its way, is each one's own.
testFaultMatrix(lineKit, [...LOSSES, ...TROUBLES]);
for (const kit of [managedKit, lineKit]) testTwoDrops(kit);
