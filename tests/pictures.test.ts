import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './support/sources.ts';

/** The ways in which people see a page. */
const MODES = {
  light: { globals: 'theme:light', media: {} },
  dark: { globals: 'theme:dark', media: { colorScheme: 'dark' } },
  'forced colours': { globals: 'theme:light', media: { forcedColors: 'active' } },
  'reduced motion': { globals: 'theme:light;motion:reduced', media: { reducedMotion: 'reduce' } },
  'right to left': { globals: 'theme:light;direction:rtl', media: {} },
} as const;

/** The narrowest phone. */
const NARROW_PX = 320;

const folder = mkdtempSync(path.join(tmpdir(), 'repartee-pictures-'));
const album = process.env.REPARTEE_PICTURES;
let server: ChildProcess;
let browser: Browser;
let address = '';
let sheets: readonly { readonly id: string; readonly title: string }[] = [];

beforeAll(async () => {
  const bin = path.join(root, 'node_modules/storybook/dist/bin/dispatcher.js');
  const built = spawnSync(process.execPath, [bin, 'build', '--quiet', '--output-dir', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`Storybook could not be built: ${built.stderr.slice(-2_000)}`);
  const { entries } = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')) as {
    entries: Record<string, { id: string; title: string; name: string; type: string }>;
  };
  sheets = Object.values(entries).filter((entry) => entry.type === 'story' && entry.name === 'States');
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  server = spawn(
    process.execPath,
    [vite, 'preview', '--outDir', folder, '--host', '127.0.0.1', '--port', '0'],
    { cwd: folder },
  );
  address = await new Promise((resolve) => {
    let said = '';
    server.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      // The address is printed in colours.
      // oxlint-disable-next-line no-control-regex
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said.replace(/\u001B\[\d+m/g, ''));
      if (match) resolve(match[0]);
    });
  });
  const executablePath = process.env.REPARTEE_CHROMIUM ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--force-color-profile=srgb'];
  browser = await chromium.launch({ executablePath, args });
  if (album) mkdirSync(album, { recursive: true });
});

afterAll(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

async function show(mode: keyof typeof MODES, id: string): Promise<Page> {
  const { globals, media } = MODES[mode];
  const page = await browser.newPage({ viewport: { width: NARROW_PX, height: 900 }, ...media });
  await page.goto(`${address}/iframe.html?id=${id}&viewMode=story&globals=${globals}`);
  await page.locator('#storybook-root > *').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** What a reader would miss: what stands out of the page, and whether anything is on it at all. */
function look(page: Page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const all = [...document.querySelectorAll('#storybook-root *')];
    const shown = all.filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && getComputedStyle(element).visibility === 'visible';
    });
    return { overflowPx: scrollWidth - clientWidth, shown: shown.length };
  });
}

describe('every state of every part', () => {
  it('has a sheet', () => {
    expect(sheets.length).toBeGreaterThanOrEqual(9);
  });

  it.each(Object.keys(MODES) as (keyof typeof MODES)[])(
    'can be seen in %s, on the narrowest phone',
    async (mode) => {
      for (const { id, title } of sheets) {
        const page = await show(mode, id);
        const seen = await look(page);
        expect(seen, `${title} in ${mode}`).toMatchObject({ overflowPx: 0 });
        expect(seen.shown, `${title} in ${mode}`).toBeGreaterThan(0);
        if (album) {
          await page.setViewportSize({ width: 1_000, height: 900 });
          await page.screenshot({
            path: path.join(album, `${id}-${mode.replaceAll(' ', '-')}.png`),
            animations: 'disabled',
            fullPage: true,
          });
        }
        await page.close();
      }
    },
  );

  it('stands still where motion is reduced', async () => {
    for (const { id, title } of sheets) {
      const page = await show('reduced motion', id);
      const running = await page.evaluate(
        () => document.getAnimations().filter((animation) => animation.playState === 'running').length,
      );
      expect(running, title).toBe(0);
      await page.close();
    }
  });
});
