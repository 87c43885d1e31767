// Everything that package.json's scripts start: installs what is missing, then does what was asked for. It runs before
// anything is installed, so it uses nothing but Node.
import { checkNode, installDependencies } from './lib/install.mjs';
import { binOf, fail, follow, root, run } from './lib/shell.mjs';
import { ensureChromium, ensureRecognizer } from './lib/system-tools.mjs';
import path from 'node:path';

const node = process.execPath;

function buildWorklets() {
  run(node, ['scripts/build-worklets.mjs'], { stdio: ['ignore', 2, 2] });
}

const commands = {
  demo(args) {
    buildWorklets();
    follow(node, [binOf('vite', 'bin/vite.js'), ...args], { cwd: path.join(root, 'apps/demo') });
  },
  test(args) {
    const chromium = ensureChromium();
    ensureRecognizer();
    buildWorklets();
    run(node, [binOf('vitest', 'vitest.mjs'), 'run', ...args], {
      env: { ...process.env, REPARTEE_CHROMIUM: chromium },
    });
  },
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
