import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchChromium } from '../support/package/dev-servers.ts';
import { holdWhereRendered } from '../support/package/hold-rendered.ts';
import { findNewerNode, NEWER_NODE } from '../support/package/newer-node.ts';
import { NEWER_FRAMEWORKS, NEWER_RENDERED_APPS } from '../support/package/rendered-apps.ts';
import { createScratchApp, removeScratchApp } from '../support/package/scratch-app.ts';

describe('an app of a framework that needs Node 22', () => {
  let browser: Browser;

  beforeAll(async () => {
    createScratchApp({ ...NEWER_FRAMEWORKS, ...NEWER_NODE });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    removeScratchApp();
  });

  it.each(NEWER_RENDERED_APPS)(
    'holds a conversation where $heading rendered it, as the guide shows it',
    (app) => holdWhereRendered(browser, app, NEWER_FRAMEWORKS, findNewerNode()),
  );
});
