import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readRecording } from '@repartee/core/recording';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RECORDINGS } from '../src/inspector/recordings.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

/** The timeline in words. */
async function moments(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'Timeline as a list' }).click();
  await page.getByRole('list', { name: 'Timeline' }).waitFor();
  return page.getByRole('list', { name: 'Timeline' }).innerText();
}

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations: found } = await (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  });
}

describe('the inspector of the demo', () => {
  it('opens with one click, and shows what came before', async () => {
    const page = await demo.open({ hears: 'What is the weather like in London?' });
    await page.getByRole('button', { name: 'Start talking' }).click();
    await page.locator('.repartee-status[data-phase="speaking"]').first().waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Inspector' }).click();
    await expect.poll(() => moments(page)).toMatch(/get_weather/);
  });

  it('goes with a report of a problem, which has the conversation from its beginning', async () => {
    const page = await demo.open({ path: '/?drawer=events' });
    await page.getByRole('button', { name: 'Report a problem' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the file' }).click();
    const file = readFileSync(await (await download).path());
    const { manifest, steps } = await readRecording(new Uint8Array(file));
    expect(manifest).toMatchObject({ words: 'keep', audio: 'both' });
    expect(steps[0]?.kind).toBe('state');
  });

  it.each(RECORDINGS.map(({ id, shows }) => [id, shows] as const))(
    'opens the recording %s, which shows what it is there for',
    async (id, shows) => {
      const page = await demo.open({ path: `/inspector.html?recording=${id}` });
      await page.getByRole('slider', { name: 'Timeline' }).waitFor();
      const text = await moments(page);
      for (const words of shows) expect(text).toContain(words);
      expect(await violations(page)).toEqual([]);
    },
  );
});
