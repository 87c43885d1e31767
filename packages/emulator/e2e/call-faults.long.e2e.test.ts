import { createEmulator } from '@repartee/emulator';
import type { Emulator, Fault } from '@repartee/emulator';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { installCall } from './call-page.ts';

/* The faults of calls of a real browser. */

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['REPARTEE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--autoplay-policy=no-user-gesture-required',
      '--allow-loopback-in-peer-connection',
    ],
  });
});

afterAll(() => browser?.close());

async function start(): Promise<{ emulator: Emulator; page: Page; inject: (fault: Fault) => void }> {
  const emulator = await createEmulator();
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    await emulator.close();
  });
  await page.goto(emulator.origin);
  await page.evaluate(installCall);
  await page.evaluate(() => call.begin({ key: 'sk-test' }));
  await page.waitForFunction(() => call.events.some(({ type }) => type === 'session.created'));
  return { emulator, page, inject: (fault) => emulator.sessions[0]?.inject(fault) };
}

const iceState = (page: Page) => page.evaluate(() => call.state().ice);
const channelState = (page: Page) => page.evaluate(() => call.state().channel);
const packets = (page: Page) => page.evaluate(() => call.packets());

describe('a call', { timeout: 60_000 }, () => {
  it('loses packets, and goes on', async () => {
    const { page, inject } = await start();
    inject({ kind: 'packet-loss', percent: 30 });
    await expect.poll(async () => (await packets(page)).lost).toBeGreaterThan(20);
    const { received } = await packets(page);
    expect(received).toBeGreaterThan(0);
    // Reliable messages arrive, by repetition.
    await page.evaluate(() => call.send({ type: 'session.update', session: { type: 'realtime' } }));
    await page.waitForFunction(() => call.events.some(({ type }) => type === 'session.updated'));
  });

  it('becomes disconnected when its path breaks, and connected when packets pass again', async () => {
    const { emulator, page, inject } = await start();
    inject({ kind: 'ice-failure', forMs: 9_000 });
    await expect.poll(() => iceState(page)).toBe('disconnected');
    await expect.poll(() => iceState(page)).toMatch(/^(connected|completed)$/);
    expect(emulator.sessions[0]?.isOpen).toBe(true);
  });

  it('keeps its audio when its data channel closes', async () => {
    const { page, inject } = await start();
    inject({ kind: 'channel-close' });
    await expect.poll(() => channelState(page)).toBe('closed');
    const before = (await packets(page)).received;
    await expect.poll(async () => (await packets(page)).received).toBeGreaterThan(before + 20);
    expect(await iceState(page)).toMatch(/^(connected|completed)$/);
  });
});
