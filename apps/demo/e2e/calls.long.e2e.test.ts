import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ask, beginCall, lastCall } from './scenarios/call.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* WebRTC calls over a network or to a service that does not come back. */

const timeout = 60_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

it('opens another call when the network does not come back, and the agent remembers', async () => {
  const page = await beginCall(demo);
  const calls = demo.emulator.sessions.length;
  await ask(page, 'Hello.');
  await page.locator('.repartee-status[data-phase="speaking"]').waitFor({ timeout });
  lastCall(demo).drop();
  await page.locator('.repartee-row[data-kind="continuity"]').waitFor({ timeout });
  await page.locator('.repartee-status[data-status="live"]').waitFor({ timeout });
  expect(demo.emulator.sessions).toHaveLength(calls + 1);
  await expect.poll(() => page.evaluate(() => instruments.openCalls), { timeout }).toBe(1);
  await ask(page, 'Tell me a joke');
  await page
    .locator('.repartee-row[data-role="agent"]', { hasText: /joke about latency|microphone break up/ })
    .waitFor({ timeout });
});

it('ends with an error when the service does not come back', async () => {
  const page = await beginCall(demo);
  demo.emulator.addFaults([{ kind: 'refuse', status: 503, trigger: { at: 'upgrade', times: 'always' } }]);
  lastCall(demo).drop();
  await page.locator('.repartee-connection[data-notice="reconnecting"]').waitFor({ timeout });
  await page.locator('.repartee-connection[data-notice="failed"]').waitFor({ timeout });
  await expect.poll(() => page.evaluate(() => instruments.openCalls), { timeout }).toBe(0);
  expect(await page.evaluate(() => instruments.liveTracks)).toBe(0);
  demo.emulator.clearFaults();
});
