// `pnpm bench`: measures Repartee, and any other client beside it, in a real browser.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { loadBundled } from './lib/load-bundled.mjs';
import { fail, root } from './lib/shell.mjs';

const HELP = `pnpm bench [options]

  --compare <module>   a module that exports a contender (see apps/bench/src/contender.ts); may be given more than once
  --only <figure>      measure this one only; may be given more than once. barge-in: the field corpus, by itself
  --rounds <number>    how often each is measured (default 5)
  --json <file>        where the figures are written (default artifacts/bench.json)
  --check              end with an error where a target is missed
  --trial              as little work as possible, to see that everything runs
`;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        compare: { type: 'string', multiple: true, default: [] },
        only: { type: 'string', multiple: true, default: [] },
        rounds: { type: 'string', default: '5' },
        json: { type: 'string', default: 'artifacts/bench.json' },
        check: { type: 'boolean', default: false },
        trial: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!(Number(values.rounds) >= 1))
      throw new Error(`--rounds takes a number from 1, and ${values.rounds} is none.`);
    return values;
  } catch (error) {
    return fail(`${error.message}\n\n${HELP}`);
  }
}

const options = readOptions();
if (options.help) {
  process.stdout.write(HELP);
} else {
  if (options.only.includes('barge-in')) {
    const { reportField } = await loadBundled('support/field-report.ts');
    const every = options.trial ? 20 : 1;
    process.stdout.write(reportField(every, (what) => process.stderr.write(`${what}\n`)));
    process.exit(0);
  }
  // Some figures are measured in this process, and load modules as they go.
  const modules = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  const load = (file) => modules.ssrLoadModule(path.join(root, 'apps/bench/node', file));
  const { runBench } = await load('run-bench.ts');
  const { writeTable } = await load('report.ts');
  const report = await runBench({
    chromium: process.env.REPARTEE_CHROMIUM,
    compare: options.compare.map((file) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file)),
    only: options.only,
    rounds: Number(options.rounds),
    size: options.trial ? 'trial' : 'full',
    onProgress: (what) => process.stderr.write(`${what}\n`),
  });
  const file = path.resolve(root, options.json);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(
    `\n${writeTable(report.figures)}\n\nThe figures are in ${path.relative(process.cwd(), file)}.\n`,
  );
  await modules.close();
  if (options.check && report.figures.some(({ isReached }) => !isReached)) process.exitCode = 1;
}
