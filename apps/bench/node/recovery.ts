import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { createEmulator } from '@repartee/emulator';
import type { PlannedFault } from '@repartee/emulator';
import type { Sample } from './report.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The number of times that each connection is cut. */
const DROPS = 10;

/** Builds the page for production and serves it on loopback. */
async function servePage() {
  const outDir = path.join(root, '.cache/recovery');
  const shared = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...shared,
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      rolldownOptions: { input: path.join(root, 'recovery.html') },
    },
  });
  const server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  return { url: `${server.resolvedUrls?.local[0] ?? ''}recovery.html`, close: () => server.close() };
}

/** The page that breaks connections, open in a browser, and the emulator that it talks to. */
export async function openRecoveryPage(executablePath: string) {
  const served = await servePage();
  const emulator = await createEmulator();
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });
  const close = async () => {
    await browser.close();
    await emulator.close();
    await served.close();
  };
  try {
    const page = await browser.newPage();
    await page.exposeFunction('breakNewest', (vendor: string, fault: PlannedFault) =>
      emulator.sessions.findLast((one) => one.vendor === vendor && one.isOpen)?.inject(fault),
    );
    await page.goto(served.url);
    await page.waitForFunction(() => 'recovery' in globalThis);
    return { page, origin: emulator.origin, browserVersion: browser.version(), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Cuts connections of every vendor and transport in a real browser, against the emulator, and measures how long it takes until
 * the session is live again.
 *
 * @throws Error where one does not come back.
 */
export async function measureRecovery(
  executablePath: string,
  isTrial: boolean,
  onProgress: (what: string) => void,
): Promise<{ readonly browser: string; readonly samples: readonly Sample[] }> {
  const { page, origin, browserVersion, close } = await openRecoveryPage(executablePath);
  const samples: Sample[] = [];
  try {
    const drops = isTrial ? 1 : DROPS;
    for (const name of await page.evaluate(() => recovery.names)) {
      onProgress(`continuity in Chromium, ${name}`);
      const times = await page.evaluate((one) => recovery.measure(one), { name, origin, drops });
      for (const value of times) {
        if (value === null) throw new Error(`${name} did not come back after ${samples.length} cuts.`);
        samples.push({ contender: name, name: 'continuity.recovery', value });
      }
      onProgress(`${times.length} of ${drops} came back`);
    }
  } finally {
    await close();
  }
  return { browser: `Chromium ${browserVersion}`, samples };
}
