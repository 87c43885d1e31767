import type { Contender, ContenderSession } from '../contender.ts';
import { answerFrames } from '../page/frames.ts';
import { vendorSide } from '../page/scripted-socket.ts';
import { forgetTaps, latestTap } from '../page/tap.ts';
import type { Tap } from '../page/tap.ts';

/** The amount of work of a figure: `full` for published results, `trial` to see whether everything runs. */
export type Size = 'full' | 'trial';

/** A measured value of one round, in the unit of its figure, beside the floor of the same round. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly floor?: number;
}

/** The input of a figure. */
export interface Round {
  readonly contender: Contender;
  readonly size: Size;
  /** 0 (included) to 1, the same for every contender of a round. */
  readonly random: () => number;
}

/** Something that is measured. */
export interface Figure {
  readonly name: string;
  run(round: Round): Promise<readonly Measurement[]>;
}

let answers = 0;

/** The frames of the next answer: every one has ids of its own. */
export function nextAnswer(): ReturnType<typeof answerFrames> {
  answers += 1;
  return answerFrames(answers);
}

/** Opens a session of a contender, uses it, and closes it however that ends. */
export async function withSession<Result>(
  { contender }: Round,
  measure: (session: ContenderSession) => Promise<Result>,
): Promise<Result> {
  const session = await contender.connect({ url: 'ws://bench.test/v1', credential: 'ek_bench' });
  try {
    return await measure(session);
  } finally {
    await session.close();
    forgetTaps();
  }
}

/** Opens a session whose speaker works: a short first answer has been heard on it. */
export function withSound<Result>(
  round: Round,
  measure: (session: ContenderSession, tap: Tap) => Promise<Result>,
): Promise<Result> {
  return withSession(round, async (session) => {
    const warmUp = nextAnswer();
    deliver([...warmUp.begin(), warmUp.audio(300), ...warmUp.end('')]);
    while (!(await latestTap().catch(() => null))) await nextFrame();
    const tap = await latestTap();
    await tap.settled(0, 300);
    return measure(session, tap);
  });
}

/** Hands frames to the client, one after the other, within the call. */
export function deliver(frames: readonly string[]): void {
  const vendor = vendorSide();
  for (const frame of frames) vendor.deliver(frame);
}

export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** Does something in a frame, and resolves with the time until the frame is laid out and painted. */
export function timeOfFrame(act: () => void): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const start = performance.now();
      const { port1, port2 } = new MessageChannel();
      // A message that is posted in a frame arrives after its layout and paint.
      port2.addEventListener('message', () => resolve(performance.now() - start), { once: true });
      port2.start();
      act();
      port1.postMessage(null);
    });
  });
}
