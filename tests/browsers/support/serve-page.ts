import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { backend } from '../../../apps/demo/server/backend-plugin.ts';

const source = fileURLToPath(new URL('../page', import.meta.url));

/** Builds the page and serves it, with credentials for an emulator. */
export async function servePage(
  emulator: string,
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'repartee-page-'));
  const shared = { root: source, configFile: false, logLevel: 'error' } as const;
  await build({ ...shared, mode: 'production', build: { outDir, emptyOutDir: true, target: 'es2022' } });
  process.env['REPARTEE_EMULATOR'] = emulator;
  const server = await preview({
    ...shared,
    plugins: [backend()],
    build: { outDir },
    preview: { host: '127.0.0.1', port: 5350 },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('The page has no address.');
  return {
    address,
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
