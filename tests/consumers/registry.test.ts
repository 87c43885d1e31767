import path from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../support/find-free-port.ts';
import { BUNDLERS, launchChromium, withServer } from '../support/package/dev-servers.ts';
import { app, createScratchApp, removeScratchApp, writeFiles } from '../support/package/scratch-app.ts';
import { addItem, filesOfApp, serveRegistry, SHADCN } from '../support/package/shadcn.ts';
import { expectContent } from '../support/run-tool.ts';

const PANEL = `'use client';
import { createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { VoicePanel } from '@/components/repartee/parts/VoicePanel/VoicePanel';
const session = createStaticSession();
export function Panel() {
  return <SessionProvider session={session}><VoicePanel defaultView="transcript" /></SessionProvider>;
}
`;

const APPS = [
  {
    name: 'Vite',
    folder: 'vite-app',
    isNext: false,
    files: {
      'index.html': '<!doctype html><div id="root"></div><script type="module" src="/src/main.tsx"></script>',
      'vite.config.ts': `import path from 'node:path';
export default { resolve: { alias: { '@': path.resolve(import.meta.dirname, 'src') } } };
`,
      'src/main.tsx': `import { createRoot } from 'react-dom/client';
import { Panel } from './panel';
createRoot(document.getElementById('root')!).render(<Panel />);
`,
      'src/panel.tsx': PANEL,
    },
    command: (port: number) =>
      `node_modules/vite/bin/vite.js vite-app --config vite-app/vite.config.ts --port ${port} --host 127.0.0.1`,
  },
  {
    name: 'Next',
    folder: 'next-app',
    isNext: true,
    files: {
      'src/panel.tsx': PANEL,
      'src/app/layout.tsx': `import type { ReactNode } from 'react';
export default ({ children }: { children: ReactNode }) => <html lang="en"><body>{children}</body></html>;
`,
      'src/app/page.tsx': `import { Panel } from '@/panel';
export default () => <Panel />;
`,
    },
    command: (port: number) =>
      `node_modules/next/dist/bin/next dev next-app --turbopack --port ${port} --hostname 127.0.0.1`,
  },
];

describe('the shadcn registry', () => {
  let browser: Browser;
  let registry: Awaited<ReturnType<typeof serveRegistry>>;

  beforeAll(async () => {
    createScratchApp({ ...SHADCN, next: BUNDLERS.next, 'react-markdown': '10.1.0', 'remark-gfm': '4.0.1' });
    registry = await serveRegistry();
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await registry?.close();
    removeScratchApp();
  });

  it.each(APPS)('gives a $name app a part as its own code', async ({ folder, isNext, files, command }) => {
    writeFiles(filesOfApp(folder, { isNext }));
    writeFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])));
    const packages = await addItem(folder, `${registry.address}/voice-panel.json`);
    expect(packages.map((one) => one.slice(0, one.lastIndexOf('@')))).toEqual([
      '@repartee/core',
      '@repartee/hooks',
      'react-markdown',
      'remark-gfm',
    ]);
    if (!isNext) expectContent('tsc', ['-p', path.join(app, folder, 'tsconfig.json')]);
    const port = await findFreePort();
    await withServer(command(port), async (address) => {
      const page = await browser.newPage();
      await page.goto(address, { timeout: 120_000 });
      await page.getByRole('button', { name: 'Start talking' }).waitFor({ timeout: 120_000 });
      // The files that are loaded on demand are there, too.
      await page.getByRole('textbox').waitFor({ timeout: 60_000 });
      const panel = page.locator('.repartee-panel');
      expect(await panel.evaluate((element) => getComputedStyle(element).display)).toBe('flex');
      await page.close();
    });
  });
});
