import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectContent } from './support/run-tool.ts';
import { listFiles, root } from './support/sources.ts';

/*
 * A fifth vendor is added to a copy of the packages: one folder in core, one in the emulator, and no other edit. All that
 * finds vendors by their folders must find it.
 */

const copy = path.join(root, 'node_modules', `.toy-vendor-${process.pid}`);
const toy = path.join(root, 'tests/toy-vendor');

/** Lets a package of the copy find what the package finds, and the copy of core instead of core. */
function linkModules(name: string): void {
  const from = path.join(root, 'packages', name, 'node_modules');
  const to = path.join(copy, 'packages', name, 'node_modules');
  mkdirSync(path.join(to, '@repartee'), { recursive: true });
  for (const entry of readdirSync(from))
    if (entry !== '@repartee') symlinkSync(path.join(from, entry), path.join(to, entry), 'junction');
  for (const other of ['core', 'emulator'])
    symlinkSync(path.join(copy, 'packages', other), path.join(to, '@repartee', other), 'junction');
}

const CONFIG = `export default { test: { environment: 'node', pool: 'forks', include: [
  'packages/core/src/adapters/adapter-contract*.test.ts', 'packages/emulator/src/vendors/toy/*.test.ts'
] } };`;

describe('a vendor that is unknown here', () => {
  beforeAll(() => {
    for (const file of listFiles('packages/core', 'packages/emulator', 'tsconfig.base.json', 'package.json'))
      cpSync(path.join(root, file), path.join(copy, file));
    linkModules('core');
    linkModules('emulator');
    cpSync(path.join(toy, 'core'), path.join(copy, 'packages/core/src/adapters/toy'), { recursive: true });
    const vendor = path.join(copy, 'packages/emulator/src/vendors/toy');
    cpSync(path.join(toy, 'emulator/vendor.ts'), path.join(vendor, 'vendor.ts'));
    // Here it must not be taken for a test of its own.
    cpSync(path.join(toy, 'emulator/talk.ts'), path.join(vendor, 'talk.test.ts'));
    writeFileSync(path.join(copy, 'vitest.config.mjs'), CONFIG);
    const config = {
      extends: './tsconfig.base.json',
      compilerOptions: { noEmit: true, types: ['node', 'vite/client'] },
      include: ['packages/core/src/adapters/toy', 'packages/emulator/src/vendors/toy'],
    };
    writeFileSync(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('is found by the contract, by the exports and by the emulator, and talks', () => {
    const said = expectContent('vitest', ['run', '--root', copy, '--reporter', 'verbose']);
    expect(said).toContain('the adapter toy, contract > decodes every frame of its fixtures as stated');
    expect(said).toContain('the contract of toy, contract > is broken by one that');
    expect(said).toContain('an app talks with the toy by changing one import');
  });

  it('is typed', () => expectContent('tsc', ['-p', path.join(copy, 'tsconfig.json')]));
});
