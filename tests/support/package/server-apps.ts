import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../sources.ts';

/** The packages that the servers of the guides install beside the kit. */
export const SERVER_TOOLS = {
  express: '5.3.0',
  hono: '4.13.19',
  '@hono/node-server': '2.1.8',
  next: '16.4.6',
  esbuild: '0.28.2',
  miniflare: '4.20260426.0',
} as const;

/** One server as its guide shows it: the files, and the command that starts it on a port. */
export interface ServerApp {
  readonly files: (vendor: string) => Readonly<Record<string, string>>;
  readonly command: (port: number) => string;
}

/** The functions that the guides leave to the app: one user is signed in by this header. */
const SESSIONS = {
  readSession: `async function readSession(request: Request) {
  return request.headers.get('authorization') === 'Bearer good' ? { id: 'ada' } : null;
}`,
  verifyToken: `async function verifyToken(token: string | null) {
  return token === 'Bearer good' ? { id: 'ada' } : null;
}`,
};

/** The first code block of a guide, with the minter pointed at the emulator. */
function readGuide(name: string, vendor: string): string {
  const page = readFileSync(path.join(root, `docs/server/${name}.md`), 'utf8');
  const [, block = ''] = /^```ts\n([\s\S]*?)^```/m.exec(page) ?? [];
  return block
    .replace('openaiMinter({', `openaiMinter({ baseUrl: '${vendor}/v1',`)
    .replace(
      /^declare function (\w+)\(.*\n/m,
      (_, session: keyof typeof SESSIONS) => `${SESSIONS[session]}\n`,
    );
}

/** Bundles a guide's code with a line that starts it. \`$PORT\` is the port. */
const onNode = (name: string, start: string): ServerApp => ({
  files: (vendor) => ({
    [`${name}/app.ts`]: `${readGuide(name, vendor)}\n${start}\n`,
    [`${name}/start.mjs`]: `
import { build } from 'esbuild';
process.env.OPENAI_API_KEY = 'sk-packed';
process.env.PORT = process.argv[2];
const outfile = import.meta.dirname + '/app.mjs';
// The packages stay outside: Node itself resolves them, as it does for an app.
await build({ entryPoints: [import.meta.dirname + '/app.ts'], format: 'esm', bundle: true, packages: 'external', outfile });
await import(outfile);
console.log('http://127.0.0.1:' + process.argv[2]);
`,
  }),
  command: (port) => `${name}/start.mjs ${port}`,
});

const next: ServerApp = {
  files: (vendor) => ({
    'nextjs/package.json': '{ "name": "next-app", "private": true, "type": "module" }',
    'nextjs/next.config.mjs': `
import path from 'node:path';
const root = path.resolve(import.meta.dirname, '..');
export default { turbopack: { root }, outputFileTracingRoot: root, env: { OPENAI_API_KEY: 'sk-packed' } };
`,
    'nextjs/app/layout.tsx':
      'export default ({ children }: { children: unknown }) => <html lang="en"><body>{children as never}</body></html>;\n',
    'nextjs/app/api/realtime/route.ts': readGuide('nextjs', vendor),
  }),
  command: (port) =>
    `node_modules/next/dist/bin/next dev nextjs --turbopack --port ${port} --hostname 127.0.0.1`,
};

/** The runtime of Cloudflare's workers, with nothing of Node. */
const worker: ServerApp = {
  files: (vendor) => ({
    'workers/app.ts': readGuide('workers', vendor),
    'workers/start.mjs': `
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
const entryPoints = [import.meta.dirname + '/app.ts'];
const conditions = ['worker', 'browser', 'import'];
const { outputFiles } = await build({ entryPoints, format: 'esm', bundle: true, write: false, platform: 'neutral', conditions });
const worker = new Miniflare({
  modules: true,
  script: outputFiles[0].text,
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  compatibilityDate: '2026-01-01',
  bindings: { OPENAI_API_KEY: 'sk-packed' },
  cf: false,
});
await worker.ready;
console.log('http://127.0.0.1:' + process.argv[2]);
`,
  }),
  command: (port) => `workers/start.mjs ${port}`,
};

/** The guides of docs/server, each in the real framework. */
export const SERVER_APPS: Readonly<Record<string, ServerApp>> = {
  Express: onNode('express', "app.listen(Number(process.env.PORT), '127.0.0.1');"),
  Hono: onNode('hono', "serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' });"),
  Next: next,
  'a worker': worker,
};
