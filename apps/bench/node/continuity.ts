import { listEntries } from '@repartee/core';
import type { Kit } from '../../../packages/emulator/test/continuity/kit.ts';
import { kits as cartesia } from '../../../packages/emulator/test/continuity/kits/cartesia.ts';
import { kits as elevenlabs } from '../../../packages/emulator/test/continuity/kits/elevenlabs.ts';
import { kits as gemini } from '../../../packages/emulator/test/continuity/kits/gemini.ts';
import { kits as openai } from '../../../packages/emulator/test/continuity/kits/openai.ts';
import { isMessage, VirtualKit } from '../../../packages/emulator/test/continuity/virtual-kit.ts';
import type { Sample } from './report.ts';

/** The number of times that a connection is cut, each time a little later. */
const DROPS = 10;

/** The accuracy of times that are read off the clock, in milliseconds. */
const STEP_MS = 20;

/** The time between the cuts, in milliseconds. */
const APART_MS = 60;

const QUESTION = 'tell me a story';
const QUESTION_MS = 800;

/** Below this level nothing is heard. */
const SILENT = 0.001;

/** A conversation that has begun, in virtual time: nothing but the kit and the vendor's rules takes any. */
async function begin(kit: Kit): Promise<VirtualKit> {
  const world = await VirtualKit.create({ kit });
  const error = await world.connect();
  if (error) throw new Error(`${kit.name} cannot connect.`, { cause: error });
  await world.untilQuiet();
  return world;
}

const cut = (world: VirtualKit) => world.emulator.sessions.at(-1)?.inject({ kind: 'drop', how: 'reset' });

const isAudible = (world: VirtualKit) => world.session.speaker.level() > SILENT;

/** The connection is cut while the agent speaks. Returns the time in which nothing is heard and the agent hears nothing. */
async function cutAnswer(kit: Kit, atMs: number): Promise<number> {
  const world = await begin(kit);
  world.speak(QUESTION);
  await world.until(() => world.state.phase === 'speaking');
  await world.pass(atMs);
  cut(world);
  let silentMs = 0;
  for (let passedMs = 0; passedMs < 30_000; passedMs += STEP_MS) {
    await world.pass(STEP_MS);
    if (world.state.status === 'live') break;
    if (!isAudible(world)) silentMs += STEP_MS;
  }
  await world.close();
  return silentMs;
}

/** The speech in the transcript, in milliseconds. */
function transcribedMs({ session, recognizer }: VirtualKit): number {
  const rows = listEntries(session.store.getState().transcript)
    .filter(isMessage)
    .map(({ text }) => text.toLowerCase());
  return recognizer.written
    .filter(({ text }) => text !== '' && rows.some((row) => row.includes(text)))
    .reduce((sum, { voicedMs }) => sum + voicedMs, 0);
}

interface TurnCut {
  readonly lostMs: number;
  /** From the end of the speech to the answer; `null` where none came. */
  readonly answeredMs: number | null;
}

/** The connection is cut while the user speaks; with `null` it is not. */
async function cutTurn(kit: Kit, atMs: number | null): Promise<TurnCut> {
  const world = await begin(kit);
  world.speak(QUESTION);
  await world.pass(atMs ?? QUESTION_MS);
  if (atMs !== null) {
    cut(world);
    await world.pass(QUESTION_MS - atMs);
  }
  const endedAtMs = world.clock.now();
  let answeredMs: number | null = null;
  // A greeting of the new conversation is not an answer.
  const isAnswer = () => world.state.latencies.length > 0 || world.session.speaker.level() > SILENT;
  for (let passedMs = 0; passedMs < 15_000 && answeredMs === null; passedMs += STEP_MS) {
    await world.pass(STEP_MS);
    if (isAnswer()) answeredMs = world.clock.now() - endedAtMs;
  }
  await world.untilQuiet();
  const lostMs = Math.max(0, QUESTION_MS - transcribedMs(world));
  await world.close();
  return { lostMs, answeredMs };
}

/** Measures what a cut costs the user, over every vendor's WebSocket. */
export async function measureContinuity(
  isTrial: boolean,
  onProgress: (what: string) => void,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const kit of [...openai, ...gemini, ...elevenlabs, ...cartesia]) {
    onProgress(`continuity, ${kit.name}`);
    const contender = kit.name;
    const uncut = await cutTurn(kit, null);
    for (let drop = 0; drop < (isTrial ? 1 : DROPS); drop += 1) {
      const atMs = 100 + drop * APART_MS;
      samples.push({ contender, name: 'continuity.silence', value: await cutAnswer(kit, atMs), floor: 0 });
      const { lostMs, answeredMs } = await cutTurn(kit, atMs);
      // The audio that the lost connection had received is gone with it.
      samples.push({ contender, name: 'continuity.speech-lost', value: lostMs, floor: atMs });
      if (answeredMs !== null && uncut.answeredMs !== null)
        samples.push({ contender, name: 'continuity.answer', value: answeredMs, floor: uncut.answeredMs });
    }
  }
  return samples;
}
