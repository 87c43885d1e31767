import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { alias, app } from './scratch-app.ts';

/** The packages that the app has to install for the servers below. */
export const BUNDLERS = {
  vite5: alias('vite', '5.4.21'),
  vite6: alias('vite', '6.4.6'),
  vite7: alias('vite', '7.3.8'),
  webpack: '5.113.0',
  'webpack-dev-server': '6.1.0',
  '@rspack/core': '2.3.4',
  '@rspack/dev-server': '2.2.2',
  next: '16.4.6',
  parcel: '2.16.4',
  esbuild: '0.28.2',
} as const;

/** Starts a Chromium with a microphone and a speaker. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.REPARTEE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--allow-loopback-in-peer-connection',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

/** One bundler's server: the files that it needs beside `src/`, and the command that starts it on a port. */
export interface DevServer {
  readonly files: Readonly<Record<string, string>>;
  readonly command: (port: number) => string;
}

const page = (script: string) => `<!doctype html><title>loading</title>${script}`;
const MODULE = page('<script type="module" src="/src/audio.js"></script>');

const vite = (name: string): DevServer => ({
  files: { 'audio.html': MODULE },
  command: (port) => `node_modules/${name}/bin/vite.js --port ${port} --host 127.0.0.1`,
});

const WEBPACK = `
import webpack from 'webpack';
import Server from 'webpack-dev-server';
const port = Number(process.argv[2]);
const config = { mode: 'development', entry: './src/audio.js', output: { filename: 'audio.js' } };
await new Server({ static: './webpack', port, host: '127.0.0.1' }, webpack(config)).start();
console.log('http://127.0.0.1:' + port);
`;

const RSPACK = `
import { rspack } from '@rspack/core';
import { RspackDevServer } from '@rspack/dev-server';
const port = Number(process.argv[2]);
const config = { mode: 'development', entry: './src/audio.js', output: { filename: 'audio.js' } };
await new RspackDevServer({ static: './rspack', port, host: '127.0.0.1' }, rspack(config)).start();
console.log('http://127.0.0.1:' + port);
`;

/** @param format - as a module, or as a classic script, which has no \`import.meta.url\`. */
const esbuild = (format: 'esm' | 'iife'): DevServer => ({
  files: {
    [`esbuild-${format}/audio.html`]: page(
      format === 'esm'
        ? '<script type="module" src="/out/audio.js"></script>'
        : '<script defer src="/out/audio.js"></script>',
    ),
    'esbuild.mjs': `
import { context } from 'esbuild';
const [port, format] = process.argv.slice(2);
const folder = 'esbuild-' + format;
const options = { entryPoints: ['src/audio.js'], bundle: true, format, outdir: folder + '/out', logLevel: 'silent' };
const building = await context(options);
await building.serve({ servedir: folder, port: Number(port), host: '127.0.0.1' });
console.log('http://127.0.0.1:' + port);
`,
  },
  command: (port) => `esbuild.mjs ${port} ${format}`,
});

const next = (bundler: 'turbopack' | 'webpack'): DevServer => ({
  files: {
    [`next-${bundler}/package.json`]: '{ "name": "next-app", "private": true, "type": "module" }',
    [`next-${bundler}/next.config.mjs`]: `
import path from 'node:path';
const root = path.resolve(import.meta.dirname, '..');
export default { turbopack: { root }, outputFileTracingRoot: root };
`,
    [`next-${bundler}/app/layout.js`]:
      'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n',
    [`next-${bundler}/app/audio.html/page.js`]: `'use client';
import { useEffect } from 'react';
export default function Page() {
  useEffect(() => void import('../../../src/audio.js'), []);
  return null;
}
`,
  },
  command: (port) =>
    `node_modules/next/dist/bin/next dev next-${bundler} --${bundler} --port ${port} --hostname 127.0.0.1`,
});

/** The dev servers that must serve the kit's audio without a setting. */
export const DEV_SERVERS: Readonly<Record<string, DevServer>> = {
  'Vite 5': vite('vite5'),
  'Vite 6': vite('vite6'),
  'Vite 7': vite('vite7'),
  'Vite 8': vite('vite'),
  webpack: {
    files: {
      'webpack.mjs': WEBPACK,
      'webpack/audio.html': page('<script defer src="/audio.js"></script>'),
    },
    command: (port) => `webpack.mjs ${port}`,
  },
  Rspack: {
    files: {
      'rspack.mjs': RSPACK,
      'rspack/audio.html': page('<script defer src="/audio.js"></script>'),
    },
    command: (port) => `rspack.mjs ${port}`,
  },
  'Next with Turbopack': next('turbopack'),
  'Next with webpack': next('webpack'),
  Parcel: {
    files: { 'audio.html': MODULE },
    command: (port) =>
      `node_modules/parcel/lib/bin.js serve audio.html --no-cache --dist-dir parcel --port ${port} --host 127.0.0.1`,
  },
  'esbuild, as a module': esbuild('esm'),
  'esbuild, as a classic script': esbuild('iife'),
};

/** The folder and the environment of a server. */
interface ServerSettings {
  /** A folder of the app. @default the app itself */
  readonly folder?: string;
  /** The variables of the server's environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The program that runs it. @default the Node of the tests */
  readonly node?: string;
}

/** Runs a server of the app while a function visits its address, and ends it with all of its processes. */
export async function withServer<Result>(
  command: string,
  visit: (address: string) => Promise<Result>,
  { folder = '', variables = {}, node = process.execPath }: ServerSettings = {},
): Promise<Result> {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: undefined, ...variables };
  const server = spawn(node, command.split(' '), {
    cwd: path.join(app, folder),
    detached: true,
    env,
  });
  const ended = once(server, 'exit');
  try {
    return await visit(await addressOf(server));
  } finally {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid);
    await ended;
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const look = (data: Buffer) => {
      output += data.toString();
      // The address is printed in colours.
      // oxlint-disable-next-line no-control-regex
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output.replace(/\u001B\[\d+m/g, ''));
      if (match) resolve(match[0]);
    };
    server.stdout?.on('data', look);
    server.stderr?.on('data', look);
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${output}`)));
  });
}

/** Opens a page and waits for the title that it gives itself: \`heard\`, or why not. */
export async function titleOf(browser: Browser, address: string): Promise<string> {
  const page = await browser.newPage();
  try {
    // Next compiles a page when it is asked for.
    await page.goto(address, { timeout: 120_000 });
    await page.waitForFunction(() => /^(heard|failed)/.test(document.title), null, { timeout: 60_000 });
    return await page.title();
  } finally {
    await page.close();
  }
}
