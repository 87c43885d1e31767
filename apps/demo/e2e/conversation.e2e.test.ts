import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../src/vendors.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/** A level between silence and speech. */
const AUDIBLE = 0.01;

let demo: Demo;

beforeAll(async () => {
  demo = await startDemo();
});

afterEach(() => demo.closePages());

afterAll(() => demo?.close());

const begin = (page: Page) => page.getByRole('button', { name: 'Start talking' }).click();
const end = (page: Page) => page.getByRole('button', { name: 'End', exact: true }).click();
const rows = (page: Page) => page.getByRole('listitem').allInnerTexts();
const phase = (page: Page, name: string) =>
  page.locator(`.repartee-status[data-phase="${name}"]`).waitFor({ timeout: 60_000 });
const live = (page: Page) =>
  page.locator('.repartee-status[data-status="live"]').waitFor({ timeout: 60_000 });
const ended = (page: Page) =>
  page.locator('.repartee-status[data-status="closed"]').waitFor({ timeout: 60_000 });

const agentSays = (page: Page, words: RegExp) =>
  page.locator('.repartee-row[data-role="agent"]', { hasText: words }).waitFor({ timeout: 60_000 });

const untilAudible = (page: Page) =>
  page.waitForFunction((level) => instruments.loudness.some((sample) => sample.level > level), AUDIBLE, {
    timeout: 60_000,
  });

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.keyboard.press('Enter');
}

const lastSession = () => {
  const session = demo.emulator.sessions.at(-1);
  if (!session) throw new Error('There is no connection.');
  return session;
};

const framesIn = (type: string) =>
  lastSession().frames.filter((note) => note.direction === 'in' && note.frame['type'] === type);

const loudness = (page: Page) => page.evaluate(() => instruments.loudness);

const leftovers = (page: Page) =>
  page.evaluate(() => {
    const { liveTracks, openContexts, openSockets, timers, listeners } = instruments;
    return { liveTracks, openContexts, openSockets, timers, listeners };
  });

describe('a spoken conversation in a real browser', () => {
  it('transcribes speech, runs a tool, answers aloud, and lists the entries in order', async () => {
    const page = await demo.open({
      hears: 'What is the weather like in London?',
      path: '/?transport=websocket&drawer=measurements',
    });
    await begin(page);
    await phase(page, 'user-speaking');
    await untilAudible(page);
    await phase(page, 'speaking');
    await agentSays(page, /degrees\./);
    await phase(page, 'listening');
    const texts = await rows(page);
    const place = (words: RegExp) => texts.findIndex((row) => words.test(row));
    expect(texts[0]).toMatch(/weather/i);
    expect(texts[0]).toMatch(/london/i);
    expect(texts[place(/get_weather/)]).toContain('Done');
    expect(place(/get_weather/)).toBeGreaterThan(0);
    expect(place(/^Agent[^]*In London it is [a-z ]+, at \d+ degrees\./)).toBeGreaterThan(
      place(/get_weather/),
    );
    // At the speaker: silence while the user spoke, then seconds of speech, then silence.
    const heard = await loudness(page);
    const isLoud = heard.map((sample) => sample.level > AUDIBLE);
    const first = isLoud.indexOf(true);
    const last = isLoud.lastIndexOf(true);
    expect(heard.findLastIndex((sample) => sample.phase === 'user-speaking')).toBeGreaterThan(0);
    expect(heard.findLastIndex((sample) => sample.phase === 'user-speaking')).toBeLessThan(first);
    expect((heard[last]?.atMs ?? 0) - (heard[first]?.atMs ?? 0)).toBeGreaterThan(1_000);
    await page.waitForFunction(
      ([from, level]) => {
        const after = instruments.loudness.slice(from + 1);
        return after.length > 25 && after.every((sample) => sample.level <= level);
      },
      [last, AUDIBLE] as const,
    );
    expect(lastSession().loudest).toBeGreaterThan(AUDIBLE);
    expect(await page.locator('.repartee-latency').innerText()).toMatch(/\d (ms|s)$/);
  });

  it('is interrupted by the user’s voice, and the vendor learns how much was heard', async () => {
    const words = await createSpeechWav({ text: 'Please tell me a joke instead.' });
    const page = await demo.open({ isMicrophoneHeld: true });
    await begin(page);
    await live(page);
    await write(page, 'Tell me a long story');
    await untilAudible(page);
    await page.evaluate((wav) => speak(wav), Buffer.from(words).toString('base64'));
    // A phase can be shorter than the polling interval, so the test reads the recorded samples.
    await page.waitForFunction(
      () => {
        const phases = instruments.loudness.map((sample) => sample.phase);
        const cut = phases.findIndex((now, at) => now === 'user-speaking' && phases[at - 1] === 'speaking');
        return cut > 0 && phases.indexOf('thinking', cut) > 0;
      },
      null,
      { timeout: 60_000 },
    );
    const truncations = framesIn('conversation.item.truncate').map((note) =>
      Number(note.frame['audio_end_ms']),
    );
    expect(truncations).toHaveLength(1);
    expect(truncations[0]).toBeGreaterThan(0);
    expect((await rows(page)).join('\n')).toMatch(/Interrupted after/);
    // Once the user is speaking, the speaker is silent after the fade.
    const heard = await loudness(page);
    const cut = heard.findIndex(
      (sample, at) => sample.phase === 'user-speaking' && heard[at - 1]?.phase === 'speaking',
    );
    expect(cut).toBeGreaterThan(0);
    const rest = heard.slice(cut + 5);
    const turn = rest.slice(
      0,
      rest.findIndex((sample) => sample.phase !== 'user-speaking'),
    );
    expect(turn.length).toBeGreaterThan(5);
    expect(Math.max(...turn.map((sample) => sample.level))).toBeLessThan(AUDIBLE);
    await agentSays(page, /joke about latency/);
  });
});

describe('the controls', () => {
  it('stop silences the answer at once, and the vendor learns how much was heard', async () => {
    const page = await demo.open();
    await begin(page);
    await live(page);
    await write(page, 'Tell me a long story');
    await untilAudible(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.repartee-row-note', { hasText: /Interrupted after/ }).waitFor();
    // Half a second of samples after the interruption: silence after the fade.
    const count = await page.evaluate(() => instruments.loudness.length);
    await page.waitForFunction((from) => instruments.loudness.length > from + 25, count);
    const after = await page.evaluate(
      (from) => instruments.loudness.slice(from + 5).map((s) => s.level),
      count,
    );
    expect(Math.max(...after)).toBeLessThan(AUDIBLE);
    const [truncation] = framesIn('conversation.item.truncate');
    const heardMs = Number(truncation?.frame['audio_end_ms']);
    const shown = /Interrupted after ([\d.]+) s/.exec((await rows(page)).join(' '))?.[1];
    expect(Number(shown)).toBeCloseTo(heardMs / 1000, 1);
  });

  it('a voice over the agent is seen on the stage of a panel', async () => {
    const words = await createSpeechWav({ text: 'Please tell me a joke instead.' });
    const page = await demo.open({ isMicrophoneHeld: true, path: '/?screen=panel&transport=websocket' });
    await page.getByRole('button', { name: 'Start talking' }).click();
    await page.getByRole('button', { name: 'Conversation' }).click();
    await write(page, 'Tell me a long story');
    await untilAudible(page);
    // The signs pass, so the page keeps them.
    await page.evaluate(() => {
      const { dataset } = document.body;
      const sign = '.repartee-panel .repartee-interruption';
      new MutationObserver(() => {
        const shown = document.querySelector(sign)?.getAttribute('data-interruption');
        if (shown) dataset['signs'] = `${dataset['signs'] ?? ''} ${shown}`;
      }).observe(document.body, { subtree: true, attributeFilter: ['data-interruption'] });
    });
    await page.evaluate((wav) => speak(wav), Buffer.from(words).toString('base64'));
    await page.locator('body[data-signs~="yielded"]').waitFor({ timeout: 60_000 });
  });

  it('nothing of the user’s voice leaves while muted, and the silence in its place ends', async () => {
    const wav = await createSpeechWav({ text: 'What is the weather like in London?' });
    const words = Buffer.from(wav).toString('base64');
    const page = await demo.open({ isMicrophoneHeld: true });
    const mute = page.getByRole('button', { name: 'Mute', exact: true });
    await begin(page);
    await live(page);
    await expect.poll(() => lastSession().receivedMs).toBeGreaterThan(0);
    await mute.click();
    await page.evaluate((voice) => speak(voice), words);
    await write(page, 'Tell me a joke');
    await phase(page, 'speaking');
    await phase(page, 'listening');
    await page.waitForFunction(() => spokenMs() === Infinity);
    // Digital silence went out until the vendor could find the end of speech. A second answer brings no more of it.
    const muted = lastSession().receivedMs;
    await write(page, 'hello');
    await phase(page, 'speaking');
    await phase(page, 'listening');
    expect(lastSession().loudest).toBe(0);
    expect(lastSession().receivedMs).toBe(muted);
    // The same voice is heard once the user is not muted any more.
    await mute.click();
    await page.evaluate((voice) => speak(voice), words);
    await expect.poll(() => lastSession().loudest, { timeout: 60_000 }).toBeGreaterThan(AUDIBLE);
  });

  it('text only never asks for the microphone', async () => {
    const page = await demo.open();
    await page.getByRole('button', { name: 'Text only' }).click();
    await page.getByRole('button', { name: 'Start writing' }).click();
    await live(page);
    await write(page, 'What is the weather in Oslo?');
    await agentSays(page, /In Oslo it is/);
    expect(await page.evaluate(() => instruments.microphoneCalls)).toBe(0);
  });

  it('a refused microphone is explained', async () => {
    const page = await demo.open({ isMicrophoneAllowed: false });
    await begin(page);
    const notice = page.locator('.repartee-connection[data-code="microphone-denied"]');
    await notice.waitFor();
    const told = await notice.innerText();
    expect(told).toContain('microphone is blocked');
    expect(told).toContain('Allow it in the site settings');
    expect(await page.evaluate(() => instruments.openSockets)).toBe(0);
  });

  it('on a phone, the conversation starts and ends below the open pane', async () => {
    const page = await demo.open();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('textbox', { name: 'Write a message' }).waitFor();
    await begin(page);
    await end(page);
    // The stage is behind the pane.
    await page.locator('.repartee-status[data-status="closed"]').waitFor({ state: 'attached' });
  });

  it('one click continues in writing where there is no microphone', async () => {
    const page = await demo.open({ isMicrophoneAllowed: false });
    await begin(page);
    await page.getByRole('button', { name: 'Continue in writing' }).click();
    const composer = page.getByRole('textbox', { name: 'Write a message' });
    await expect.poll(() => composer.evaluate((field) => field === document.activeElement)).toBe(true);
    await live(page);
    await write(page, 'hello');
    await page.locator('.repartee-row[data-role="agent"]').waitFor();
    expect(await page.evaluate(() => instruments.microphoneCalls)).toBe(1);
  });

  it('an example starts the conversation, and the focus goes on to the composer', async () => {
    const page = await demo.open();
    await page.getByRole('button', { name: 'Tell me a joke' }).click();
    const composer = page.getByRole('textbox', { name: 'Write a message' });
    await expect.poll(() => composer.evaluate((field) => field === document.activeElement)).toBe(true);
    await agentSays(page, /joke about latency|microphone break up/);
  });

  it('the conversation goes on in writing, and aloud again', async () => {
    const page = await demo.open();
    await begin(page);
    await live(page);
    await write(page, 'hello');
    await phase(page, 'speaking');
    await phase(page, 'listening');
    const sessions = demo.emulator.sessions.length;
    const before = (await rows(page)).length;
    await page.getByRole('button', { name: 'Text only' }).click();
    await expect.poll(() => page.evaluate(() => instruments.liveTracks)).toBe(0);
    await write(page, 'What is the weather in Oslo?');
    await agentSays(page, /In Oslo it is/);
    await page.getByRole('button', { name: 'Voice', exact: true }).click();
    await expect.poll(() => page.evaluate(() => instruments.liveTracks)).toBe(1);
    expect((await rows(page)).length).toBeGreaterThan(before);
    expect(demo.emulator.sessions).toHaveLength(sessions);
  });

  it('a setting that would end the conversation asks first', async () => {
    const page = await demo.open();
    await begin(page);
    await live(page);
    await write(page, 'hello');
    await page.getByRole('button', { name: 'Settings' }).click();
    const transport = page.getByLabel('Transport');
    await transport.selectOption('webrtc');
    await page.getByRole('button', { name: 'Keep this conversation' }).click();
    expect(await transport.inputValue()).toBe('websocket');
    await live(page);
    await transport.selectOption('webrtc');
    await page.getByRole('button', { name: 'Start a new one' }).click();
    await page.getByRole('button', { name: 'Start talking' }).waitFor();
    expect(await transport.inputValue()).toBe('webrtc');
    expect(await rows(page)).toEqual([]);
    await expect.poll(() => lastSession().isOpen).toBe(false);
  });

  it('a voice is selected before the start, and a change during the conversation waits for the next', async () => {
    const page = await demo.open();
    const voice = VENDORS[0]?.voices[1] ?? '';
    await page.getByText('Settings').click();
    const picker = page.getByRole('combobox', { name: /^Voice/ });
    await picker.selectOption(voice);
    await begin(page);
    await live(page);
    const [update] = framesIn('session.update');
    expect(update?.frame).toMatchObject({ session: { audio: { output: { voice } } } });
    const next = VENDORS[0]?.voices[2] ?? '';
    await picker.selectOption(next);
    await page.getByText('Voice (applied to the next conversation)').waitFor();
    await end(page);
    await ended(page);
    await begin(page);
    await live(page);
    expect(framesIn('session.update').at(-1)?.frame).toMatchObject({
      session: { audio: { output: { voice: next } } },
    });
    expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  });

  it('end releases the microphone and names the reason', async () => {
    const page = await demo.open();
    await begin(page);
    await live(page);
    await expect.poll(() => page.evaluate(() => instruments.liveTracks)).toBe(1);
    await end(page);
    await page.getByText('You ended the conversation.').waitFor();
    expect(await page.evaluate(() => instruments.liveTracks)).toBe(0);
    await expect.poll(() => lastSession().isOpen).toBe(false);
  });

  it('a tool changes the page', async () => {
    const page = await demo.open();
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await paper();
    await begin(page);
    await live(page);
    await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
    await agentSays(page, /The page is dark now/);
    expect(await paper()).not.toBe(light);
  });

  it('a reload closes one connection and opens another', async () => {
    const before = demo.emulator.sessions.length;
    const page = await demo.open();
    await begin(page);
    await live(page);
    expect(demo.emulator.sessions.length).toBe(before + 1);
    await page.reload();
    await begin(page);
    await live(page);
    expect(demo.emulator.sessions.length).toBe(before + 2);
    await expect.poll(() => demo.emulator.sessions.filter((session) => session.isOpen).length).toBe(1);
  });

  it('the instruments count what stays open', async () => {
    const page = await demo.open();
    await page.getByRole('button', { name: 'Start talking' }).waitFor();
    const opened = await page.evaluate(async () => {
      const { liveTracks } = instruments;
      await navigator.mediaDevices.getUserMedia({ audio: true });
      const read = () => [
        instruments.openContexts,
        instruments.openSockets,
        instruments.timers,
        instruments.listeners,
      ];
      // From here on nothing of the page's own runs in between.
      const before = read();
      const context = new AudioContext();
      document.addEventListener('visibilitychange', () => context);
      globalThis.addEventListener('offline', () => context);
      navigator.mediaDevices.addEventListener('devicechange', () => context);
      setTimeout(() => context, 1_000_000);
      setInterval(() => context, 1_000_000);
      // No server listens there, so the counters are read before the socket fails.
      const socket = new WebSocket('ws://127.0.0.1:9');
      const after = read();
      socket.close();
      return [instruments.liveTracks - liveTracks, ...after.map((count, at) => count - (before[at] ?? 0))];
    });
    // A track, a context, a socket, two timers and three listeners.
    expect(opened).toEqual([1, 1, 1, 2, 3]);
  });

  it('five conversations leave no track, context, socket, timer or listener', async () => {
    const page = await demo.open();
    const once = async () => {
      await begin(page);
      await live(page);
      await end(page);
      await ended(page);
    };
    await once();
    await expect
      .poll(() => leftovers(page))
      .toMatchObject({ liveTracks: 0, openContexts: 0, openSockets: 0, timers: 0 });
    const rest = await leftovers(page);
    for (let call = 1; call < 5; call += 1) await once();
    await expect.poll(() => leftovers(page)).toEqual(rest);
    await expect.poll(() => demo.emulator.sessions.filter((session) => session.isOpen).length).toBe(0);
  });
});

describe('the environment of a product', () => {
  it('works under a content security policy that allows only its own files', async () => {
    const policy = `default-src 'self'; connect-src 'self' ${demo.emulator.origin.replace('http', 'ws')}`;
    const strict = readFileSync(path.join(demo.dist, 'index.html'), 'utf8').replace(
      '<head>',
      `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`,
    );
    writeFileSync(path.join(demo.dist, 'strict.html'), strict);
    const page = await demo.open({ path: '/strict.html?transport=websocket' });
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    // The policy is in force: it refuses a worklet from a blob.
    const blob = await page.evaluate(async () => {
      const url = URL.createObjectURL(new Blob(['export {}'], { type: 'text/javascript' }));
      return await new OfflineAudioContext(1, 1, 48_000).audioWorklet.addModule(url).then(
        () => 'loaded',
        () => 'refused',
      );
    });
    expect(blob).toBe('refused');
    violations.length = 0;
    await begin(page);
    await live(page);
    await write(page, 'hello');
    await untilAudible(page);
    expect(violations).toEqual([]);
  });

  it('explains that a file could not be loaded', async () => {
    const page = await demo.open();
    await page.route(`**/assets/${VENDORS[0]?.id}-*.js`, (route) => route.abort());
    await page.reload();
    await page.getByText('could not be loaded').waitFor();
  });

  it('explains that its server cannot be reached', async () => {
    const page = await demo.open();
    await page.route('**/api/config', (route) => route.abort());
    await page.reload();
    await page.getByText('The demo’s server cannot be reached').waitFor();
  });

  it('explains that it got no credential, and tries again by a click', async () => {
    const page = await demo.open();
    await page.route('**/credential?*', (route) => route.abort());
    await begin(page);
    await page.getByText('could not get permission to connect').waitFor();
    expect(await page.evaluate(() => instruments.liveTracks)).toBe(0);
    await page.unroute('**/credential?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await live(page);
  });
});
