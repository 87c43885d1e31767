import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

declare global {
  // The position of the glide when the button was pressed.
  // oxlint-disable-next-line vars-on-top, no-var
  var pressedAtMs: number;
}

/** The rate of the received audio. */
const RATE_HZ = 24_000;

const GLIDE = { fromHz: 300, hzPerSecond: 400 };

const CLEAR = 'input_audio_buffer.clear';
const COMMIT = 'input_audio_buffer.commit';
const ASK = 'response.create';

/** The emulator's answer to a request for a joke. */
const JOKE = /feedback|latency/;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

const talk = (page: Page) => page.getByRole('button', { name: 'Push to talk' });
const stateOf = (page: Page, state: string) =>
  page.locator(`.repartee-push-to-talk[data-state="${state}"]`).waitFor({ timeout: 60_000 });
const outcome = (page: Page, words: string) =>
  page.locator('.repartee-push-to-talk', { hasText: words }).waitFor({ timeout: 60_000 });

/** Opens a conversation in push-to-talk mode. */
async function openRadio(): Promise<Page> {
  const page = await demo.open({ isMicrophoneHeld: true, path: '/?input=push-to-talk&transport=websocket' });
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.locator('.repartee-status[data-status="live"]').waitFor({ timeout: 60_000 });
  return page;
}

/** Speaks a text, and waits for its end. */
async function say(page: Page, text: string): Promise<void> {
  // People pause before they release the button, and between two sentences.
  const wav = await createSpeechWav({ text, leadingSilenceMs: 100, trailingSilenceMs: 500 });
  await page.evaluate((words) => speak(words), Buffer.from(wav).toString('base64'));
  await page.waitForFunction(() => spokenMs() === Infinity, null, { timeout: 60_000 });
}

const lastSession = () => {
  const session = demo.emulator.sessions.at(-1);
  if (!session) throw new Error('No client has connected.');
  return session;
};

const framesIn = () =>
  lastSession()
    .frames.filter(({ direction }) => direction === 'in')
    .map(({ frame }) => frame);

const sent = () =>
  framesIn()
    .map(({ type }) => String(type))
    .filter((type) => [CLEAR, COMMIT, ASK].includes(type));

/** The turn detection of each configuration that the vendor received. */
const turnDetections = () =>
  framesIn().flatMap(({ session }) => {
    const { audio } = (session ?? {}) as {
      audio?: { input?: { turn_detection?: { type: string } | null } };
    };
    const detection = audio?.input?.turn_detection;
    return detection === undefined ? [] : [detection?.type ?? null];
  });

const agentSays = (page: Page, words: RegExp) =>
  page.locator('.repartee-row[data-role="agent"]', { hasText: words }).waitFor({ timeout: 60_000 });

const phase = (page: Page, name: string) =>
  page.locator(`.repartee-status[data-phase="${name}"]`).waitFor({ timeout: 60_000 });

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: 60_000 });

/** Finds the position of the glide at the start of the received audio, in milliseconds, from its pitch. */
function placeInGlide(audio: Uint8Array): number {
  const samples = new Int16Array(audio.slice().buffer);
  const windowMs = 80;
  const crossings: number[] = [];
  for (let at = 1; at < (RATE_HZ * windowMs) / 1_000; at += 1) {
    const [before = 0, now = 0] = [samples[at - 1], samples[at]];
    if (before < 0 && now >= 0) crossings.push(at - now / (now - before));
  }
  const [first = 0, last = 0] = [crossings[0], crossings.at(-1)];
  const pitchHz = ((crossings.length - 1) * RATE_HZ) / (last - first);
  return ((pitchHz - GLIDE.fromHz) / GLIDE.hzPerSecond) * 1_000 - windowMs / 2;
}

describe('push-to-talk in the demo', () => {
  it('sends only the speech while the button is held, and gets an answer', async () => {
    const page = await openRadio();
    await say(page, 'What is the weather like in London?');
    expect(lastSession().receivedMs).toBe(0);
    await talk(page).hover();
    await page.mouse.down();
    await stateOf(page, 'holding');
    await say(page, 'Please tell me a joke instead.');
    await page.mouse.up();
    await agentSays(page, JOKE);
    await page.locator('.repartee-row[data-role="user"]', { hasText: /joke/i }).waitFor();
    expect(await page.locator('.repartee-row[data-role="user"]').count()).toBe(1);
    expect(sent()).toEqual([CLEAR, COMMIT, ASK]);
    expect(turnDetections()).toEqual([null]);
  });

  it('sends nothing of a press that is too short, and explains it', async () => {
    const page = await openRadio();
    // Pressed and released within one task, which is short on every machine.
    await talk(page).evaluate((button) => {
      for (const type of ['pointerdown', 'pointerup']) {
        button.dispatchEvent(
          new PointerEvent(type, { bubbles: true, isPrimary: true, pressure: 0.5, width: 9, height: 9 }),
        );
      }
    });
    await outcome(page, 'Too short');
    await page.getByRole('status').filter({ hasText: 'Too short' }).waitFor();
    await until(() => sent().length === 2);
    expect(sent()).toEqual([CLEAR, CLEAR]);
  });

  it('discards a turn with Escape, and transcribes only the next one', async () => {
    const page = await openRadio();
    // The focus is on the connect button, which does not use the key T.
    await page.keyboard.down('t');
    await stateOf(page, 'holding');
    await say(page, 'What is the weather like in London?');
    await page.keyboard.press('Escape');
    await outcome(page, 'Cancelled');
    await page.keyboard.up('t');
    await page.keyboard.down('t');
    await stateOf(page, 'holding');
    await say(page, 'Please tell me a joke instead.');
    await page.keyboard.up('t');
    await agentSays(page, JOKE);
    expect(sent().slice(-4)).toEqual([CLEAR, CLEAR, COMMIT, ASK]);
    expect(await page.getByRole('listitem').allInnerTexts()).not.toContainEqual(
      expect.stringMatching(/weather|london/i),
    );
  });

  it('interrupts the agent with a press', async () => {
    const page = await openRadio();
    await page.getByRole('textbox', { name: 'Write a message' }).fill('Tell me a long story');
    await page.keyboard.press('Enter');
    await phase(page, 'speaking');
    await talk(page).hover();
    await page.mouse.down();
    await phase(page, 'user-speaking');
    await page.locator('.repartee-row[data-state="interrupted"]').waitFor({ timeout: 60_000 });
    await page.mouse.up();
  });

  it('switches to hands-free during the conversation and back, and the vendor detects turns in between', async () => {
    const page = await openRadio();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Hands-free' }).click();
    await until(() => turnDetections().length === 2);
    await page.getByRole('button', { name: 'Push-to-talk' }).click();
    await until(() => turnDetections().length === 3);
    expect(turnDetections()).toEqual([null, 'server_vad', null]);
  });

  it('starts a turn with the audio just before the press', async () => {
    const page = await openRadio();
    await page.evaluate(({ fromHz, hzPerSecond }) => {
      addEventListener('pointerdown', () => Object.assign(globalThis, { pressedAtMs: spokenMs() }), true);
      glide(fromHz, hzPerSecond);
    }, GLIDE);
    await talk(page).hover();
    await page.waitForFunction(() => spokenMs() > 2_000);
    await page.mouse.down();
    await page.waitForFunction(() => spokenMs() > pressedAtMs + 700);
    await page.mouse.up();
    await until(() => sent().includes(COMMIT));
    const pressedMs = await page.evaluate(() => pressedAtMs);
    const aheadMs = pressedMs - placeInGlide(lastSession().receivedAudio);
    // 300 ms of pre-roll, and the delay from the microphone to the page's main thread.
    expect(aheadMs).toBeGreaterThan(250);
    expect(aheadMs).toBeLessThan(1_300);
  });
});
