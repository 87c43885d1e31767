import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Demo } from '../start-demo.ts';

const timeout = 30_000;

/** Begins a call in the demo, and waits until it is live. */
export async function beginCall(demo: Demo, path = '/?transport=webrtc'): Promise<Page> {
  const page = await demo.open({ path });
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.locator('.repartee-status[data-status="live"]').waitFor({ timeout });
  return page;
}

/** Writes to the agent. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
}

/** The call that began last, as the emulator sees it. */
export function lastCall({ emulator }: Demo): Demo['emulator']['sessions'][number] {
  const session = emulator.sessions.at(-1);
  expect(session, 'There is no call.').toBeDefined();
  return session as NonNullable<typeof session>;
}
