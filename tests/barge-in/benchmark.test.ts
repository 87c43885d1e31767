import { describeBenchmark } from './support/describe-benchmark.ts';

// One sound of six, so that each voice says something else: `npm run test:long` plays all of them.
describeBenchmark(6);
