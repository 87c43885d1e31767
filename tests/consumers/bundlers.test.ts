import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  BUNDLERS,
  DEV_SERVERS,
  findFreePort,
  launchChromium,
  titleOf,
  withServer,
} from '../support/package/dev-servers.ts';
import { AUDIO_PAGE } from '../support/package/pages.ts';
import { createScratchApp, removeScratchApp, writeFiles } from '../support/package/scratch-app.ts';

describe('an app that installs the packed packages', () => {
  let browser: Browser;

  beforeAll(async () => {
    createScratchApp(BUNDLERS);
    writeFiles({ 'src/audio.js': AUDIO_PAGE });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser.close();
    removeScratchApp();
  });

  it.each(Object.entries(DEV_SERVERS))('is heard in the dev server of %s', async (_, { files, command }) => {
    writeFiles(files);
    const port = await findFreePort();
    const title = withServer(command(port), (address) => titleOf(browser, `${address}/audio.html`));
    expect(await title).toBe('heard');
  });
});
