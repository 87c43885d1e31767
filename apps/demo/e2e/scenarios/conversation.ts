import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../../src/vendors.ts';
import { startDemo } from '../start-demo.ts';
import type { Demo } from '../start-demo.ts';

const timeout = 30_000;

const status = (page: Page, name: string) =>
  page.locator(`.repartee-status[data-status="${name}"]`).waitFor({ timeout });
const phase = (page: Page, name: string) =>
  page.locator(`.repartee-status[data-phase="${name}"]`).waitFor({ timeout });
const agentRow = (page: Page, words: RegExp) =>
  page.locator('.repartee-row[data-role="agent"]', { hasText: words });

/** Selects a vendor. */
export async function choose(page: Page, name: string): Promise<void> {
  // Some vendors' agents speak first: their transcript is not removed without a question.
  const hasTranscript = (await page.locator('.repartee-row').count()) > 0;
  const picker = page.getByRole('combobox', { name: 'Vendor', exact: true });
  await picker.selectOption({ label: `${name} · emulator` });
  if (hasTranscript) await page.getByRole('button', { name: 'Start a new one' }).click();
}

/** Starts the conversation. */
export async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start talking' }).click();
  await status(page, 'live');
}

/** Ends the conversation. */
export async function end(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await status(page, 'closed');
}

async function say(page: Page, text: string): Promise<void> {
  const wav = await createSpeechWav({ text });
  await page.evaluate((words) => speak(words), Buffer.from(wav).toString('base64'));
}

/** The highest level of the last `count` samples at the speaker. */
const loudest = (page: Page, count: number) =>
  page.evaluate(
    (last) => Math.max(0, ...instruments.loudness.slice(-last).map((sample) => sample.level)),
    count,
  );

const WAYS = VENDORS.flatMap(({ name, id, transports = ['websocket'] }) =>
  transports.map((transport) => ({ name, id, transport })),
);

/** A vendor and a transport. */
type Way = (typeof WAYS)[number];

/** The ways that `npm test` tries: each transport, and a vendor that detects turns and one that is an agent. */
export const isSampled = ({ id, transport }: Way) =>
  id === 'gemini' || (id === 'elevenlabs' && transport === 'webrtc');

/** Speech, an audible answer, a transcript, a tool, an interruption, the end. */
export function describeConversation(isWanted: (way: Way) => boolean): void {
  describe.each(WAYS.filter(isWanted))('a conversation with $name over $transport', ({ id, transport }) => {
    let demo: Demo;

    beforeAll(async () => {
      demo = await startDemo();
    });

    afterEach(() => demo.closePages());

    afterAll(() => demo?.close());

    it('is spoken, heard and read, runs a tool, is interrupted, and ends', async () => {
      const page = await demo.open({ isMicrophoneHeld: true, path: `/?transport=${transport}&vendor=${id}` });
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
      // The microphone and one context belong to the test.
      const left = () =>
        page.evaluate(() => [instruments.liveTracks, instruments.openSockets, instruments.openCalls]);
      await expect.poll(left, { timeout }).toEqual([0, 0, 0]);
    });
  });
}
