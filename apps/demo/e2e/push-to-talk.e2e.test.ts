import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

declare global {
  // Where the humming had got to as the button was pressed.
  // oxlint-disable-next-line vars-on-top, no-var
  var pressedAtMs: number;
}

/** What arrives is of 24,000 samples a second. */
const RATE_HZ = 24_000;

const GLIDE = { fromHz: 300, hzPerSecond: 400 };

const CLEAR = 'input_audio_buffer.clear';
const COMMIT = 'input_audio_buffer.commit';
const ASK = 'response.create';

/** What the emulator answers to who asks for a joke. */
const JOKE = /feedback|latency/;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

const talk = (page: Page) => page.getByRole('button', { name: 'Push to talk' });
const stateOf = (page: Page, state: string) =>
  page.locator(`.repartee-talk[data-state="${state}"]`).waitFor({ timeout: 60_000 });
const outcome = (page: Page, words: string) =>
  page.locator('.repartee-talk', { hasText: words }).waitFor({ timeout: 60_000 });

/** Opens a conversation in which turns are taken by hand. */
async function openRadio(): Promise<Page> {
  const page = await demo.open({ isMicrophoneHeld: true, path: '/?transport=websocket' });
  await page.getByRole('button', { name: 'Push-to-talk' }).click();
  await page.getByRole('button', { name: 'Start talking' }).click();
  await page.locator('.repartee-status[data-status="live"]').waitFor({ timeout: 60_000 });
  return page;
}

/** Speaks from beginning to end. */
async function say(page: Page, text: string): Promise<void> {
  // A person is silent for a moment before the finger goes up, and between two sentences.
  const wav = await createSpeechWav({ text, leadingSilenceMs: 100, trailingSilenceMs: 500 });
  await page.evaluate((words) => speak(words), Buffer.from(wav).toString('base64'));
  await page.waitForFunction(() => spokenMs() === Infinity, null, { timeout: 60_000 });
}

const lastSession = () => {
  const session = demo.emulator.sessions.at(-1);
  if (!session) throw new Error('Nobody has connected.');
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

/** How the vendor was told to look for turns, each time that it was told. */
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

/** Finds how far the humming had got at the beginning of what arrived, in milliseconds, from its pitch there. */
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
  it('hears what is said while the button is held, and nothing else, and answers', async () => {
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

  it('sends nothing of a press that is too short, and says so', async () => {
    const page = await openRadio();
    // Pressed and let go within one task: no machine is so slow that it would be long.
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

  it('throws away with Escape what was said, and what comes after is understood alone', async () => {
    const page = await openRadio();
    // The focus is on the button that has connected: T is none of its keys, so it talks from there.
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

  it('cuts the agent off with a press', async () => {
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

  it('goes over to hands-free during the talk, and back: the vendor looks for turns again', async () => {
    const page = await openRadio();
    await page.getByRole('button', { name: 'Hands-free' }).click();
    await until(() => turnDetections().length === 2);
    await page.getByRole('button', { name: 'Push-to-talk' }).click();
    await until(() => turnDetections().length === 3);
    expect(turnDetections()).toEqual([null, 'server_vad', null]);
  });

  it('begins a turn with what was said just before the press', async () => {
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
    // 300 ms are kept; what lies between the mouth and the page's main thread comes on top.
    expect(aheadMs).toBeGreaterThan(250);
    expect(aheadMs).toBeLessThan(1_300);
  });
});
