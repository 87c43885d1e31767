import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { VENDORS } from '../src/vendors.ts';
import { begin, choose, describeConversation, end, isSampled } from './scenarios/conversation.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

describeConversation(isSampled);

it('switches the vendor without reloading the page, and offers only what the vendor supports', async () => {
  const page = await demo.open({ isMicrophoneHeld: true, path: '/?drawer=settings' });
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
