import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ isDevelopment: true });
});

afterAll(() => demo?.close());

it('opens one connection where strict mode mounts everything twice', async () => {
  const page = await demo.open();
  const start = page.getByRole('button', { name: 'Start talking' });
  await start.waitFor();
  const asked: string[] = [];
  // Whatever makes the page load once more, Vite's first look at its dependencies for instance, begins the count anew.
  page.on('framenavigated', () => asked.splice(0));
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await start.waitFor();
  // The effect that asks for the configuration ran twice: strict mode is on, so what follows proves something.
  expect(asked.filter((path) => path === '/api/config')).toHaveLength(2);
  expect(demo.emulator.sessions).toHaveLength(0);
  // Vite's own socket is open as well, for what changes while one works.
  const openBefore = await page.evaluate(() => instruments.openSockets);
  await start.click();
  await page.locator('.repartee-status[data-status="live"]').waitFor();
  expect(demo.emulator.sessions).toHaveLength(1);
  expect(await page.evaluate(() => instruments.openSockets)).toBe(openBefore + 1);
  expect(await page.evaluate(() => instruments.liveTracks)).toBe(1);
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.locator('.repartee-status[data-status="closed"]').waitFor();
  await expect.poll(() => demo.emulator.sessions.filter((session) => session.isOpen)).toHaveLength(0);
});
