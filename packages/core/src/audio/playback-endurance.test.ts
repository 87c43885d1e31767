import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { PlaybackQueue } from './playback-queue.ts';

const RATE = 8_000;
const BLOCK = new Float32Array(128);
const CHUNK_MS = 100;
const ANSWER_CHUNKS = 100;

/** The collector is not part of the language: Node offers it behind a flag. Buffers are freed a moment after it. */
async function heapBytes(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let least = Infinity;
  for (let quiet = 0; quiet < 5; quiet += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    if (heapUsed + arrayBuffers < least - 10_000) quiet = 0;
    least = Math.min(least, heapUsed + arrayBuffers);
  }
  return least;
}

/** A conversation of answers of ten seconds whose chunks come up to 200 ms late; every third is cut. */
class Conversation {
  readonly queue = new PlaybackQueue({ format: { encoding: 'pcm16', sampleRateHz: RATE }, rateHz: RATE });
  heardMs = 0;
  #frame = 0;
  #chunks = 0;
  #nextAtFrame = 0;
  #seed = 1;

  play(minutes: number): void {
    const end = this.#frame + minutes * 60 * RATE;
    for (; this.#frame < end; this.#frame += BLOCK.length) {
      while (this.#frame >= this.#nextAtFrame) this.#send();
      for (const event of this.queue.render(BLOCK)) {
        if (event.type === 'done') this.heardMs += event.renderedMs;
        if (event.type === 'flushed') this.heardMs += event.items[0]?.renderedMs ?? 0;
      }
    }
  }

  #send(): void {
    const answer = Math.floor(this.#chunks / ANSWER_CHUNKS);
    this.queue.push(`answer ${answer}`, new Uint8Array((RATE * CHUNK_MS * 2) / 1000).fill(17));
    this.#chunks += 1;
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    const lateFrames = (this.#seed / 2 ** 32) * (RATE / 5);
    this.#nextAtFrame = (this.#chunks * RATE * CHUNK_MS) / 1000 + lateFrames;
    if (this.#chunks % ANSWER_CHUNKS > 0) return;
    if (answer % 3 === 2) this.queue.flush(answer);
    else this.queue.end(`answer ${answer}`);
  }
}

it('plays an hour of jittered audio without keeping any of it', async () => {
  const conversation = new Conversation();
  conversation.play(5);
  const early = await heapBytes();
  conversation.play(60);
  // An hour of this audio is 58 MB; what may grow is the list of cut items, by a few bytes each.
  expect((await heapBytes()) - early).toBeLessThan(500_000);
  expect(conversation.heardMs / 60_000).toBeGreaterThan(63);
  expect(conversation.queue.counts.queuedMs).toBeLessThan(5_000);
});
