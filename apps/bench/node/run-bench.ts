import { availableParallelism } from 'node:os';
import type { BenchRequest } from '../src/page/main.ts';
import { measureDetector } from './detector.ts';
import { measureContinuity } from './continuity.ts';
import { openBenchPage } from './page.ts';
import { measureRecovery } from './recovery.ts';
import { measureRelay } from './relay.ts';
import { summarize } from './report.ts';
import type { BenchReport, Sample } from './report.ts';

export interface BenchOptions {
  readonly chromium: string;
  /** Files of modules that export a `contender`, to stand beside ours. */
  readonly compare?: readonly string[];
  /** The figures to measure; without any, all of them. */
  readonly only?: readonly string[];
  /** @default 5 */
  readonly rounds?: number;
  /** A trial does as little as possible: it shows that everything runs. @default 'full' */
  readonly size?: 'full' | 'trial';
  readonly onProgress?: (what: string) => void;
}

/** Figures that are measured in this process. */
const WITHOUT_PAGE: ReadonlySet<string> = new Set(['continuity', 'detector', 'relay']);

/**
 * Measures every figure for every contender, one after the other within each round, so that what the machine does besides
 * falls on all of them alike.
 */
export async function runBench(options: BenchOptions): Promise<BenchReport> {
  const { size = 'full', only = [], onProgress = () => {} } = options;
  const samples: Sample[] = [];
  const isPageNeeded = only.length === 0 || only.some((figure) => !WITHOUT_PAGE.has(figure));
  let browser = isPageNeeded ? await measurePage(options, samples) : 'none';
  if (only.length === 0 || only.includes('detector'))
    samples.push(...(await measureDetector(size === 'trial' ? 1 : 60)));
  if (only.length === 0 || only.includes('relay'))
    samples.push(...(await measureRelay(size === 'trial', onProgress)));
  if (only.length === 0 || only.includes('continuity')) {
    // In virtual time, without a page: what the machine does besides does not matter.
    samples.push(...(await measureContinuity(size === 'trial', onProgress)));
    const recovery = await measureRecovery(options.chromium, size === 'trial', onProgress);
    samples.push(...recovery.samples);
    ({ browser } = recovery);
  }
  return {
    takenAt: new Date().toISOString(),
    size,
    environment: {
      browser,
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
    },
    figures: summarize(samples),
  };
}

/** Measures what needs a page. Returns the name of the browser. */
async function measurePage(options: BenchOptions, samples: Sample[]): Promise<string> {
  const { rounds = 5, size = 'full', only = [], onProgress = () => {} } = options;
  const { page, browserVersion, close } = await openBenchPage(options.chromium, options.compare ?? []);
  try {
    const { figures, contenders } = await page.evaluate(() => ({
      figures: bench.figures,
      contenders: bench.contenders,
    }));
    const wanted = figures.filter((figure) => only.length === 0 || only.includes(figure));
    for (let round = 0; round < rounds; round += 1) {
      for (const figure of wanted) {
        // The first contender changes from round to round: the traces of one are not always the other's burden.
        const order = round % 2 === 0 ? contenders : contenders.toReversed();
        for (const contender of order) {
          onProgress(`round ${round + 1} of ${rounds}: ${figure}, ${contender}`);
          const request: BenchRequest = { figure, contender, size, seed: 1_000 + round };
          // A page of its own: no garbage, no session and no compiled code of the round before.
          await page.reload();
          await page.waitForFunction(() => 'bench' in globalThis);
          const measured = await page.evaluate((one) => bench.run(one), request);
          samples.push(...measured.map((measurement) => ({ contender, ...measurement })));
        }
      }
    }
  } finally {
    await close();
  }
  return `Chromium ${browserVersion}`;
}
