import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { converse, openSilently } from '../support/package/converse.ts';
import { findFreePort } from '../support/find-free-port.ts';
import {
  BUNDLERS,
  DEV_SERVERS,
  launchChromium,
  titleOf,
  withServer,
} from '../support/package/dev-servers.ts';
import { holdWhereRendered, withEmulator } from '../support/package/hold-rendered.ts';
import { AUDIO_PAGE } from '../support/package/pages.ts';
import { FRAMEWORKS, RENDERED_APPS } from '../support/package/rendered-apps.ts';
import { createScratchApp, removeScratchApp, writeFiles } from '../support/package/scratch-app.ts';
import {
  BUILT_APPS,
  CALL_APPS,
  esbuildApp,
  IMPORT_MAP_APP,
  IMPORTED,
  readPolicy,
  serveFolder,
} from '../support/package/static-apps.ts';
import type { StaticApp } from '../support/package/static-apps.ts';

describe('an app that installs the packed packages', () => {
  let browser: Browser;

  beforeAll(async () => {
    createScratchApp({ ...BUNDLERS, ...FRAMEWORKS, ...IMPORTED });
    writeFiles({ 'src/audio.js': AUDIO_PAGE });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    removeScratchApp();
  });

  it.each(Object.entries(DEV_SERVERS))('is heard in the dev server of %s', async (_, { files, command }) => {
    writeFiles(files);
    const port = await findFreePort();
    const title = withServer(command(port), (address) => titleOf(browser, `${address}/audio.html`));
    expect(await title).toBe('heard');
  });

  it.each(RENDERED_APPS)(
    'holds a conversation where $heading rendered it, as the guide shows it',
    (rendered) => holdWhereRendered(browser, rendered, FRAMEWORKS),
  );

  /** Builds an app and opens its page. */
  const open = async (
    { build, folder }: StaticApp,
    { isStrict }: { readonly isStrict: boolean },
    visit: (page: Page) => Promise<void>,
  ) => {
    await withEmulator(async (emulator) => {
      build(emulator);
      const policy = isStrict ? readPolicy(emulator) : '';
      await withServer(serveFolder(await findFreePort(), folder, emulator, policy), async (address) => {
        const page = await openSilently(browser, address);
        await visit(page);
        await page.close();
      });
    });
  };

  it('holds a conversation without a bundler, by an import map', async () => {
    await open(IMPORT_MAP_APP, { isStrict: false }, converse);
  });

  describe('under the policy of the guide', () => {
    it.each(BUILT_APPS)('holds a conversation, built with $name', async (app) => {
      await open(app, { isStrict: true }, async (page) => {
        await converse(page);
        expect(await page.locator('html').getAttribute('data-refused')).toBeNull();
      });
    });

    it.each(CALL_APPS)('holds a call and shows the agent the camera, built with $name', async (app) => {
      await open(app, { isStrict: true }, async (page) => {
        const workers = new Set<string>();
        page.on('worker', (worker) => workers.add(worker.url()));
        await converse(page);
        await page.evaluate('look()');
        // Without its worker, the kit takes images in the page, and the built-in detector decides about barge-in.
        await expect.poll(() => workers.size).toBe(2);
        expect([...workers].filter((url) => url.startsWith('blob:'))).toEqual([]);
        expect(await page.locator('html').getAttribute('data-refused')).toBeNull();
        expect(await page.locator('html').getAttribute('data-failed')).toBeNull();
      });
    });

    it('names the setting where esbuild has lost the worklets', async () => {
      await open(esbuildApp(false), { isStrict: true }, async (page) => {
        await page.getByRole('button', { name: 'Start talking' }).click({ timeout: 120_000 });
        await expect
          .poll(() => page.title(), { timeout: 120_000 })
          .toMatch(/worklets\/audio\.js.*Content-Security-Policy.*workletUrl/);
      });
    });

    it('holds a conversation with the setting, built with esbuild', async () => {
      await open(esbuildApp(true), { isStrict: true }, converse);
    });
  });
});
