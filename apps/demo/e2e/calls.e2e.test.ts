import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* What becomes of a call when its network does not. */

const timeout = 30_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

async function begin(): Promise<Page> {
  const page = await demo.open({ path: '/?transport=webrtc' });
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.locator('.repartee-status[data-status="live"]').waitFor({ timeout });
  return page;
}

async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
}

const call = () => {
  const session = demo.emulator.sessions.at(-1);
  if (!session) throw new Error('Nobody has called.');
  return session;
};

it('shows how the call does', async () => {
  const page = await begin();
  await page.locator('.demo-connection', { hasText: /round trip \d+ ms/ }).waitFor({ timeout });
});

it('says in the app’s own voice what the app wants to say', async () => {
  const page = await demo.open({ path: '/?transport=webrtc' });
  await page.getByText('Settings', { exact: true }).click();
  await page.getByLabel(/The app greets first/).check();
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page
    .locator('.repartee-row[data-role="agent"]', { hasText: /the app itself speaking/ })
    .waitFor({ timeout });
  await page.locator('.repartee-status[data-phase="speaking"]').waitFor({ timeout });
  expect(demo.emulator.sessions.some(({ path }) => path.startsWith('/tts/websocket'))).toBe(true);
});

it('takes another microphone and another speaker in the middle of the talk', async () => {
  const page = await begin();
  const calls = demo.emulator.sessions.length;
  await page.getByText('Settings', { exact: true }).click();
  for (const name of ['Microphone', 'Speaker']) {
    const field = page.getByRole('combobox', { name, exact: true });
    await expect.poll(() => field.getByRole('option').count(), { timeout }).toBeGreaterThan(1);
    await field.selectOption({ index: 1 });
    await expect.poll(() => field.inputValue(), { timeout }).not.toBe('');
  }
  expect(await page.evaluate(() => instruments.liveTracks)).toBeGreaterThan(0);
  await ask(page, 'Hello.');
  await page.locator('.repartee-status[data-phase="speaking"]').waitFor({ timeout });
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(demo.emulator.sessions).toHaveLength(calls);
});

it('goes on where the network came back', async () => {
  const page = await begin();
  const calls = demo.emulator.sessions.length;
  call().stall(2_000);
  await ask(page, 'Hello.');
  await page.locator('.repartee-status[data-phase="speaking"]').waitFor({ timeout });
  expect(demo.emulator.sessions).toHaveLength(calls);
});

it('ends, and says so, where the network does not come back', async () => {
  const page = await begin();
  call().drop();
  await page.locator('.repartee-status[data-status="failed"]').waitFor({ timeout });
  await page.getByRole('alert').first().waitFor({ timeout });
  await expect.poll(() => page.evaluate(() => instruments.openCalls), { timeout }).toBe(0);
  expect(await page.evaluate(() => instruments.liveTracks)).toBe(0);
});
