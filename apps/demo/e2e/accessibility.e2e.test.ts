import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type axe from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createDemoAgent } from '../server/demo-agent.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const timeout = 60_000;
const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core')), 'utf8');

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo({ emulated: { agent: createDemoAgent() } });
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

const start = async (page: Page) => {
  await page.getByRole('button', { name: 'Start talking' }).click({ timeout });
  await page.getByRole('button', { name: /^End$/ }).first().waitFor({ timeout });
};

const write = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
};

/** The states of the demo: an address, and what is done there until its state is seen. */
const STATES: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  [
    'the first screen',
    '/?guide=on',
    (page) => page.getByRole('heading', { name: 'Talk to me. Interrupt me.' }).waitFor({ timeout }),
  ],
  [
    'a conversation',
    '/?transport=websocket',
    async (page) => {
      await start(page);
      await write(page, 'hello');
      await page.locator('.repartee-row[data-role="agent"]').waitFor({ timeout });
    },
  ],
  [
    'an open question',
    '/?transport=websocket&case=support&guide=on',
    async (page) => {
      await start(page);
      await page.getByRole('button', { name: 'Conversation' }).click();
      await write(page, 'Refund order 4711');
      await page.getByRole('button', { name: 'Conversation' }).click();
      await page.getByRole('button', { name: 'Allow', exact: true }).waitFor({ timeout });
    },
  ],
  [
    'a camera that the agent sees',
    '/?transport=websocket&case=eyes',
    async (page) => {
      await start(page);
      await page.getByRole('button', { name: 'Turn the camera on' }).click();
      await page.getByRole('button', { name: 'Show it to the agent' }).click();
      await page.getByRole('img', { name: 'What the agent saw last' }).waitFor({ timeout });
    },
  ],
  [
    'the settings',
    '/?drawer=settings',
    (page) => page.getByRole('combobox', { name: 'Vendor' }).waitFor({ timeout }),
  ],
  [
    'the console',
    '/?screen=console&transport=websocket',
    async (page) => {
      await start(page);
      await page.locator('.repartee-console-event').first().waitFor({ timeout });
    },
  ],
  [
    'the setup',
    '/?screen=check',
    (page) => page.getByRole('heading', { name: 'Ready to talk?' }).waitFor({ timeout }),
  ],
];

const MODES = [
  { name: 'light', theme: 'light', dir: 'ltr', forcedColors: 'none' },
  { name: 'dark', theme: 'dark', dir: 'ltr', forcedColors: 'none' },
  { name: 'right to left', theme: 'light', dir: 'rtl', forcedColors: 'none' },
  { name: 'forced colours', theme: 'light', dir: 'ltr', forcedColors: 'active' },
] as const;

it.each(STATES)('axe finds no violation in %s, in any mode', async (_name, path, reach) => {
  const page = await demo.open({ path });
  await reach(page);
  // The drawer can be there before the conversation's own part of the page, which waits for the adapter.
  await page.locator('main h1').first().waitFor({ state: 'attached', timeout });
  await page.evaluate(AXE);
  for (const { name, theme, dir, forcedColors } of MODES) {
    await page.emulateMedia({ forcedColors, reducedMotion: 'reduce' });
    const violations = await page.evaluate(
      async ([nextTheme, nextDir, isForced]) => {
        const { documentElement: root } = document;
        root.dataset['reparteeTheme'] = nextTheme;
        root.dir = nextDir;
        // Axe would measure the colours of the style sheet, and the system replaces them.
        const rules = { 'color-contrast': { enabled: !isForced } };
        const found = await globalThis.window.axe.run(document, { rules, resultTypes: ['violations'] });
        return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      },
      [theme, dir, forcedColors === 'active'] as const,
    );
    expect(violations, name).toEqual([]);
  }
});
