import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../../src/vendors.ts';
import { startDemo } from '../start-demo.ts';
import type { Demo } from '../start-demo.ts';

const timeout = 60_000;

/** The vendors that report usage; the others bill by time. */
const REPORTING = new Set(['openai', 'gemini']);

/** The vendors that `npm test` tries; `npm run test:long` tries the others. */
export const SAMPLED = new Set(['openai']);

/**
 * In US dollars. Few answers use it up where usage is reported. Where time is billed, it lasts for one turn and a silence behind
 * it, also on a slow machine: at $0.08 a minute for a quarter of a minute.
 */
const limitOf = (id: string) => (REPORTING.has(id) ? 0.005 : 0.02);

async function say(page: Page, text: string): Promise<void> {
  const wav = await createSpeechWav({ text });
  await page.evaluate((words) => speak(words), Buffer.from(wav).toString('base64'));
}

const step = (page: Page, words: RegExp) => page.getByRole('listitem').filter({ hasText: words });

type UsageReports = 'prompt' | 'missing';

/** A small budget is used up by speech, with and without the vendor's usage reports. */
export function describeBudget(usageReports: UsageReports, wanted: (id: string) => boolean): void {
  // Vendors that bill by time send no reports, so there is nothing to withhold.
  const vendors = VENDORS.filter(({ id }) => wanted(id) && (usageReports === 'prompt' || REPORTING.has(id)));

  describe(`with usage reports ${usageReports}`, () => {
    let demo: Demo;

    beforeAll(async () => {
      demo = await startDemo({ emulated: { usageReports } });
    });

    afterEach(() => demo.closePages());

    afterAll(() => demo?.close());

    it.each(vendors)('a conversation with $name warns, shortens and ends with a reason', async ({ id }) => {
      const limit = limitOf(id);
      const path = `/?limit=${limit}&vendor=${id}&drawer=measurements`;
      const page = await demo.open({ isMicrophoneHeld: true, path });
      await page.getByRole('button', { name: 'Start talking' }).click();
      await page.locator('.repartee-status[data-status="live"]').waitFor({ timeout });
      const dialog = page.getByRole('dialog', { name: 'The budget for this conversation is used up' });
      // Where time is billed, speech during the goodbye would interrupt it: one turn is enough.
      const mostTurns = REPORTING.has(id) ? 9 : 1;
      for (let turn = 0; turn < mostTurns && !(await dialog.isVisible()); turn += 1) {
        await say(page, 'What is the weather like in London?');
        // Another answer has been heard, or the conversation is over.
        await page.waitForFunction(
          (count) => {
            const status = document.querySelector<HTMLElement>('.repartee-status')?.dataset;
            const answers = document.querySelectorAll('.repartee-row[data-role="agent"]').length;
            return status?.['status'] === 'closed' || (answers > count && status?.['phase'] === 'listening');
          },
          await page.locator('.repartee-row[data-role="agent"]').count(),
          { timeout },
        );
      }
      await dialog.waitFor({ timeout });
      const [, used, stated] = /Used: \$(0\.\d+) of \$(0\.\d+)/.exec(await dialog.innerText()) ?? [];
      expect(Number(stated)).toBe(limit);
      expect(Number(used)).toBeGreaterThanOrEqual(limit);
      // The answer that crosses the limit and the goodbye are added.
      expect(Number(used)).toBeLessThan(limit + 0.02);
      await page.locator('.repartee-status[data-status="closed"]').waitFor({ timeout });
      expect(await page.locator('.repartee-status').getAttribute('data-end-reason')).toBe('budget');
      // The agent was heard to the end: its last entry was not interrupted.
      const rows = await page.locator('.repartee-row').evaluateAll((all) =>
        all.map(({ dataset, textContent }) => ({
          role: dataset['role'],
          state: dataset['state'],
          textContent,
        })),
      );
      const last = rows.findLast((row) => row.role === 'agent');
      expect(last, JSON.stringify(rows)).toMatchObject({ state: 'done' });
      await dialog.getByRole('button', { name: 'Dismiss' }).click();
      await expect.poll(() => step(page, /limit is near/).count()).toBe(1);
      await expect.poll(() => step(page, /be brief|does not support the action “shorten”/).count()).toBe(1);
      await expect.poll(() => step(page, /conversation was ended/).count()).toBe(1);
      // Microphone and connection are released.
      const left = () => page.evaluate(() => [instruments.liveTracks, instruments.openSockets]);
      await expect.poll(left, { timeout }).toEqual([0, 0]);
    });
  });
}
