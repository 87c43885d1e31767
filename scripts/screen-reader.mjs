// Writes docs/screen-reader.txt: a whole conversation by its accessible roles, names and live regions.
import { binOf, run } from './lib/shell.mjs';

const test = 'packages/ui/src/screen-reader.dom.test.tsx';
run(process.execPath, [binOf('vitest', 'vitest.mjs'), 'run', '--config', 'vitest.unit.config.ts', test], {
  env: { ...process.env, REPARTEE_WRITE: '1' },
});
