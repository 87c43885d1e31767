import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../sources.ts';
import { app, writeFiles } from './scratch-app.ts';

const run = promisify(execFile);

/** The version of the command that an app of today has. */
export const SHADCN = { shadcn: '4.23.1' } as const;

/** The base colour of the app, which shadcn asks its own registry for. */
const COLORS = JSON.stringify({
  inlineColors: { light: {}, dark: {} },
  cssVars: { light: {}, dark: {} },
  inlineColorsTemplate: '',
  cssVarsTemplate: '',
});

/** The files that `shadcn init` leaves in an app, with the folder of its sources. */
export function filesOfApp(folder: string, { isNext = false } = {}): Readonly<Record<string, string>> {
  const config = isNext ? 'next.config.mjs' : 'vite.config.ts';
  return {
    [`${folder}/package.json`]: `{ "name": "${folder}", "private": true, "type": "module" }`,
    [`${folder}/${config}`]: isNext
      ? `import path from 'node:path';
const root = path.resolve(import.meta.dirname, '..');
export default { turbopack: { root }, outputFileTracingRoot: root };
`
      : 'export default {};\n',
    [`${folder}/src/globals.css`]: '',
    [`${folder}/tsconfig.json`]: JSON.stringify({
      compilerOptions: {
        paths: { '@/*': ['./src/*'] },
        jsx: 'react-jsx',
        module: 'esnext',
        moduleResolution: 'bundler',
        strict: true,
        noEmit: true,
        target: 'es2022',
        lib: ['es2023', 'dom', 'dom.iterable'],
        types: ['vite/client'],
        skipLibCheck: true,
      },
      include: ['src'],
    }),
    [`${folder}/components.json`]: JSON.stringify({
      style: 'new-york',
      rsc: isNext,
      tsx: true,
      tailwind: { config: '', css: 'src/globals.css', baseColor: 'neutral', cssVariables: true },
      aliases: { components: '@/components', utils: '@/lib/utils' },
    }),
  };
}

/** Builds the registry of the parts and serves it. */
export async function serveRegistry(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const folder = path.join(app, 'registry');
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/colors/')) return response.end(COLORS);
    try {
      response.end(readFileSync(path.join(folder, path.basename(request.url ?? ''))));
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await run(process.execPath, ['scripts/registry.mjs', '--address', address, '--out', folder], { cwd: root });
  return {
    address,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * Runs `shadcn add` in a folder of the app. The packages of the items are there already, from the tarballs, so a stand-in takes the place
 * of the package manager.
 *
 * @returns the packages that shadcn asked it for.
 */
export async function addItem(folder: string, item: string): Promise<readonly string[]> {
  const { origin } = new URL(item);
  const log = path.join(app, folder, 'installed.txt');
  const bin = path.join(app, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFiles({ [`${folder}/installed.txt`]: '' });
  for (const name of ['npm', 'pnpm']) {
    const file = path.join(bin, name);
    writeFileSync(file, `#!/bin/sh\necho "$@" >> '${log}'\n`);
    chmodSync(file, 0o755);
  }
  const command = path.join(app, 'node_modules/shadcn/dist/index.js');
  await run(process.execPath, [command, 'add', item, '--yes', '--cwd', path.join(app, folder)], {
    cwd: path.join(app, folder),
    env: { ...process.env, REGISTRY_URL: origin, PATH: `${bin}${path.delimiter}${process.env['PATH']}` },
  });
  return readFileSync(log, 'utf8')
    .split(/\s+/)
    .filter((word) => /^[@a-z].*@/.test(word));
}
