import { describeBenchmark } from './support/describe-benchmark.ts';

describeBenchmark(1);
