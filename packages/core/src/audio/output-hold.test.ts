import { describe, expect, it } from 'vitest';
import { RenderedQueue, tone } from '../../test/rendered-queue.ts';

const RATE = 48_000;
/** Two words of 400 ms with 60 ms between them. */
const WORDS = [tone(400), new Uint8Array(60 * 24 * 2), tone(400)];

function createSpeaker(): RenderedQueue {
  const speaker = new RenderedQueue(RATE, undefined, true);
  for (const word of WORDS) speaker.queue.push('a', word);
  speaker.queue.end('a');
  return speaker;
}

const lastSoundMs = ({ output }: RenderedQueue) =>
  (output.findLastIndex((sample) => Math.abs(sample) > 0.01) * 1000) / RATE;

describe('a queue that is held', () => {
  it('stops between two words, keeps everything, and goes on there', () => {
    const speaker = createSpeaker().render(300);
    speaker.queue.hold();
    speaker.render(1_000);
    expect(lastSoundMs(speaker)).toBeCloseTo(400, -1);
    const heldAt = speaker.queue.playhead?.renderedMs ?? 0;
    expect(heldAt).toBeGreaterThan(405);
    expect(heldAt).toBeLessThan(430);
    speaker.queue.release();
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ renderedMs: 860 }]);
    expect(lastSoundMs(speaker)).toBeCloseTo(860 + 1_300 - heldAt, -1);
    expect(speaker.queue.counts).toMatchObject({ underruns: 0, droppedMs: 0 });
  });

  it('stops without a click in a word that has no end', () => {
    const speaker = new RenderedQueue(RATE, undefined, true);
    speaker.queue.push('a', tone(2_000));
    speaker.render(300);
    speaker.queue.hold();
    speaker.render(500);
    expect(lastSoundMs(speaker)).toBeGreaterThan(440);
    expect(lastSoundMs(speaker)).toBeLessThan(480);
    speaker.queue.release();
    speaker.render(200);
    expect(speaker.largestStep).toBeLessThan(0.017);
    expect(speaker.queue.counts.underruns).toBe(0);
  });

  it('takes audio meanwhile, and starts no item that waits', () => {
    const speaker = createSpeaker();
    speaker.queue.hold();
    speaker.render(1_200);
    speaker.queue.push('b', tone(100));
    speaker.queue.end('b');
    speaker.render(500);
    expect(speaker.of('started').map(({ itemId }) => itemId)).toEqual(['a']);
    speaker.queue.release();
    speaker.renderUntil('drained');
    expect(speaker.of('done').map(({ renderedMs }) => Math.round(renderedMs))).toEqual([860, 100]);
  });

  it('answers a flush at once with the held position, and plays what comes then', () => {
    const speaker = createSpeaker().render(300);
    speaker.queue.hold();
    speaker.render(400);
    const heldAt = speaker.queue.playhead?.renderedMs ?? 0;
    speaker.queue.flush(1);
    speaker.renderBlock();
    expect(speaker.of('flushed')[0]?.items).toEqual([{ itemId: 'a', renderedMs: heldAt }]);
    speaker.queue.push('b', tone(100));
    speaker.queue.end('b');
    expect(speaker.renderUntil('done').of('done')).toHaveLength(1);
  });

  it('goes on by itself when the page does not come back', () => {
    const speaker = createSpeaker().render(300);
    speaker.queue.hold();
    speaker.render(6_000);
    expect(speaker.of('drained')).toHaveLength(1);
  });
});
