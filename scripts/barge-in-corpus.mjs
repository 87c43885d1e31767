// `pnpm corpus`: builds the corpus of recordings that the barge-in benchmark reports on. `--fit` fits the model on its tuning
// half and writes the weights into core. See tests/barge-in/README.md.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { loadBundled } from './lib/load-bundled.mjs';
import { root } from './lib/shell.mjs';

const { values } = parseArgs({ options: { fit: { type: 'boolean', default: false } } });
const onProgress = (what) => process.stderr.write(`${what}\n`);
if (values.fit) {
  const { refitModel } = await loadBundled('fit/refit-model.ts');
  process.stdout.write(refitModel(onProgress));
} else {
  // The voices of the emulator are packages with files of their own.
  const modules = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  const { buildClips } = await modules.ssrLoadModule(path.join(root, 'tests/barge-in/corpus/build-clips.ts'));
  const { clips, missing } = await buildClips(onProgress);
  const counts = new Map();
  for (const { half, label } of clips)
    counts.set(`${half} ${label}`, (counts.get(`${half} ${label}`) ?? 0) + 1);
  for (const [name, count] of [...counts].toSorted()) process.stdout.write(`${name.padEnd(24)} ${count}\n`);
  process.stdout.write(
    missing.length === 0 ? 'Nothing is missing.\n' : `Missing:\n- ${missing.join('\n- ')}\n`,
  );
  await modules.close();
}
