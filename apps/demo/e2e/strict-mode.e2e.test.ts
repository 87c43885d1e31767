import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ isDevelopment: true });
});

afterAll(() => demo?.close());

it('opens one connection in strict mode, which mounts everything twice', async () => {
  const page = await demo.open();
  const start = page.getByRole('button', { name: 'Start talking' });
  await start.waitFor();
  const asked: string[] = [];
  // Vite reloads the page after it has found new dependencies, which starts the count again.
  page.on('framenavigated', () => asked.splice(0));
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await start.waitFor();
  // The effect that fetches the configuration ran twice, so strict mode is on.
  expect(asked.filter((path) => path === '/api/config')).toHaveLength(2);
  expect(demo.emulator.sessions).toHaveLength(0);
  // One more socket belongs to Vite.
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
