import { expect, vi } from 'vitest';
import type { Vendor } from '../../../apps/demo/src/vendors.ts';
import type { PageReport } from '../page/main.ts';
import type { Figures } from './figures.ts';
import type { Room } from './room.ts';
import { SPOKEN, wordsOf } from './words.ts';
import type { Words } from './words.ts';

/** Work, not waiting, fills these tests: the limit is there for what hangs, also on a machine that is busy. */
const PATIENCE = { timeout: 150_000, interval: 100 };

/** A vendor and a transport. */
export interface Way {
  readonly vendor: Vendor;
  readonly transport: 'websocket' | 'webrtc';
}

/** Holds one conversation in a room: what is done is what a user does, and what is asserted is what is heard in the room. */
export class Conversation {
  readonly figures: Figures = {};
  readonly #room: Room;
  readonly #way: Way;
  /** The agent's answers, with the words that the room's recogniser wrote down. */
  readonly #heard: { readonly said: string; readonly understood: string }[] = [];

  constructor(room: Room, way: Way) {
    this.#room = room;
    this.#way = way;
  }

  async open(more = ''): Promise<void> {
    const { driver, address } = this.#room;
    const { vendor, transport } = this.#way;
    this.#room.answer = 'joke';
    await driver.open(`${address}?vendor=${vendor.id}&transport=${transport}${more}`);
    await vi.waitUntil(() => driver.evaluate(() => document.title === 'ready'), PATIENCE);
  }

  report(): Promise<PageReport> {
    return this.#room.driver.evaluate(() => kit.report());
  }

  /** Waits until the page is in a state; a failure shows the last report. */
  async until(isSo: (report: PageReport) => unknown): Promise<PageReport> {
    let report = await this.report();
    await vi
      .waitUntil(async () => {
        report = await this.report();
        return isSo(report);
      }, PATIENCE)
      .catch((cause: unknown) => {
        const seen = JSON.stringify(report, null, 1);
        throw new Error(`The page did not come to ${isSo.toString()}; it is at ${seen}`, { cause });
      });
    return report;
  }

  /** Connects by a click. An agent that speaks first is heard to its end. */
  async begin(): Promise<void> {
    await this.#room.driver.click('#connect');
    await this.until(({ status, refusal }) => status === 'live' || refusal);
    expect((await this.report()).refusal).toBeNull();
    if (!this.#way.vendor.speaksFirst) return;
    await this.until(({ messages }) => messages.some(isAnswer));
    await this.#quiet();
  }

  /** Waits until nothing more is said, nor about to be. */
  async #quiet(): Promise<void> {
    const { loudspeaker } = this.#room.pulse.tapes;
    await this.until(({ phase }) => phase === 'listening');
    const from = loudspeaker.nowMs;
    await vi.waitUntil(() => loudspeaker.silenceAfter(from) !== null, PATIENCE);
  }

  /** Asks by voice and hears the answer: its words are written down from what was played in the room. */
  async ask(words: Words, sink: 'words' | 'headset' = 'words'): Promise<void> {
    const { pulse } = this.#room;
    const { loudspeaker } = pulse.tapes;
    const before = (await this.report()).messages.filter(isAnswer).length;
    const from = pulse.tapes[sink].nowMs;
    await this.#room.say(words, sink);
    await this.hearAnswer(before, from);
    const spoken = pulse.tapes[sink].soundAfter(from);
    const end = spoken && pulse.tapes[sink].silenceAfter(spoken);
    const heard = end && loudspeaker.soundAfter(end);
    if (end && heard) this.figures.firstSoundMs ??= Math.round(heard - end);
  }

  /** Hears the next answer to its end. */
  async hearAnswer(before: number, from: number): Promise<void> {
    const { loudspeaker } = this.#room.pulse.tapes;
    await this.until(({ messages }) => messages.filter(isAnswer).length > before);
    await this.#quiet();
    const { messages } = await this.report();
    const said = messages.findLast(isAnswer)?.text ?? '';
    expect(loudspeaker.soundMs(from)).toBeGreaterThan(500);
    const understood = await this.#room.writeDown(loudspeaker.soundAfter(from) ?? from, loudspeaker.nowMs);
    const wanted = wordsOf(said);
    const found = wanted.filter((word) => wordsOf(understood).includes(word));
    this.#heard.push({ said, understood });
    const share = wanted.length === 0 ? 0 : Math.round((100 * found.length) / wanted.length);
    this.figures.understood = Math.max(this.figures.understood ?? 0, share);
    this.figures.gapsMs ??= loudspeaker.gapsMs(from);
  }

  /** Speaks over a long answer: it falls silent, and another one follows. */
  async interrupt(): Promise<void> {
    const { pulse } = this.#room;
    const { words, loudspeaker } = pulse.tapes;
    const begun = loudspeaker.nowMs;
    this.#room.answer = 'story';
    await this.#room.say('story');
    await this.until(({ phase, messages }) => phase === 'speaking' && messages.some(isStory));
    await vi.waitUntil(() => loudspeaker.soundMs(begun) > 1_500, PATIENCE);
    const before = (await this.report()).messages.filter(isAnswer).length;
    const from = words.nowMs;
    this.#room.answer = 'joke';
    await this.#room.say('instead');
    await this.until(({ messages }) => messages.some((one) => isStory(one) && one.state === 'interrupted'));
    const onset = words.soundAfter(from) ?? from;
    await vi.waitUntil(() => loudspeaker.silenceAfter(onset) !== null, PATIENCE);
    this.figures.silenceMs = Math.round((loudspeaker.silenceAfter(onset) ?? onset) - onset);
    await this.hearAnswer(before, loudspeaker.nowMs);
  }

  /** Ends the conversation: the room has understood the agent, and no program listens to a microphone or plays a sound any more. */
  async end(): Promise<void> {
    // On a machine that is busy a sentence may be torn. Not all of them are.
    expect(this.figures.understood, JSON.stringify(this.#heard)).toBeGreaterThan(0);
    const { messages } = await this.report();
    const asked = messages.filter(({ role }) => role === 'user').flatMap(({ text }) => wordsOf(text));
    expect(
      asked.some((word) => wordsOf(Object.values(SPOKEN).join(' ')).includes(word)),
      asked.join(' '),
    ).toBe(true);
    await this.#room.driver.evaluate(() => kit.session.close());
    await this.until(({ status }) => status === 'closed');
    await vi.waitUntil(async () => {
      const { microphones, speakers } = await this.#room.pulse.countStreams();
      return microphones === 0 && speakers === 0;
    }, PATIENCE);
  }

  /** Keeps the user's voice from leaving. */
  async mute(): Promise<void> {
    const { driver, emulator } = this.#room;
    await driver.evaluate(() => kit.session.microphone.setMuted(true));
    const record = emulator.sessions.at(-1);
    const before = record?.receivedAudio.byteLength ?? 0;
    const turns = async () => (await this.report()).messages.filter(({ role }) => role === 'user').length;
    const count = await turns();
    await this.#room.say('joke');
    expect(record?.receivedAudio.subarray(before).every((byte) => byte === 0)).toBe(true);
    expect(await turns()).toBe(count);
    await driver.evaluate(() => kit.session.microphone.setMuted(false));
    await this.ask('joke');
  }

  async pushToTalk(): Promise<void> {
    const { driver, pulse } = this.#room;
    const before = (await this.report()).messages.filter(isAnswer).length;
    await driver.evaluate(() => {
      kit.session.setInputMode('push-to-talk');
      kit.session.turn.begin();
    });
    const from = pulse.tapes.loudspeaker.nowMs;
    await this.#room.say('joke');
    await driver.evaluate(() => kit.session.turn.end());
    await this.hearAnswer(before, from);
    await driver.evaluate(() => kit.session.setInputMode('hands-free'));
  }

  /** Takes a microphone of another rate, and is heard through it. */
  async changeMicrophone(): Promise<void> {
    const { driver } = this.#room;
    await driver.evaluate(async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      const headset = devices.find(({ kind, label }) => kind === 'audioinput' && label.includes('Headset'));
      if (!headset) throw new Error(`There is no headset among ${devices.map(({ label }) => label).join()}.`);
      await kit.session.microphone.select({ deviceId: headset.deviceId });
    });
    await this.ask('joke', 'headset');
    await driver.evaluate(() => kit.session.microphone.select({}));
    await this.ask('joke');
  }

  /** Loses the connection, and goes on. */
  async reconnect(): Promise<void> {
    const { connection } = await this.report();
    this.#room.emulator.sessions.at(-1)?.drop();
    await this.until((report) => report.status === 'live' && report.connection > connection);
    await this.ask('joke');
  }

  /** Writes, in a page that never asks for the microphone. */
  async write(): Promise<void> {
    await this.open('&written');
    await this.begin();
    const { driver, pulse } = this.#room;
    const from = pulse.tapes.loudspeaker.nowMs;
    await driver.evaluate(() => void kit.session.sendText('Tell me a joke.'));
    await this.hearAnswer(0, from);
    expect((await pulse.countStreams()).microphones).toBe(0);
    await this.end();
  }
}

type Message = PageReport['messages'][number];

const isAnswer = ({ role, text }: Message) => role === 'agent' && text !== '';
const isStory = ({ role, text }: Message) => role === 'agent' && /once upon/i.test(text);
