// `npm run pictures`: takes the pictures of the README and of the guides from the demo, on its emulator.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { root } from './lib/shell.mjs';

const outDir = mkdtempSync(path.join(tmpdir(), 'repartee-pictures-'));
const demo = path.join(root, 'apps/demo');

process.env.NODE_ENV = 'production';
await build({ root: demo, logLevel: 'error', build: { outDir, emptyOutDir: true } });
const server = await preview({ root: demo, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
const browser = await chromium.launch({
  executablePath: process.env.REPARTEE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
  ],
});

/** Opens the demo with a silent microphone, and starts it. */
async function open(search, options) {
  const page = await browser.newPage({ reducedMotion: 'reduce', ...options });
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () =>
      new AudioContext().createMediaStreamDestination().stream;
  });
  await page.goto(new URL(`/?transport=websocket&${search}`, server.resolvedUrls.local[0]).href);
  await page.getByRole('button', { name: 'Start talking' }).waitFor();
  return page;
}

const take = (page, name) => page.screenshot({ path: path.join(root, 'docs/images', `${name}.png`) });

/** The agent begins by itself; after some words it is interrupted. */
async function interrupt(page) {
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.getByText('synthetic', { exact: false }).first().waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('group', { name: 'Interruption' }).waitFor();
  // The words have arrived where they stay.
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
}

const SIZES = { '': { width: 1280, height: 900 }, '-phone': { width: 390, height: 844 } };

/** The inspector with a recording, at a place of its timeline. */
async function inspect(name, recording, act, options) {
  const page = await browser.newPage({ reducedMotion: 'reduce', ...options });
  await page.goto(new URL(`/inspector.html?recording=${recording}`, server.resolvedUrls.local[0]).href);
  await page.getByRole('slider', { name: 'Timeline' }).waitFor();
  await act(page);
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await page.screenshot({ path: path.join(root, 'docs/images', `inspector-${name}.png`) });
  await page.close();
}

/** Selects what the list of the timeline has under this name. */
const select = (moment) => async (page) => {
  await page.getByRole('tab', { name: 'Timeline as a list' }).click();
  await page.getByRole('button', { name: moment }).first().click();
  await page.getByRole('tab', { name: 'Frames and events' }).click();
  await page.getByRole('complementary', { name: 'Selected entry' }).waitFor();
};

try {
  const wide = { viewport: { width: 1280, height: 800 } };
  const page = await open('', { ...wide, colorScheme: 'light' });
  await interrupt(page);
  await take(page, 'demo');
  for (const colorScheme of ['light', 'dark'])
    for (const [size, viewport] of Object.entries(SIZES))
      await inspect(`${colorScheme}${size}`, 'conversation', select(/yield/), { viewport, colorScheme });
  await inspect('slow', 'slow-answer', select(/[2-9]\d{3} ms to the first word/), {
    viewport: SIZES[''],
    colorScheme: 'light',
  });
} finally {
  await browser.close();
  await server.close();
  rmSync(outDir, { recursive: true, force: true });
}
