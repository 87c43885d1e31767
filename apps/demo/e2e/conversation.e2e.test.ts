import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSpeechWav } from '@repartee/emulator';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { VENDORS } from '../src/vendors.ts';
import { startDemo } from './start-demo.ts';
import type { Demo } from './start-demo.ts';

/** Louder than any silence, softer than any speech. */
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
  if (!session) throw new Error('Nobody has connected.');
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
  it('hears the words, runs the tool, answers aloud and writes all of it down in order', async () => {
    const page = await demo.open({ hears: 'What is the weather like in London?' });
    await begin(page);
    await phase(page, 'user-speaking');
    await untilAudible(page);
    await phase(page, 'speaking');
    await agentSays(page, /degrees\./);
    await phase(page, 'listening');
    const said = await rows(page);
    const place = (words: RegExp) => said.findIndex((row) => words.test(row));
    expect(said[0]).toMatch(/weather/i);
    expect(said[0]).toMatch(/london/i);
    expect(said[place(/get_weather/)]).toContain('Done');
    expect(place(/get_weather/)).toBeGreaterThan(0);
    expect(place(/^Agent[^]*In London it is [a-z ]+, at \d+ degrees\./)).toBeGreaterThan(
      place(/get_weather/),
    );
    // What left for the speaker: nothing while the user spoke, then speech of some seconds, then nothing again.
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

  it('is cut off by the user’s voice, and the vendor is told how much was heard', async () => {
    const words = await createSpeechWav({ text: 'Please tell me a joke instead.' });
    const page = await demo.open({ isMicrophoneHeld: true });
    await begin(page);
    await live(page);
    await write(page, 'Tell me a long story');
    await untilAudible(page);
    await page.evaluate((wav) => speak(wav), Buffer.from(words).toString('base64'));
    // Phases may be shorter than the pauses between two looks, so it is the record that is looked at.
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
    // From the moment that the user has the word, but for the fade under way, nothing leaves for the speaker.
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
  it('stop silences the answer at once and tells the vendor how much was heard', async () => {
    const page = await demo.open();
    await begin(page);
    await live(page);
    await write(page, 'Tell me a long story');
    await untilAudible(page);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/Interrupted after/).waitFor();
    // Half a second of samples after the cut: silence but for the fade that was already on its way to the ear.
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

  it('mute lets nothing out', async () => {
    const page = await demo.open();
    await begin(page);
    await live(page);
    await expect.poll(() => lastSession().receivedMs).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Mute' }).click();
    await write(page, 'hello');
    await expect.poll(() => framesIn('response.create').length).toBe(1);
    const muted = lastSession().receivedMs;
    await phase(page, 'speaking');
    await phase(page, 'listening');
    expect(lastSession().receivedMs).toBe(muted);
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

  it('a microphone that is refused is explained in plain words', async () => {
    const page = await demo.open({ isMicrophoneAllowed: false });
    await begin(page);
    await page.getByRole('alert').waitFor();
    const told = await page.getByRole('alert').innerText();
    expect(told).toContain('microphone is blocked');
    expect(told).toContain('Allow it in the site settings');
    expect(await page.evaluate(() => instruments.openSockets)).toBe(0);
  });

  it('whoever has no microphone goes on in writing', async () => {
    const page = await demo.open({ isMicrophoneAllowed: false });
    await begin(page);
    await page.getByRole('button', { name: 'Go on in writing' }).click();
    await page.getByRole('button', { name: 'Start writing' }).click();
    await live(page);
    await write(page, 'hello');
    await page.locator('.repartee-row[data-role="agent"]').waitFor();
    expect(await page.evaluate(() => instruments.microphoneCalls)).toBe(1);
  });

  it('a voice is chosen before the start, and stays while the conversation lasts', async () => {
    const page = await demo.open();
    const voice = VENDORS[0]?.voices[1] ?? '';
    await page.getByText('Settings').click();
    const picker = page.getByRole('combobox', { name: /^Voice/ });
    await picker.selectOption(voice);
    await begin(page);
    await live(page);
    const [update] = framesIn('session.update');
    expect(update?.frame).toMatchObject({ session: { audio: { output: { voice } } } });
    expect(await picker.isDisabled()).toBe(true);
    await end(page);
    await ended(page);
    expect(await picker.isEnabled()).toBe(true);
  });

  it('end releases the microphone, and says who ended it', async () => {
    const page = await demo.open();
    await begin(page);
    await live(page);
    await expect.poll(() => page.evaluate(() => instruments.liveTracks)).toBe(1);
    await end(page);
    await page.getByText('You ended the conversation.').waitFor();
    expect(await page.evaluate(() => instruments.liveTracks)).toBe(0);
    await expect.poll(() => lastSession().isOpen).toBe(false);
  });

  it('a tool changes the page when it is asked to', async () => {
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

  it('the instruments see what is left open', async () => {
    const page = await demo.open();
    await page.getByRole('button', { name: 'Start talking' }).waitFor();
    const before = await leftovers(page);
    const after = await page.evaluate(async () => {
      const context = new AudioContext();
      document.addEventListener('visibilitychange', () => context);
      globalThis.addEventListener('offline', () => context);
      navigator.mediaDevices.addEventListener('devicechange', () => context);
      setTimeout(() => context, 1_000_000);
      setInterval(() => context, 1_000_000);
      await navigator.mediaDevices.getUserMedia({ audio: true });
      // Nobody answers there, so this one is read before it can fail.
      const socket = new WebSocket('ws://127.0.0.1:9');
      const { liveTracks, openContexts, openSockets, timers, listeners } = instruments;
      socket.close();
      return { liveTracks, openContexts, openSockets, timers, listeners };
    });
    expect(after).toEqual({
      liveTracks: before.liveTracks + 1,
      openContexts: before.openContexts + 1,
      openSockets: before.openSockets + 1,
      timers: before.timers + 2,
      listeners: before.listeners + 3,
    });
  });

  it('fifty calls leave no track, context, socket, timer or listener', async () => {
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
      .toMatchObject({ liveTracks: 0, openContexts: 0, openSockets: 0 });
    const rest = await leftovers(page);
    for (let call = 1; call < 50; call += 1) await once();
    await expect.poll(() => leftovers(page)).toEqual(rest);
    await expect.poll(() => demo.emulator.sessions.filter((session) => session.isOpen).length).toBe(0);
  });
});

describe('what a product has around it', () => {
  it('speaks under a content policy that allows no code but its own files', async () => {
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
    // The policy is in force: code in a blob, as worklets are often made of, is refused.
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

  it('says in plain words that a part of it could not be loaded', async () => {
    const page = await demo.open();
    await page.route(`**/assets/${VENDORS[0]?.id}-*.js`, (route) => route.abort());
    await page.reload();
    await page.getByText('could not be loaded').waitFor();
  });

  it('says in plain words that its server is gone', async () => {
    const page = await demo.open();
    await page.route('**/api/config', (route) => route.abort());
    await page.reload();
    await page.getByText('The demo’s server cannot be reached').waitFor();
  });

  it('says in plain words that it got no permission to connect, and tries again when asked', async () => {
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
