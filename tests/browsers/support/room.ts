import { createEmulator, createRecognizer, createSpeechWav } from '../../../packages/emulator/src/index.ts';
import type { EmulatedAgent, Emulator } from '../../../packages/emulator/src/index.ts';
import type { Driver } from './driver.ts';
import { startPulse } from './pulse.ts';
import type { Pulse } from './pulse.ts';
import { launchWithPuppeteer } from './puppeteer-driver.ts';
import { servePage } from './serve-page.ts';
import { launchWebKit } from './webkit-driver.ts';

/** An engine, and where its browser is; empty where there is none. */
export const ENGINES = {
  firefox: process.env['REPARTEE_FIREFOX'] ?? '',
  webkit: process.env['REPARTEE_WEBKIT'] ?? '',
  chromium: process.env['REPARTEE_CHROMIUM'] ?? '',
} as const;

export type Engine = keyof typeof ENGINES;

/** What is said to the agent. */
export const SPOKEN = {
  joke: 'Tell me a joke.',
  story: 'Tell me a very long story.',
  instead: 'Please tell me a joke instead.',
} as const;

export type Words = keyof typeof SPOKEN;

/** What the agent answers, whatever it has understood: on a machine that is busy the user's words may be torn. */
export const ANSWERS = {
  joke: 'Why did the microphone break up with the speaker? There was too much feedback.',
  story: [
    'Once upon a time there was a lighthouse keeper who had never seen the sea by day.',
    'She slept from dawn until dusk, and knew the water only by its sound and by the lights that crossed it.',
    'One morning a storm kept her awake, and when it had passed she opened the door.',
    'There it was, wide and green and quite calm, with a small boat far out that carried no light at all.',
    'She waved, and after a long while somebody in the boat waved back.',
  ].join(' '),
} as const;

/** A browser in a room with a microphone and a loudspeaker, and the vendors that it connects to. */
export interface Room {
  readonly driver: Driver;
  readonly emulator: Emulator;
  readonly pulse: Pulse;
  readonly address: string;
  /** What the agent answers from now on. @default 'joke' */
  answer: keyof typeof ANSWERS;
  /** Says words into a microphone, to their end. */
  say(words: Words, sink?: 'words' | 'headset'): Promise<void>;
  /** Writes down what was played in the room between two moments. */
  writeDown(fromMs: number, toMs: number): Promise<string>;
  close(): Promise<void>;
}

/** Opens a room for one engine. */
export async function openRoom(engine: Engine): Promise<Room> {
  const spoken = new Map<Words, Uint8Array>();
  for (const words of Object.keys(SPOKEN) as Words[])
    spoken.set(words, await createSpeechWav({ text: SPOKEN[words] }));
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).toReversed()) await end();
  };
  try {
    const pulse = await startPulse();
    closers.push(() => pulse.close());
    const agent: EmulatedAgent = { respond: () => [{ type: 'speech', text: ANSWERS[room.answer] }] };
    const emulator = await createEmulator({ port: 0, agent });
    closers.push(() => emulator.close());
    const page = await servePage(emulator.origin);
    closers.push(() => page.close());
    const path = ENGINES[engine];
    const driver = await (engine === 'webkit'
      ? launchWebKit(path, pulse.env)
      : launchWithPuppeteer(engine, path, pulse.env));
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
      async writeDown(fromMs, toMs) {
        const recognition = recognizer.begin(() => {});
        recognition.push(pulse.tapes.loudspeaker.samples(fromMs, toMs));
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
