import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../sources.ts';
import { overWebSocket, readGuide } from './guide.ts';
import { app, runInApp, writeFiles } from './scratch-app.ts';

/** Serves a folder of the app with a policy, and credentials of an emulator. */
const SERVE = `
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { openaiMinter } from '@repartee/core/adapters/openai/server';
import { createCredentialHandler } from '@repartee/server';
import { toNodeListener } from '@repartee/server/node';

const [port, folder, emulator, policy] = process.argv.slice(2);
const minters = [openaiMinter({ apiKey: 'sk-emulator', baseUrl: emulator + '/v1' })];
const mint = toNodeListener(createCredentialHandler({ minters, authorize: () => ({ id: 'me' }) }));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  if (pathname === '/api/realtime') return mint(request, response);
  const file = path.join(folder, pathname === '/' ? 'index.html' : pathname);
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
  if (policy) response.setHeader('content-security-policy', decodeURIComponent(policy));
  createReadStream(file).pipe(response);
}).listen(Number(port), '127.0.0.1', () => console.log('http://127.0.0.1:' + port));
`;

/** The command that serves a folder. @param policy - the header, or empty for none. */
export function serveFolder(port: number, folder: string, emulator: string, policy = ''): string {
  writeFiles({ 'serve.mjs': SERVE });
  return `serve.mjs ${port} ${folder} ${emulator} ${encodeURIComponent(policy)}`.trim();
}

/** The header of the guide, with the emulator in the place of the vendor. */
export function readPolicy(emulator: string): string {
  const text = readFileSync(path.join(root, 'docs/guides/bundlers.md'), 'utf8');
  const [, policy] = /^```http\nContent-Security-Policy: (.*)$/m.exec(text) ?? [];
  if (policy === undefined) throw new Error('The guide has no policy.');
  return policy
    .replaceAll('https://api.openai.com', emulator)
    .replaceAll('wss://api.openai.com', emulator.replace('http', 'ws'));
}

/** The entry of the import map's page, which every bundler takes as well. */
function readMain(emulator: string): string {
  const { 'main.js': main = '' } = readGuide('bundlers', 'No bundler', emulator);
  return overWebSocket(main);
}

/**
 * An entry that needs all that a policy can refuse: a call, the worker and the weights of the neural detector, and the worker that
 * takes images. `look()` shows the agent the camera, and `html[data-failed]` has the code of the last error.
 */
const readCallMain = (emulator: string) => `
import { createVision } from '@repartee/core';
import { openai } from '@repartee/core/adapters/openai';
import { neural } from '@repartee/core/detectors/neural';
import { SessionProvider, useRealtimeSession } from '@repartee/hooks';
import { VoicePanel } from '@repartee/ui';
import { createElement, useEffect } from 'react';
import { createRoot } from 'react-dom/client';

const adapter = openai({ baseUrl: '${emulator}/v1' });
const bargeIn = { detector: neural() };

function App() {
  const { session } = useRealtimeSession({ adapter, credential: '/api/realtime', bargeIn });
  useEffect(() => {
    globalThis.look = () => createVision(session).look('camera');
    return session.on('error', ({ code }) => (document.documentElement.dataset.failed = code));
  }, [session]);
  return createElement(SessionProvider, { session }, createElement(VoicePanel));
}

createRoot(document.getElementById('root')).render(createElement(App));
`;

const PAGE = (script: string) =>
  `<!doctype html><html lang="en"><link rel="stylesheet" href="/main.css"><div id="root"></div>${script}</html>`;

const RSPACK = `
import { rspack } from '@rspack/core';
const compiler = rspack({
  mode: 'production',
  entry: './rspack-app/main.js',
  output: { path: import.meta.dirname + '/dist', filename: 'main.js', cssFilename: 'main.css' },
  module: { rules: [{ test: /[.]css$/, type: 'css' }] },
});
compiler.run((error, stats) => {
  if (error || stats.hasErrors()) throw error ?? new Error(stats.toString('errors-only'));
  compiler.close(() => {});
});
`;

/** An app without a server of its own. */
export interface StaticApp {
  readonly name: string;
  /** The served folder. */
  readonly folder: string;
  /** Writes and builds it. */
  readonly build: (emulator: string) => void;
}

const STYLES = "import '@repartee/ui/styles.css';\n";

/** @param read - the entry */
const viteApp = (read: (emulator: string) => string): StaticApp => ({
  name: 'Vite',
  folder: 'vite-app/dist',
  build(emulator) {
    writeFiles({
      'vite-app/index.html':
        '<!doctype html><html lang="en"><div id="root"></div><script type="module" src="/main.js"></script></html>',
      'vite-app/main.js': STYLES + read(emulator),
    });
    runInApp(['node_modules/vite/bin/vite.js', 'build', 'vite-app']);
  },
});

/** @param read - the entry */
const rspackApp = (read: (emulator: string) => string): StaticApp => ({
  name: 'Rspack',
  folder: 'rspack-app/dist',
  build(emulator) {
    writeFiles({
      'rspack-app/build.mjs': RSPACK,
      'rspack-app/main.js': STYLES + read(emulator),
      'rspack-app/dist/index.html': PAGE('<script defer src="/main.js"></script>'),
    });
    runInApp(['rspack-app/build.mjs']);
  },
});

/** Conversations over a WebSocket. */
export const BUILT_APPS = [viteApp(readMain), rspackApp(readMain)];

/** Calls. */
export const CALL_APPS = [viteApp(readCallMain), rspackApp(readCallMain)];

/** The packages of the import map beside React: pnpm, unlike npm, lets an app import only what it installed itself. */
export const IMPORTED = { 'react-markdown': '10.1.0', 'remark-gfm': '4.0.1', zustand: '5.1.0' } as const;

/** The guide's own files, beside `node_modules`. */
export const IMPORT_MAP_APP: StaticApp = {
  name: 'an import map',
  folder: '.',
  build(emulator) {
    const { 'vendor.mjs': vendor = '', ...files } = readGuide('bundlers', 'No bundler', emulator);
    writeFiles({ 'vendor.mjs': vendor, ...files });
    runInApp(['vendor.mjs']);
  },
};

/** The code that the README of core gives an app whose bundler loses the worklets. */
const OWN_WORKLETS = `
import { createContextPool, createMicrophone, createReflex, createSpeaker } from '@repartee/core/ports';
const contexts = createContextPool();
const workletUrl = '/audio.js';
const ports = {
  microphone: createMicrophone({ contexts, workletUrl }),
  speaker: createSpeaker({ contexts, workletUrl }),
  reflex: createReflex({ workletUrl: '/reflex.js' }),
};
`;

const ESBUILD = `
import { build } from 'esbuild';
const folder = import.meta.dirname;
const entryPoints = [folder + '/src/main.js'];
await build({ entryPoints, outdir: folder, bundle: true, format: 'esm', splitting: true, logLevel: 'error' });
`;

/**
 * A bundle that has lost the worklets.
 *
 * @param hasWorklets - whether the app serves them itself, and says where. Without them, the title of the page is the error.
 */
export const esbuildApp = (hasWorklets: boolean): StaticApp => ({
  name: 'esbuild',
  folder: 'esbuild-app',
  build(emulator) {
    const main = readMain(emulator);
    const own = main.replace("'/api/realtime' }", "'/api/realtime', ports }");
    const told = main
      .replace('{ session }', '{ session, error }')
      .replace('return', "document.title = error?.message ?? '';\n  return");
    writeFiles({
      'esbuild-app/build.mjs': ESBUILD,
      'esbuild-app/src/main.js': STYLES + (hasWorklets ? OWN_WORKLETS + own : told),
      'esbuild-app/index.html': PAGE('<script type="module" src="/main.js"></script>'),
    });
    runInApp(['esbuild-app/build.mjs']);
    for (const name of hasWorklets ? ['audio', 'reflex'] : [])
      writeFiles({ [`esbuild-app/${name}.js`]: readWorklet(name) });
  },
});

const readWorklet = (name: string) =>
  readFileSync(path.join(app, `node_modules/@repartee/core/worklets/${name}.js`), 'utf8');
