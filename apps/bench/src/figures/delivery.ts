import { send } from '../page/send.ts';
import type { Delivery } from '../page/sender.worker.ts';
import type { Tap } from '../page/tap.ts';
import { deliver, nextAnswer, withSound } from './figure.ts';
import type { Figure, Round } from './figure.ts';

interface Stream {
  readonly chunkMs: number;
  /** How long the vendor takes for each chunk, in milliseconds. */
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

async function play(round: Round, tap: Tap, stream: Stream, during: () => void = () => {}): Promise<Heard> {
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

/** Audio that comes four times as fast as it can be played, as it mostly does. */
export const fastFigure: Figure = {
  name: 'fast',
  run: (round) =>
    withSound(round, async (_session, tap) => {
      const heard = await play(round, tap, { chunkMs: 100, everyMs: 25, chunks: 40, jitterMs: 0 });
      return [
        { name: 'fast.gaps', value: heard.gaps },
        { name: 'fast.added-latency', value: heard.latencyMs, floor: heard.neededMs },
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
