import { describeLiveViews } from '../../../test/vision-scenario.ts';

describeLiveViews('long');
