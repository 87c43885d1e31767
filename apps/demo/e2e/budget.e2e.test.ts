import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../src/vendors.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/* A few cents, spent aloud: with every vendor, whether it reports what was used or not. */

const timeout = 60_000;

/** The vendors that report what was used; the others bill by time. */
const REPORTING = new Set(['openai', 'gemini']);

async function say(page: Page, text: string): Promise<void> {
  const wav = await createSpeechWav({ text });
  await page.evaluate((words) => speak(words), Buffer.from(wav).toString('base64'));
}

const step = (page: Page, words: RegExp) => page.getByRole('listitem').filter({ hasText: words });

describe.each(['prompt', 'missing'] as const)('where reports of usage are %s', (usageReports) => {
  let demo: Demo;

  beforeAll(async () => {
    demo = await startDemo({ emulated: { usageReports } });
  });

  afterEach(() => demo.closePages());

  afterAll(() => demo?.close());

  // Who bills by time reports nothing, so that there is nothing to withhold.
  const vendors = VENDORS.filter(({ id }) => usageReports === 'prompt' || REPORTING.has(id));

  it.each(vendors)('a talk with $name warns, shortens and ends with a reason', async ({ id, name }) => {
    const page = await demo.open({ isMicrophoneHeld: true, path: '/?limit=0.01' });
    await page.getByLabel('Talk to').selectOption({ label: `${name} · emulator` });
    await page.getByRole('button', { name: 'Start talking' }).click();
    await page.locator('.repartee-status[data-status="live"]').waitFor({ timeout });
    const dialog = page.getByRole('dialog', { name: 'The budget of this talk is used up' });
    // Where time alone is billed, somebody who speaks at the very moment of the goodbye would cut it: one turn is enough.
    const mostTurns = REPORTING.has(id) ? 9 : 1;
    for (let turn = 0; turn < mostTurns && !(await dialog.isVisible()); turn += 1) {
      await say(page, 'What is the weather like in London?');
      // Another answer has been heard, or the talk is over.
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
    const used = /Used: \$(0\.\d+) of \$0\.01\b/.exec(await dialog.innerText())?.[1];
    expect(Number(used)).toBeGreaterThanOrEqual(0.01);
    // The answer that crosses the limit and a good-bye come on top.
    expect(Number(used)).toBeLessThan(0.03);
    await page.locator('.repartee-status[data-status="closed"]').waitFor({ timeout });
    expect(await page.locator('.repartee-status').getAttribute('data-end-reason')).toBe('budget');
    // The agent was heard to its end: what it said last was not cut off.
    const last = page.locator('.repartee-row[data-role="agent"]').last();
    expect(await last.getAttribute('data-state')).toBe('done');
    await dialog.getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => step(page, /limit is near/).count()).toBe(1);
    await expect.poll(() => step(page, /be brief|Could not do: shorten/).count()).toBe(1);
    await expect.poll(() => step(page, /Ended the talk/).count()).toBe(1);
    // Microphone and connection are released; the account is kept, so that another talk is refused.
    const left = () => page.evaluate(() => [instruments.liveTracks, instruments.openSockets]);
    await expect.poll(left, { timeout }).toEqual([0, 0]);
  });
});
