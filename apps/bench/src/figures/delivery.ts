import { send } from '../page/send.ts';
import type { Delivery } from '../page/sender.worker.ts';
import type { Tap } from '../page/tap.ts';
import { deliver, nextAnswer, withSound } from './figure.ts';
import type { Figure, Round } from './figure.ts';

interface Stream {
  readonly chunkMs: number;
  /** The vendor's time for each chunk, in milliseconds. */
  readonly everyMs: number;
  readonly chunks: number;
  /** Delays of up to this much, in milliseconds, in order as TCP keeps it. */
  readonly jitterMs: number;
}

interface Heard {
  readonly gaps: number;
  /** From the arrival of the first chunk to the first sample. */
  readonly latencyMs: number;
  /** The latency that knowing every arrival beforehand would have needed for no gap at all. */
  readonly neededMs: number;
}

/** Plays an answer whose audio arrives as a stream says, and tells what was heard of it. */
export async function play(
  round: Round,
  tap: Tap,
  stream: Stream,
  during: () => void = () => {},
): Promise<Heard> {
  const answer = nextAnswer();
  deliver(answer.begin());
  await tap.after(50);
  let latest = 0;
  const deliveries: Delivery[] = Array.from({ length: stream.chunks }, (_, index) => {
    latest = Math.max(latest, index * stream.everyMs + round.random() * stream.jitterMs);
    return { atMs: latest, frame: answer.audio(stream.chunkMs) };
  });
  let arrivedAtFrame = 0;
  let firstMs = 0;
  let neededMs = 0;
  const sent = send(deliveries, (index, atMs) => {
    if (index === 0) {
      arrivedAtFrame = tap.now;
      firstMs = atMs;
      during();
    }
    neededMs = Math.max(neededMs, atMs - firstMs - index * stream.chunkMs);
  });
  await sent;
  deliver(answer.end(''));
  const spans = await tap.settled(arrivedAtFrame, 500);
  const first = spans[0]?.from ?? Infinity;
  return { gaps: spans.length - 1, latencyMs: tap.toMs(first - arrivedAtFrame), neededMs };
}

/** Audio at the pace of speech whose arrivals vary. */
export const jitterFigure: Figure = {
  name: 'jitter',
  run: (round) =>
    withSound(round, async (_session, tap) => {
      const chunks = round.size === 'full' ? 150 : 20;
      const heard = await play(round, tap, { chunkMs: 40, everyMs: 40, chunks, jitterMs: 200 });
      return [
        { name: 'jitter.gaps', value: heard.gaps },
        { name: 'jitter.added-latency', value: heard.latencyMs, floor: heard.neededMs },
      ];
    }),
};

/** Four times the pace of speech. */
const FAST: Stream = { chunkMs: 100, everyMs: 25, chunks: 40, jitterMs: 0 };

/** Lets the client learn that the sender is fast. An unknown sender could be slow. */
export async function teachPace(round: Round, tap: Tap): Promise<void> {
  await play(round, tap, { ...FAST, chunks: 20 });
}

/** Audio that comes four times as fast as it can be played, as it mostly does: in the first answer, and in a later one. */
export const fastFigure: Figure = {
  name: 'fast',
  run: (round) =>
    withSound(round, async (_session, tap) => {
      const first = await play(round, tap, FAST);
      const heard = await play(round, tap, FAST);
      return [
        { name: 'fast.gaps', value: first.gaps + heard.gaps },
        { name: 'fast.added-latency', value: heard.latencyMs, floor: heard.neededMs },
        { name: 'fast.first-answer', value: first.latencyMs, floor: first.neededMs },
      ];
    }),
};

function block(ms: number): void {
  const startedMs = performance.now();
  while (performance.now() - startedMs < ms);
}

/** Gaps when the page's main thread stands still four times for 200 ms in the middle of an answer. */
export const blockingFigure: Figure = {
  name: 'blocking',
  run: (round) =>
    withSound(round, async (_session, tap) => {
      const stream = { chunkMs: 50, everyMs: 25, chunks: 80, jitterMs: 0 };
      const heard = await play(round, tap, stream, () => {
        for (const atMs of [350, 700, 1_050, 1_400]) setTimeout(() => block(200), atMs);
      });
      return [{ name: 'blocking.gaps', value: heard.gaps }];
    }),
};
