import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../sources.ts';

/** The packages that are published. */
export const PACKAGES = ['core', 'hooks', 'ui', 'inspector', 'server', 'emulator'] as const;

/** Outside the repository, so that an import can find nothing but the tarballs. */
const folder = path.join(tmpdir(), `repartee-package-test-${process.pid}`);

/** The app that has the tarballs installed. */
export const app = path.join(folder, 'app');

const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  packageManager: string;
};

/** A version of a package, for an app that has several. */
export const alias = (name: string, version: string) => `npm:${name}@${version}`;

const MANIFEST = {
  name: 'scratch',
  private: true,
  type: 'module',
  dependencies: { react: '19.3.1', 'react-dom': '19.3.1' },
  devDependencies: {
    typescript: '7.0.2',
    '@types/node': '20.19.43',
    '@types/react': '19.3.0',
    '@types/react-dom': '19.3.0',
    vite: '8.3.8',
  },
  // Parcel follows the `exports` of packages only if an app says so.
  '@parcel/resolver-default': { packageExports: true },
};

/** Native parts that bundlers build when they are installed; the others come ready-made or are not needed. */
const BUILDS = `allowBuilds:
  esbuild: true
  '@parcel/watcher': true
  lmdb: true
  msgpackr-extract: true
  '@swc/core': false
  workerd: false
  sharp: false
`;

function pnpm(args: readonly string[], cwd: string): void {
  execFileSync('npx', ['--yes', '--loglevel=error', packageManager, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: 'true' },
  });
}

/** The path of a packed package. */
export function tarballOf(name: string): string {
  const file = readdirSync(folder).find(
    (entry) => entry.startsWith(`repartee-${name}-`) && entry.endsWith('.tgz'),
  );
  if (!file) throw new Error(`There is no tarball of ${name}.`);
  return path.join(folder, file);
}

/** Lists the files of a packed package. */
export function listTarball(name: string): readonly string[] {
  return execFileSync('tar', ['-tzf', tarballOf(name)], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

/** Files by their paths. */
export type ScratchFiles = Readonly<Record<string, string>>;

/** Writes files into the app, by their paths. */
export function writeFiles(files: ScratchFiles): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(app, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/**
 * Builds and packs the packages and installs them into an app of their own.
 *
 * @param tools - what the app has beside Vite and TypeScript: versions by name.
 */
export function createScratchApp(tools: Readonly<Record<string, string>> = {}): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'pipe' });
  for (const name of PACKAGES)
    pnpm(['pack', '--pack-destination', folder], path.join(root, 'packages', name));
  const local = Object.fromEntries(PACKAGES.map((name) => [`@repartee/${name}`, `file:${tarballOf(name)}`]));
  const overrides = Object.entries(local).map(([name, file]) => `  '${name}': '${file}'`);
  writeFiles({
    'package.json': JSON.stringify({
      ...MANIFEST,
      dependencies: { ...MANIFEST.dependencies, ...local },
      devDependencies: { ...MANIFEST.devDependencies, ...tools },
    }),
    'pnpm-workspace.yaml': `overrides:\n${overrides.join('\n')}\n${BUILDS}pmOnFail: ignore\n`,
  });
  pnpm(['install', '--prefer-offline', '--no-frozen-lockfile'], app);
}

/** The path of a package's command, for Node. */
export function binOf(name: string): string {
  const folder = path.join(app, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    bin: string | Readonly<Record<string, string>>;
  };
  const [file = ''] = typeof bin === 'string' ? [bin] : Object.values(bin);
  return path.join(folder, file);
}

/**
 * Runs a script with Node.
 *
 * @param cwd - a folder of the app.
 * @param node - by default the Node of the tests.
 * @throws Error with what the script printed.
 */
export function runInApp(args: readonly string[], cwd = '', node = process.execPath): void {
  // A test runner says that this is a test, which frameworks would build for.
  const env = { ...process.env, NODE_ENV: undefined, ASTRO_TELEMETRY_DISABLED: '1' };
  execFileSync(node, args, { cwd: path.join(app, cwd), env, stdio: 'pipe', encoding: 'utf8' });
}

/** Removes the app and the tarballs. */
export function removeScratchApp(): void {
  rmSync(folder, { recursive: true, force: true });
}
