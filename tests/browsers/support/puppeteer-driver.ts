import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import type { LaunchOptions, Page } from 'puppeteer-core';
import type { Driver } from './driver.ts';

/** The options with which each browser gives its microphone without asking, and leaves the network and the screen alone. */
const LAUNCH: Readonly<Record<'chromium' | 'firefox', LaunchOptions>> = {
  chromium: {
    browser: 'chrome',
    // Puppeteer would mute it.
    ignoreDefaultArgs: ['--mute-audio'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--use-fake-ui-for-media-stream',
      '--allow-loopback-in-peer-connection',
    ],
  },
  firefox: {
    browser: 'firefox',
    extraPrefsFirefox: {
      'media.navigator.permission.disabled': true,
      // Calls to the emulator are on loopback.
      'media.peerconnection.ice.loopback': true,
      'media.peerconnection.ice.obfuscate_host_addresses': false,
      'network.captive-portal-service.enabled': false,
    },
  },
};

/** Starts Chromium over its own protocol, or Firefox over WebDriver BiDi. */
export async function launchWithPuppeteer(
  engine: keyof typeof LAUNCH,
  executablePath: string,
  env: NodeJS.ProcessEnv,
): Promise<Driver> {
  const profile = mkdtempSync(path.join(tmpdir(), `repartee-${engine}-`));
  const browser = await puppeteer.launch({
    ...LAUNCH[engine],
    executablePath,
    headless: true,
    userDataDir: profile,
    env: env as Record<string, string>,
    timeout: 300_000,
    protocolTimeout: 300_000,
  });
  const log: string[] = [];
  let page: Page | null = null;
  const current = () => {
    if (!page) throw new Error('No page is open.');
    return page;
  };
  return {
    version: await browser.version(),
    log,
    async open(address) {
      await page?.close();
      page = await browser.newPage();
      page.on('console', (message) => log.push(message.text()));
      page.on('pageerror', (error) => log.push(String(error)));
      await page.goto(address, { waitUntil: 'load', timeout: 150_000 });
    },
    click: (selector) => current().click(selector),
    evaluate: (act, ...args) => current().evaluate(act as never, ...(args as never)),
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
