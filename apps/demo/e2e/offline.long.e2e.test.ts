import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* A device that loses its network: by the browser itself, on real sockets. */

const timeout = 60_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

const status = (page: Page, name: string) => page.locator(`.repartee-status[data-status="${name}"]`);
const notice = (page: Page, name: string) => page.locator(`.repartee-connection[data-notice="${name}"]`);
const mark = (page: Page) => page.locator('.repartee-row[data-kind="continuity"]');

async function ask(page: Page, text: string, answer: RegExp): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
  await page.locator('.repartee-row[data-role="agent"]', { hasText: answer }).waitFor({ timeout });
  await page.locator('.repartee-status[data-activity="listening"]').waitFor({ timeout });
}

const newest = () => demo.emulator.sessions.findLast(({ isOpen }) => isOpen);

/** The new connection has been told the conversation, and the agent answers on it. */
async function expectRenewed(page: Page): Promise<void> {
  await mark(page).waitFor({ timeout });
  await status(page, 'live').waitFor({ timeout });
  const told = newest()?.frames.filter(({ direction }) => direction === 'in');
  expect(JSON.stringify(told)).toContain('Tell me a joke');
  await ask(page, 'Tell me a long story', /Once upon/);
}

it('a device without a network is told so by the browser, waits for the network, and goes on', async () => {
  const page = await demo.open();
  await page.getByRole('button', { name: 'Start talking' }).click();
  await status(page, 'live').waitFor({ timeout });
  await ask(page, 'Tell me a joke', /joke about latency|microphone break up/);
  await page.context().setOffline(true);
  await notice(page, 'offline').waitFor({ timeout });
  await page.context().setOffline(false);
  await expectRenewed(page);
});
