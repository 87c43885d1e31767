import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { build, preview } from 'vite';
import type { Plugin } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The most garbage collections for one reading. */
const MAX_COLLECTIONS = 10;

/** The page of the bench, open in a browser. */
export interface BenchPage {
  readonly page: Page;
  readonly browserVersion: string;
  close(): Promise<void>;
}

/** Gives the page the contenders of the modules that were named. */
function contenderPlugin(modules: readonly string[]): Plugin {
  const id = 'virtual:contenders';
  return {
    name: 'bench-contenders',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load(source) {
      if (source !== `\0${id}`) return null;
      const imports = modules.map(
        (file, index) => `import { contender as c${index} } from ${JSON.stringify(file)};`,
      );
      return `${imports.join('\n')}\nexport const contenders = [${modules.map((_, index) => `c${index}`)}];`;
    },
  };
}

/** Timers of a tenth of a millisecond are for pages that share their process with others; this one does not. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Builds the page for production, serves it on loopback and opens it.
 *
 * @param compare the files of modules that export a `contender`.
 */
export async function openBenchPage(executablePath: string, compare: readonly string[]): Promise<BenchPage> {
  const outDir = path.join(root, '.cache/page');
  const shared = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...shared,
    plugins: [react(), contenderPlugin(compare)],
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true, target: 'esnext' },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers: ISOLATION },
  });
  const close = async (browser: Browser | null) => {
    await browser?.close();
    await server.close();
  };
  let browser: Browser | null = null;
  try {
    browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    });
    const page = await browser.newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    await page.exposeFunction('readScriptMs', async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
    });
    await page.exposeFunction('readHeapBytes', async () => {
      // A collection leaves what finalizers and weak references still hold: only what stays the same is kept.
      let usedBytes = Infinity;
      for (let pass = 0; pass < MAX_COLLECTIONS; pass += 1) {
        await devtools.send('HeapProfiler.collectGarbage');
        const { usedSize } = await devtools.send('Runtime.getHeapUsage');
        if (usedSize >= usedBytes) break;
        usedBytes = usedSize;
      }
      return usedBytes;
    });
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction(() => 'bench' in globalThis);
    const opened = browser;
    return { page, browserVersion: browser.version(), close: () => close(opened) };
  } catch (error) {
    await close(browser);
    throw error;
  }
}
