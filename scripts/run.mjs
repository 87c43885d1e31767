// Everything that package.json's scripts start: installs what is missing, then does what was asked for. It runs before
// anything is installed, so it uses nothing but Node.
import { checkNode, installDependencies } from './lib/install.mjs';
import { binOf, fail, follow, root, run } from './lib/shell.mjs';
import { ensureChromium, ensureRecognizer, ensureRedis, findEngines } from './lib/system-tools.mjs';
import path from 'node:path';

const node = process.execPath;

function buildWorklets() {
  run(node, ['scripts/build-worklets.mjs'], { stdio: ['ignore', 2, 2] });
}

function test(config, args) {
  const chromium = ensureChromium();
  ensureRecognizer();
  ensureRedis();
  buildWorklets();
  run(node, [binOf('vitest', 'vitest.mjs'), 'run', '--config', config, ...args], {
    env: { ...process.env, REPARTEE_CHROMIUM: chromium },
  });
}

/**
 * Conversations with real sound. What is skipped, and why, is said before the tests and after them, where it is seen.
 * `--sample` holds one conversation an engine.
 */
function testBrowsers(args) {
  const rows = args.includes('--sample') ? 'sample' : 'all';
  ensureRecognizer();
  const { env, skipped } = findEngines();
  const tell = () => process.stderr.write(skipped.map((reason) => `${reason}\n`).join(''));
  tell();
  process.on('exit', tell);
  buildWorklets();
  run(
    node,
    [
      binOf('vitest', 'vitest.mjs'),
      'run',
      '--config',
      'vitest.browsers.config.ts',
      ...args.filter((arg) => arg !== '--sample'),
    ],
    {
      env: { ...process.env, ...env, REPARTEE_BROWSER_ROWS: rows },
    },
  );
}

const commands = {
  demo(args) {
    buildWorklets();
    follow(node, [binOf('vite', 'bin/vite.js'), ...args], { cwd: path.join(root, 'apps/demo') });
  },
  test: (args) => test('vitest.config.ts', args),
  'test:consumers': (args) => test('vitest.consumers.config.ts', args),
  'test:long': (args) => test('vitest.long.config.ts', args),
  'test:browsers': testBrowsers,
  'browsers:table': () => run(node, ['scripts/browsers-table.mjs']),
  emulator(args) {
    follow(node, ['--no-warnings', 'scripts/emulator.mjs', ...args]);
  },
  storybook(args) {
    buildWorklets();
    follow(node, [
      binOf('storybook', 'dist/bin/dispatcher.js'),
      'dev',
      '--port',
      '6006',
      '--host',
      '127.0.0.1',
      ...args,
    ]);
  },
  'storybook:build'(args) {
    buildWorklets();
    run(node, [
      binOf('storybook', 'dist/bin/dispatcher.js'),
      'build',
      '--output-dir',
      'storybook-static',
      ...args,
    ]);
  },
  corpus(args) {
    run(node, ['scripts/barge-in-corpus.mjs', ...args]);
  },
  bench(args) {
    const chromium = ensureChromium();
    buildWorklets();
    run(node, ['scripts/bench.mjs', ...args], { env: { ...process.env, REPARTEE_CHROMIUM: chromium } });
  },
  build(args) {
    run(node, ['scripts/build.mjs', ...args]);
  },
};

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : null;
if (!command) fail(`There is no command “${name}”. Known are: ${Object.keys(commands).join(', ')}.`);
checkNode();
installDependencies();
command(args);
