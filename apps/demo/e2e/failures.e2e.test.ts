import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* The notices of failures, tried with the panel of the demo. */

const timeout = 60_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(async () => {
  demo.emulator.clearFaults();
  await demo.closePages();
});

afterAll(() => demo?.close());

const notice = (page: Page, name: string) => page.locator(`.repartee-connection[data-notice="${name}"]`);
const status = (page: Page, name: string) => page.locator(`.repartee-status[data-status="${name}"]`);
const mark = (page: Page) => page.locator('.repartee-row[data-kind="continuity"]');
const agentRow = (page: Page, words: RegExp) =>
  page.locator('.repartee-row[data-role="agent"]', { hasText: words });

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
}

/** Starts a conversation, lets the agent tell a story, and opens the panel. */
async function begin(path?: string): Promise<Page> {
  const page = await demo.open(path === undefined ? {} : { path });
  await page.getByRole('button', { name: 'Start talking' }).click();
  await status(page, 'live').waitFor({ timeout });
  await write(page, 'Tell me a long story');
  await agentRow(page, /Once upon/).waitFor({ timeout });
  await page.getByText('Try a failure', { exact: true }).click();
  return page;
}

const fail = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

it('the panel is closed at first, and waits for a conversation', async () => {
  const page = await demo.open();
  const button = page.getByRole('button', { name: 'Drop the connection' });
  expect(await button.isVisible()).toBe(false);
  await page.getByText('Try a failure', { exact: true }).click();
  expect(await button.getAttribute('aria-disabled')).toBe('true');
});

it('a connection that drops in mid-answer is replaced, and the agent remembers', async () => {
  const page = await begin();
  const sessions = demo.emulator.sessions.length;
  await fail(page, 'Drop the connection');
  await mark(page).waitFor({ timeout });
  await status(page, 'live').waitFor({ timeout });
  expect(demo.emulator.sessions).toHaveLength(sessions + 1);
  expect(await mark(page).innerText()).toMatch(/The agent remembers the conversation\./);
  const told = demo.emulator.sessions.at(-1)?.frames.filter(({ direction }) => direction === 'in');
  expect(JSON.stringify(told)).toContain('Tell me a long story');
  await write(page, 'Tell me a joke');
  await agentRow(page, /joke about latency|microphone break up/).waitFor({ timeout });
});

it('an offline device waits for the network, and the user is told', async () => {
  const page = await begin();
  await fail(page, 'Go offline for 8 seconds');
  await notice(page, 'offline').waitFor({ timeout });
  await notice(page, 'reseeded').waitFor({ timeout });
  await status(page, 'live').waitFor({ timeout });
});

it('a service that is down is tried again, with the seconds until then', async () => {
  const page = await begin();
  await fail(page, 'Be down for three attempts');
  await notice(page, 'reconnecting').waitFor({ timeout });
  await page
    .getByRole('timer')
    .filter({ hasText: /^Next attempt in \d s$/ })
    .waitFor({ timeout });
  await page.getByRole('button', { name: 'Try now' }).click();
  await notice(page, 'reseeded').waitFor({ timeout });
});

it('a refused credential ends the conversation with a reason and a way out', async () => {
  const page = await begin();
  await fail(page, 'Refuse the credential');
  await page.locator('.repartee-connection[data-code="credential-rejected"]').waitFor({ timeout });
  expect(await notice(page, 'failed').innerText()).toContain('did not accept this app’s key');
  demo.emulator.clearFaults();
  await page.getByRole('button', { name: 'Try again' }).click();
  await status(page, 'live').waitFor({ timeout });
  await expect.poll(() => page.locator('.repartee-connection[data-notice="failed"]').count()).toBe(0);
});

it('a pause is shown, and ends with a click', async () => {
  const page = await begin();
  await page.getByRole('button', { name: 'Pause' }).click();
  await notice(page, 'paused').waitFor({ timeout });
  await notice(page, 'paused').getByRole('button', { name: 'Resume' }).click();
  await page.locator('.repartee-status[data-activity="listening"]').waitFor({ timeout });
  expect(await notice(page, 'paused').count()).toBe(0);
});
