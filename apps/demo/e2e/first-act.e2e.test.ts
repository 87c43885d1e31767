import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createDemoAgent } from '../server/demo-agent.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* A visitor's first minute: one action, an agent that speaks by itself, and an interruption that shows the words that were not heard. */

const timeout = 60_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ emulated: { agent: createDemoAgent() } });
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

it('the agent speaks first, is interrupted on the stage, and the page remembers the visitor', async () => {
  const page = await demo.open({ path: '/?guide=on&transport=websocket' });
  await page.getByRole('heading', { name: 'Talk to me. Interrupt me.' }).waitFor({ timeout });
  await page.getByText('The voice you will hear is synthetic.').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.getByText('Interrupt me: just start talking').waitFor({ timeout });
  // Words that were heard; those behind them have arrived already.
  await page
    .getByText(/this voice/)
    .first()
    .waitFor({ timeout });
  await page.getByRole('button', { name: 'Stop' }).click();
  const cut = page.getByRole('group', { name: 'Interruption' });
  await cut.waitFor({ timeout });
  expect(await cut.innerText()).toMatch(/\d s heard/);
  expect((await cut.locator('s').innerText({ timeout })).trim()).not.toBe('');
  await page.reload();
  await page.getByRole('button', { name: 'Start talking' }).waitFor({ timeout });
  expect(await page.getByText('The voice you will hear is synthetic.').count()).toBe(0);
});

it('the agent sees what is in front of the camera, once the user shows it', async () => {
  const page = await demo.open({ path: '/?case=eyes&guide=off&transport=websocket' });
  await page.getByRole('button', { name: 'Start talking' }).click({ timeout });
  await page.getByRole('button', { name: 'Turn the camera on' }).click({ timeout });
  await page.getByText('Only you see this').waitFor({ timeout });
  await page.getByRole('button', { name: 'Show it to the agent' }).click();
  await page.getByRole('img', { name: 'What the agent saw last' }).waitFor({ timeout });
  await page.getByRole('textbox', { name: 'Write a message' }).fill('What do you see?');
  await page.keyboard.press('Enter');
  // Chromium's fake camera is a green field.
  await page
    .getByText(/mostly green/)
    .first()
    .waitFor({ timeout });
  await page.getByRole('button', { name: 'Stop showing it' }).click();
  await page.getByText('Only you see this').waitFor({ timeout });
});
