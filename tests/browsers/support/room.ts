import { createEmulator, createRecognizer, createSpeechWav } from '../../../packages/emulator/src/index.ts';
import type { EmulatedAgent, Emulator } from '../../../packages/emulator/src/index.ts';
import type { Driver } from './driver.ts';
import { startPulse } from './pulse.ts';
import type { Pulse } from './pulse.ts';
import { launchWithPuppeteer } from './puppeteer-driver.ts';
import { servePage } from './serve-page.ts';
import { launchWebKit } from './webkit-driver.ts';
import { ANSWERS, SPOKEN } from './words.ts';
import type { Words } from './words.ts';

/** An engine, and where its browser is; empty where there is none. */
export const ENGINES = {
  firefox: process.env['REPARTEE_FIREFOX'] ?? '',
  webkit: process.env['REPARTEE_WEBKIT'] ?? '',
  chromium: process.env['REPARTEE_CHROMIUM'] ?? '',
} as const;

export type Engine = keyof typeof ENGINES;

/** A browser in a room with a microphone and a loudspeaker, and the vendors that it connects to. */
export interface Room {
  readonly driver: Driver;
  readonly emulator: Emulator;
  readonly pulse: Pulse;
  readonly address: string;
  /** The agent's answers from now on. @default 'joke' */
  answer: keyof typeof ANSWERS;
  /** Says words into a microphone, to their end. */
  say(words: Words, sink?: 'words' | 'headset'): Promise<void>;
  /** Writes down what was played into a sink between two moments. @param sink - by default that of the browser */
  writeDown(fromMs: number, toMs: number, sink?: 'words' | 'loudspeaker'): Promise<string>;
  close(): Promise<void>;
}

/** A browser or the sound server does not start on this machine. Nothing of the kit has run by then. */
export class MachineFault extends Error {}

async function start<Started>(name: string, starting: Promise<Started>): Promise<Started> {
  return starting.catch((cause: unknown) => {
    throw new MachineFault(`${name} could not be started here: ${String(cause)}`, { cause });
  });
}

/** Opens a room for one engine. @throws MachineFault */
export async function openRoom(engine: Engine): Promise<Room> {
  const spoken = new Map<Words, Uint8Array>();
  for (const words of Object.keys(SPOKEN) as Words[])
    spoken.set(words, await createSpeechWav({ text: SPOKEN[words] }));
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).toReversed()) await end();
  };
  try {
    const pulse = await start('PulseAudio', startPulse());
    closers.push(() => pulse.close());
    const agent: EmulatedAgent = { respond: () => [{ type: 'speech', text: ANSWERS[room.answer] }] };
    const emulator = await createEmulator({ port: 0, agent });
    closers.push(() => emulator.close());
    const page = await servePage(emulator.origin);
    closers.push(() => page.close());
    const path = ENGINES[engine];
    const driver = await start(
      path,
      engine === 'webkit' ? launchWebKit(path, pulse.env) : launchWithPuppeteer(engine, path, pulse.env),
    );
    closers.push(() => driver.close());
    const recognizer = createRecognizer();
    closers.push(() => recognizer.close());
    const room: Room = {
      answer: 'joke',
      driver,
      emulator,
      pulse,
      address: page.address,
      say: (words, sink) => pulse.play(spoken.get(words) ?? new Uint8Array(), sink),
      async writeDown(fromMs, toMs, sink = 'loudspeaker') {
        const recognition = recognizer.begin(() => {});
        recognition.push(pulse.tapes[sink].samples(fromMs, toMs));
        return (await recognition.finish()) ?? '';
      },
      close,
    };
    return room;
  } catch (error) {
    await close();
    throw error;
  }
}
