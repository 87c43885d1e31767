import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../src/vendors.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* The same scenario for every vendor that there is: speak, hear, read, a tool, a cut, the end. */

const timeout = 30_000;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

const status = (page: Page, name: string) =>
  page.locator(`.repartee-status[data-status="${name}"]`).waitFor({ timeout });
const phase = (page: Page, name: string) =>
  page.locator(`.repartee-status[data-phase="${name}"]`).waitFor({ timeout });
const agentRow = (page: Page, words: RegExp) =>
  page.locator('.repartee-row[data-role="agent"]', { hasText: words });

const choose = (page: Page, name: string) =>
  page.getByLabel('Talk to').selectOption({ label: `${name} · emulator` });

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start talking' }).click();
  await status(page, 'live');
}

async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await status(page, 'closed');
}

async function say(page: Page, text: string): Promise<void> {
  const wav = await createSpeechWav({ text });
  await page.evaluate((words) => speak(words), Buffer.from(wav).toString('base64'));
}

/** The loudest that has left for the speaker since the last so many moments. */
const loudest = (page: Page, count: number) =>
  page.evaluate(
    (last) => Math.max(0, ...instruments.loudness.slice(-last).map((sample) => sample.level)),
    count,
  );

const WAYS = VENDORS.flatMap(({ name, id, transports = ['websocket'] }) =>
  transports.map((transport) => ({ name, id, transport })),
);

describe.each(WAYS)('a conversation with $name over $transport', ({ name, id, transport }) => {
  it('is spoken, heard, read, helped by a tool, cut off, and ended', async () => {
    const page = await demo.open({ isMicrophoneHeld: true, path: `/?transport=${transport}` });
    await choose(page, name);
    await begin(page);
    expect(demo.emulator.sessions.at(-1)?.vendor).toBe(id);
    await say(page, 'What is the weather like in London?');
    await agentRow(page, /In London it is .*degrees\./).waitFor({ timeout });
    await page.locator('.repartee-row', { hasText: /get_weather/ }).waitFor({ timeout });
    await page.locator('.repartee-row[data-role="user"]', { hasText: /london/i }).waitFor({ timeout });
    await expect.poll(() => loudest(page, 10_000), { timeout }).toBeGreaterThan(0.01);
    await phase(page, 'listening');
    await say(page, 'Tell me a very long story.');
    await agentRow(page, /lighthouse/).waitFor({ timeout });
    await phase(page, 'speaking');
    await say(page, 'Please tell me a joke instead.');
    await agentRow(page, /Once upon/)
      .getByText(/Interrupted/)
      .waitFor({ timeout });
    await agentRow(page, /joke about latency|microphone break up/).waitFor({ timeout });
    await end(page);
    // The microphone here is the test's own, and so is one context.
    const left = () =>
      page.evaluate(() => [instruments.liveTracks, instruments.openSockets, instruments.openCalls]);
    await expect.poll(left, { timeout }).toEqual([0, 0, 0]);
  });
});

it('another vendor is chosen without loading the page again, and what it cannot do is not offered', async () => {
  const page = await demo.open({ isMicrophoneHeld: true });
  await page.evaluate(() => document.body.setAttribute('data-is-same', ''));
  for (const vendor of VENDORS) {
    await choose(page, vendor.name);
    await begin(page);
    expect(demo.emulator.sessions.at(-1)?.vendor).toBe(vendor.id);
    const adapter = await vendor.loadAdapter(demo.emulator.origin);
    const { canSendText, outputModalities } = adapter.capabilities;
    const isWritable = canSendText && outputModalities.includes('text');
    expect(await page.getByRole('textbox', { name: 'Write a message' }).isDisabled()).toBe(!canSendText);
    expect(await page.getByRole('button', { name: 'Text only' }).isDisabled()).toBe(!isWritable);
    await end(page);
  }
  expect(await page.locator('body[data-is-same]').count()).toBe(1);
});
