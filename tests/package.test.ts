import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectContent } from './support/run-tool.ts';
import { root } from './support/sources.ts';

const PACKAGES = ['core', 'hooks', 'ui', 'server', 'emulator'] as const;

/** Outside the repository, so that nothing but the tarballs can be found. */
const folder = path.join(tmpdir(), `repartee-package-test-${process.pid}`);
const app = path.join(folder, 'app');
const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  packageManager: string;
};

function pnpm(args: readonly string[], cwd: string): string {
  return execFileSync('npx', ['--yes', '--loglevel=error', packageManager, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: 'true' },
  });
}

const tarball = (name: string) => {
  const file = readdirSync(folder).find(
    (entry) => entry.startsWith(`repartee-${name}-`) && entry.endsWith('.tgz'),
  );
  if (!file) throw new Error(`There is no tarball of ${name}.`);
  return path.join(folder, file);
};

const contentOf = (name: string) =>
  execFileSync('tar', ['-tzf', tarball(name)], { encoding: 'utf8' })
    .trim()
    .split('\n');

const PAGE = `
import { createRealtimeSession } from '@repartee/core';
import { createMicrophone, createSpeaker } from '@repartee/core/ports';
import { openai } from '@repartee/core/adapters/openai';
import { SessionProvider } from '@repartee/hooks';
import { ConnectButton, Transcript } from '@repartee/ui';
import '@repartee/ui/styles.css';
import { createRoot } from 'react-dom/client';
import { createElement } from 'react';

const session = createRealtimeSession({ adapter: openai(), credential: () => fetch('/nowhere', { method: 'POST' }) });
createRoot(document.body.appendChild(document.createElement('div'))).render(
  createElement(SessionProvider, { session }, createElement(ConnectButton), createElement(Transcript.Root)),
);
const signal = new AbortController().signal;
const nothing = () => {};
const listener = { onItemStarted: nothing, onPlayhead: nothing, onItemFinished: nothing, onDrained: nothing, onBlockedChange: nothing, onLost: nothing };
const format = { encoding: 'pcm16', sampleRateHz: 24000 };
try {
  const speaker = await createSpeaker().open({ format, volume: 1, signal, listener });
  const chunk = new Promise((resolve) => void createMicrophone().open({ format, signal, onChunk: resolve, onLost: nothing }));
  await chunk;
  speaker.close();
  document.title = 'heard';
} catch (error) {
  document.title = 'failed: ' + error.code + ' ' + error.message;
}
`;

const MANIFEST = {
  name: 'scratch',
  private: true,
  type: 'module',
  dependencies: { react: '19.3.1', 'react-dom': '19.3.1' },
  devDependencies: {
    vite: '8.3.8',
    typescript: '7.0.2',
    '@types/node': '20.19.43',
    '@types/react': '19.3.0',
    '@types/react-dom': '19.3.0',
  },
};

/** Types that are there, and types that bite. */
const TYPED_USE = `
import type { RealtimeSession } from '@repartee/core';
export const close = (session: RealtimeSession): Promise<void> => session.close();
// @ts-expect-error There is no such command.
export const nothing = (session: RealtimeSession) => session.dance();
`;

/** Every vendor that has a folder: a new one needs no entry here. */
const VENDORS = readdirSync(path.join(root, 'packages/core/src/adapters'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const IMPORTS = [
  '@repartee/core',
  '@repartee/core/audio',
  '@repartee/core/testing',
  ...VENDORS.flatMap((name) => [`@repartee/core/adapters/${name}`, `@repartee/core/adapters/${name}/server`]),
  '@repartee/hooks',
  '@repartee/ui',
  '@repartee/server',
  '@repartee/emulator',
];

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(app, 'src'), { recursive: true });
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'pipe' });
  for (const name of PACKAGES)
    pnpm(['pack', '--pack-destination', folder], path.join(root, 'packages', name));
  const local = Object.fromEntries(PACKAGES.map((name) => [`@repartee/${name}`, `file:${tarball(name)}`]));
  const manifest = { ...MANIFEST, dependencies: { ...MANIFEST.dependencies, ...local } };
  writeFileSync(path.join(app, 'package.json'), JSON.stringify(manifest));
  const overrides = Object.entries(local).map(([name, file]) => `  '${name}': '${file}'`);
  writeFileSync(
    path.join(app, 'pnpm-workspace.yaml'),
    `overrides:\n${overrides.join('\n')}\nallowBuilds: { esbuild: true }\npmOnFail: ignore\n`,
  );
  writeFileSync(
    path.join(app, 'index.html'),
    '<!doctype html><title>loading</title><script type="module" src="/src/main.js"></script>',
  );
  writeFileSync(path.join(app, 'src/main.js'), PAGE);
  pnpm(['install', '--prefer-offline', '--no-frozen-lockfile'], app);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed packages', () => {
  it.each(PACKAGES)('%s is published as its manifest says', (name) => {
    expectContent('publint', [tarball(name)]);
  });

  it.each(PACKAGES)('%s ships no tests, stories or sources', (name) => {
    const files = contentOf(name);
    expect(files.filter((file) => /\.(test|stories|test-d)\.|\/src\/|tsbuildinfo/.test(file))).toEqual([]);
    expect(files).toContain('package/LICENSE');
    expect(files).toContain('package/README.md');
    expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(0);
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

  it.each(IMPORTS)('%s can be imported on a server', (entry) => {
    const script = `const names = Object.keys(await import('${entry}')); if (names.length === 0) process.exit(3);`;
    const run = () =>
      execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
        cwd: app,
        stdio: 'pipe',
      });
    expect(run).not.toThrow();
  });

  it.each([
    ['a page', IMPORTS.filter((entry) => entry !== '@repartee/emulator'), ''],
    ['a server', IMPORTS, 'node'],
  ])('give %s their types', (name, entries, types) => {
    const file = `src/${name.replace(' ', '-')}.ts`;
    const imports = entries.map((entry, index) => `import * as m${index} from '${entry}';`);
    const uses = `export const all = [${entries.map((_, index) => `m${index}`).join(', ')}];`;
    writeFileSync(path.join(app, file), [...imports, uses, TYPED_USE].join('\n'));
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      'false',
      '--module',
      'nodenext',
      '--target',
      'es2022',
    ];
    const scope = ['--jsx', 'react-jsx', '--types', types, '--lib', 'es2023,dom,dom.iterable'];
    expectContent('tsc', [...options, ...scope, file], { cwd: app });
  });

  it('are built by an app with worklets as files, and without any vendor’s SDK', () => {
    execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], { cwd: app, stdio: 'pipe' });
    const assets = readdirSync(path.join(app, 'dist/assets'));
    expect(assets.filter((file) => /^audio-.*\.js$/.test(file))).toHaveLength(1);
    const code = assets.filter((file) => file.endsWith('.js'));
    const text = code.map((file) => readFileSync(path.join(app, 'dist/assets', file), 'utf8')).join('');
    expect(text).not.toMatch(/data:text\/javascript|zod|OpenAIError/);
  });

  it.each([
    ['developed', ['--port', '0']],
    ['built', ['preview', '--port', '0']],
  ] as const)('are heard in a %s app', async (_, args) => {
    const server = spawn(
      process.execPath,
      ['node_modules/vite/bin/vite.js', ...args, '--host', '127.0.0.1'],
      { cwd: app },
    );
    try {
      expect(await titleOf(await addressOf(server))).toBe('heard');
    } finally {
      server.kill();
    }
  });
});

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    server.stdout?.on('data', (data: Buffer) => {
      output += data.toString();
      // The address is printed in colours.
      // oxlint-disable-next-line no-control-regex
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output.replace(/\u001B\[\d+m/g, ''));
      if (match) resolve(match[0]);
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
}

async function titleOf(address: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: process.env.REPARTEE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => /^(heard|failed)/.test(document.title), null, { timeout: 60_000 });
    return await page.title();
  } finally {
    await browser.close();
  }
}
