import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkTypes,
  DOM,
  ENTRIES,
  PAGE_ENTRIES,
  SERVER_ENTRIES,
  TYPED_USE,
} from '../support/package/check-types.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { launchChromium, titleOf, withServer } from '../support/package/dev-servers.ts';
import { KIT_PAGE } from '../support/package/pages.ts';
import {
  app,
  createScratchApp,
  listTarball,
  PACKAGES,
  removeScratchApp,
  tarballOf,
  writeFiles,
} from '../support/package/scratch-app.ts';
import { expectContent } from '../support/run-tool.ts';

const TYPED_SERVER = `
import { createCredentialHandler } from '@repartee/server';
// @ts-expect-error There is no such option.
export const handler = createCredentialHandler({ nothing: true });
`;

beforeAll(() => {
  createScratchApp();
  writeFiles({
    'index.html': '<!doctype html><title>loading</title><script type="module" src="/src/main.js"></script>',
    'src/main.js': KIT_PAGE,
  });
});

afterAll(removeScratchApp);

describe('the packed packages', () => {
  it.each(PACKAGES)('%s is published as its manifest says', (name) => {
    expectContent('publint', [tarballOf(name)]);
  });

  it.each(PACKAGES)('%s has types that fit its code', async (name) => {
    const data = new Uint8Array(readFileSync(tarballOf(name)));
    const analysis = await checkPackage(createPackageFromTarballData(data), {
      excludeEntrypoints: [/\.css$/],
    });
    if (!analysis.types) throw new Error('There are no types.');
    // The packages are ESM only, for resolution by `exports`: CommonJS loads them by import().
    const problems = analysis.problems.filter(
      (problem) =>
        problem.kind !== 'CJSResolvesToESM' &&
        !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
    );
    expect(problems).toEqual([]);
  });

  it.each(PACKAGES)('%s ships no tests, stories or sources', (name) => {
    const files = listTarball(name);
    expect(files.filter((file) => /\.(test|stories|test-d)\.|\/src\/|tsbuildinfo/.test(file))).toEqual([]);
    expect(files).toContain('package/LICENSE');
    expect(files).toContain('package/README.md');
    expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(0);
  });

  it.each(PACKAGES)('%s has source maps that need no other file', (name) => {
    const files = listTarball(name);
    const folder = path.join(app, 'node_modules/@repartee', name);
    const read = (file: string) => readFileSync(path.join(folder, file.replace('package/', '')), 'utf8');
    const maps = files.filter((file) => file.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(0);
    for (const file of maps) {
      const { sources, sourcesContent } = JSON.parse(read(file)) as Readonly<
        Record<string, readonly string[]>
      >;
      expect(sourcesContent?.filter((text) => typeof text === 'string').length, file).toBe(sources?.length);
    }
    const links = files
      .filter((file) => /\.([cm]?js|d\.ts|css)$/.test(file))
      .flatMap((file) => {
        const [, map] = /^(?:\/\/|\/\*)# sourceMappingURL=(\S+)/m.exec(read(file)) ?? [];
        return map === undefined ? [] : [path.posix.join(path.posix.dirname(file), map)];
      });
    expect(links.filter((link) => !files.includes(link))).toEqual([]);
  });

  it.each(PACKAGES)('%s leads to its repository', (name) => {
    const file = path.join(app, 'node_modules/@repartee', name, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
    expect(manifest).toMatchObject({
      repository: { type: 'git', directory: `packages/${name}` },
      homepage: expect.stringContaining(`/packages/${name}`),
      bugs: { url: expect.stringMatching(/^https:.*\/issues$/) },
    });
    expect(manifest['keywords']).toContain('voice');
  });

  it('keep “use client” where it was written', () => {
    for (const [name, file] of [
      ['hooks', 'useSession.js'],
      ['ui', 'parts/ConnectButton/ConnectButton.js'],
    ] as const) {
      const text = readFileSync(path.join(app, 'node_modules/@repartee', name, 'dist', file), 'utf8');
      expect(text.startsWith("'use client'")).toBe(true);
    }
  });

  it.each(ENTRIES)('%s can be imported on a server', (entry) => {
    const script = `const names = Object.keys(await import('${entry}')); if (names.length === 0) process.exit(3);`;
    const run = () =>
      execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
        cwd: app,
        stdio: 'pipe',
      });
    expect(run).not.toThrow();
  });
});

describe('the types', () => {
  it('fit a page', () => {
    checkTypes('a page', { entries: PAGE_ENTRIES, use: TYPED_USE, lib: DOM, types: [] });
  });

  it('fit a server that has the types of pages, too', () => {
    checkTypes('a full server', { entries: ENTRIES, use: TYPED_USE, lib: DOM, types: ['node'] });
  });

  it('fit a server without a DOM library', () => {
    const entries = [...SERVER_ENTRIES, '@repartee/emulator'];
    checkTypes('a server', { entries, use: TYPED_SERVER, lib: ['es2023'], types: ['node'] });
  });
});

describe('an app', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  it('is built with worklets as files, and without any vendor’s SDK', () => {
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], { cwd: app, stdio: 'pipe' });
    const assets = readdirSync(path.join(app, 'dist/assets'));
    expect(assets.filter((file) => /^audio-.*\.js$/.test(file))).toHaveLength(1);
    const code = assets.filter((file) => file.endsWith('.js'));
    const text = code.map((file) => readFileSync(path.join(app, 'dist/assets', file), 'utf8')).join('');
    expect(text).not.toMatch(/data:text\/javascript|zod|OpenAIError/);
  });

  it.each([
    ['developed', ''],
    ['built', 'preview '],
  ] as const)('is heard when it is %s', async (_, args) => {
    const port = await findFreePort();
    const command = `node_modules/vite/bin/vite.js ${args}--port ${port} --host 127.0.0.1`;
    expect(await withServer(command, (address) => titleOf(browser, address))).toBe('heard');
  });
});
