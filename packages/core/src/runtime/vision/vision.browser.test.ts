import { describeLiveViews, describeLooks, describeVideoElement } from '../../../test/vision-scenario.ts';

describeLooks();
describeLiveViews('short');
describeVideoElement();
