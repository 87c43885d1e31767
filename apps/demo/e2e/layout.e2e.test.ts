import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { TEMPLATES } from '../src/templates/templates.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const WIDTHS = [320, 390, 600, 768, 959, 960, 1024, 1100, 1279, 1280];

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

/** The buttons that a user cannot reach at a width, because they are beyond its edge. */
async function unreachableAt(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 800 });
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    return [...document.querySelectorAll<HTMLElement>('button, select, h1')]
      .filter((element) => element.checkVisibility() && !element.closest('.repartee-hidden'))
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > edge + 1;
      })
      .map((element) => `${edge}: ${element.ariaLabel ?? element.textContent}`);
  });
}

it.each(TEMPLATES.map(({ id }) => id))('everything is within the window, of any width: %s', async (id) => {
  const page = await demo.open({ path: `/?screen=${id}&guide=on` });
  await page.locator('main').first().waitFor();
  const unreachable: string[] = [];
  for (const width of WIDTHS) unreachable.push(...(await unreachableAt(page, width)));
  expect(unreachable).toEqual([]);
});

it('a dialog gives the focus back to the button that opened it', async () => {
  const page = await demo.open({ path: '/?guide=on' });
  await page.getByRole('button', { name: 'View code' }).click();
  await page.getByRole('dialog', { name: 'This screen in your app' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('View code');
});

it('so is the way to cancel, while a conversation is opened', async () => {
  const page = await demo.open({ path: '/?transport=websocket&guide=on' });
  // The credential does not come.
  await page.route('**/api/**', (route) =>
    route.request().method() === 'POST' ? undefined : route.continue(),
  );
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.locator('.repartee-connect[data-status="connecting"]').waitFor();
  const unreachable: string[] = [];
  for (const width of WIDTHS) unreachable.push(...(await unreachableAt(page, width)));
  expect(unreachable).toEqual([]);
});
