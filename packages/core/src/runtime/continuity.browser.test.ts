import { describeContinuity } from '../../test/continuity-scenario.ts';

describeContinuity('short');
