import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { converse, openSilently } from '../support/package/converse.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { BUNDLERS, launchChromium, withServer } from '../support/package/dev-servers.ts';
import { readGuide } from '../support/package/guide.ts';
import { createScratchApp, removeScratchApp, writeFiles } from '../support/package/scratch-app.ts';

/** The files of the two frameworks' templates, around those of the guide. */
const VITE_TEMPLATE = {
  'index.html':
    '<!doctype html><html lang="en"><div id="root"></div><script type="module" src="/src/main.tsx"></script></html>',
  'src/main.tsx': `import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import App from './App.tsx';
createRoot(document.getElementById('root')!).render(<StrictMode><App /></StrictMode>);
`,
};

const NEXT_TEMPLATE = {
  'next.config.mjs': `import path from 'node:path';
const root = path.resolve(import.meta.dirname, '..');
export default { cacheComponents: true, turbopack: { root }, outputFileTracingRoot: root };
`,
  'app/layout.tsx': `export default function RootLayout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
};

const APPS = [
  {
    name: 'Vite',
    template: VITE_TEMPLATE,
    command: (port: number) =>
      `node_modules/vite/bin/vite.js first-vite --config first-vite/vite.config.ts --port ${port} --host 127.0.0.1`,
  },
  {
    name: 'Next',
    template: NEXT_TEMPLATE,
    command: (port: number) =>
      `node_modules/next/dist/bin/next dev first-next --port ${port} --hostname 127.0.0.1`,
  },
] as const;

const paint = (page: Page) =>
  page.locator('.repartee-panel').evaluate((panel) => {
    const { backgroundColor, color } = getComputedStyle(panel);
    return [backgroundColor, color];
  });

/** The colours of the panel in a light and in a dark page. */
async function schemes(page: Page) {
  const light = await paint(page);
  await page.evaluate(() => document.documentElement.classList.add('dark'));
  const dark = await paint(page);
  return { light, dark };
}

describe('the first conversation, as its guide has it', () => {
  let browser: Browser;

  beforeAll(async () => {
    createScratchApp({
      next: BUNDLERS.next,
      hono: '4.13.19',
      '@hono/node-server': '2.1.8',
      '@vitejs/plugin-react': '6.3.0',
    });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    removeScratchApp();
  });

  it.each(APPS)('is heard in a new $name app, in light and in dark', async ({ name, template, command }) => {
    const folder = `first-${name.toLowerCase()}`;
    const emulatorPort = await findFreePort();
    const port = await findFreePort();
    await withServer(
      `node_modules/@repartee/emulator/dist/bin.js --port ${emulatorPort}`,
      async (emulator) => {
        const files = { ...template, ...readGuide('first-conversation', name, emulator) };
        writeFiles(
          Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text])),
        );
        writeFiles({ [`${folder}/package.json`]: '{ "name": "first", "private": true, "type": "module" }' });
        await withServer(command(port), async (address) => {
          // A server that compiles a route when it is asked for does so now.
          await fetch(new URL('/api/realtime', address), {
            method: 'POST',
            headers: { 'content-type': 'application/json', origin: address },
            body: '{}',
          });
          const page = await openSilently(browser, address);
          await converse(page);
          const { light, dark } = await schemes(page);
          expect(light[0]).toMatch(/^(oklch|rgb|color)\([^/]*\)$/);
          expect(dark[0]).not.toBe(light[0]);
          expect(dark[1]).not.toBe(light[1]);
          await page.close();
        });
      },
    );
  });
});
