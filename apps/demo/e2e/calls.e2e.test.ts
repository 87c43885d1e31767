import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ask, beginCall, lastCall } from './scenarios/call.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* WebRTC calls, also over a network that fails for a moment. */

const timeout = 30_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

it('shows the quality of the call', async () => {
  const page = await beginCall(demo, '/?transport=webrtc&drawer=measurements');
  await page.locator('.demo-connection', { hasText: /round trip \d+ ms/ }).waitFor({ timeout });
});

it('speaks the greeting of the app in the app’s own voice', async () => {
  const page = await demo.open({ path: '/?transport=webrtc' });
  await page.getByText('Settings', { exact: true }).click();
  await page.getByLabel(/Greeting by the app/).check();
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page
    .locator('.repartee-row[data-role="agent"]', { hasText: /the app itself speaking/ })
    .waitFor({ timeout });
  // The greeting may be over by the time its words are seen.
  await page.waitForFunction(() => instruments.loudness.some((sample) => sample.phase === 'speaking'));
  expect(demo.emulator.sessions.some(({ path }) => path.startsWith('/tts/websocket'))).toBe(true);
});

it('switches the microphone and the speaker during the conversation', async () => {
  const page = await beginCall(demo);
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

it('goes on when the network comes back', async () => {
  const page = await beginCall(demo);
  const calls = demo.emulator.sessions.length;
  lastCall(demo).stall(1_000);
  await ask(page, 'Hello.');
  await page.locator('.repartee-status[data-phase="speaking"]').waitFor({ timeout });
  expect(demo.emulator.sessions).toHaveLength(calls);
});
