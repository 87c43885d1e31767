import { describe, expect, it } from 'vitest';
import { RenderedQueue, tone } from '../../test/rendered-queue.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import { PlaybackQueue } from './playback-queue.ts';

/** A queue that plays at once. How long it waits for a sender that it does not know is the jitter buffer's business. */
class Speaker extends RenderedQueue {
  constructor(rateHz?: number, format?: AudioFormat) {
    super(rateHz, format, true);
  }
}

const RATE = 48_000;

/** A fade of 4 ms over a tone of 0.5 steps by at most the tone's own 0.0131 and the fade's 0.0026 a sample. */
const CLICK = 0.017;

describe('the playback queue', () => {
  it('plays an item to its last sample and says how long it was', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ itemId: 'a', renderedMs: 100 }]);
    expect(speaker.events.map((event) => event.type)).toEqual(['started', 'done', 'drained']);
  });

  it('gives the same sound for one chunk and for many uneven ones', () => {
    const whole = new Speaker();
    whole.queue.push('a', tone(300));
    whole.queue.end('a');
    whole.render(310);
    const pieces = new Speaker();
    const bytes = tone(300);
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const size = [962, 14, 4800][turn % 3] ?? 2;
      pieces.queue.push('a', bytes.slice(at, at + size));
      at += size;
    }
    pieces.queue.end('a');
    pieces.render(310);
    expect(pieces.output).toEqual(whole.output);
  });

  it('neither clicks at the start, the end nor the seam of two items', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(51.25));
    speaker.queue.end('a');
    speaker.queue.push('b', tone(50, 51.25));
    speaker.queue.end('b');
    speaker.renderUntil('drained');
    expect(speaker.largestStep).toBeLessThan(CLICK);
    expect(speaker.of('done').map((event) => event.itemId)).toEqual(['a', 'b']);
  });

  it('answers a flush with exactly what was rendered, and is silent at once after the fade', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(1000));
    speaker.queue.push('b', tone(1000));
    speaker.render(300);
    speaker.queue.flush(1);
    const from = speaker.output.length;
    speaker.renderUntil('flushed').render(100);
    const items = speaker.of('flushed')[0]?.items ?? [];
    expect(items.map((item) => item.itemId)).toEqual(['a', 'b']);
    const lastSound = speaker.output.findLastIndex((sample) => sample !== 0);
    const rendered = ((items[0]?.renderedMs ?? 0) * RATE) / 1000;
    // The last frame of a fade is faded to nothing, so the sound may end one frame before what was rendered.
    expect(Math.round(rendered) - (lastSound + 1)).toBeOneOf([0, 1]);
    expect(lastSound - from).toBeLessThanOrEqual(0.004 * RATE);
    expect(items[1]?.renderedMs).toBe(0);
    expect(speaker.largestStep).toBeLessThan(CLICK);
  });

  it('drops audio of a cut item however late it comes, and plays the next', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(500));
    speaker.render(100);
    speaker.queue.flush(1);
    speaker.render(20);
    speaker.queue.push('a', tone(500));
    const silentFrom = speaker.output.length;
    speaker.render(100);
    expect(speaker.output.slice(silentFrom).every((sample) => sample === 0)).toBe(true);
    expect(speaker.queue.counts.droppedMs).toBeGreaterThan(880);
    speaker.queue.push('b', tone(50));
    speaker.queue.end('b');
    speaker.render(100);
    expect(speaker.of('done')).toMatchObject([{ itemId: 'b', renderedMs: 50 }]);
  });

  it('answers a flush of nothing with nothing', () => {
    const speaker = new Speaker();
    speaker.queue.flush(1);
    speaker.render(3);
    expect(speaker.of('flushed')).toMatchObject([{ items: [] }]);
  });

  it('names an item of which all came was rendered, but whose end is open', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.render(200);
    speaker.queue.flush(1);
    speaker.render(10);
    const [item] = speaker.of('flushed')[0]?.items ?? [];
    expect(item?.renderedMs).toBeGreaterThan(85);
    expect(item?.renderedMs).toBeLessThanOrEqual(100);
  });

  it('loses nothing in a gap, fades around it and holds more back afterwards', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.render(180);
    speaker.queue.push('a', tone(200, 100));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ renderedMs: 300 }]);
    expect(speaker.largestStep).toBeLessThan(CLICK);
    expect(speaker.queue.counts).toMatchObject({ underruns: 1 });
    expect(speaker.queue.counts.jitterBufferMs).toBeGreaterThan(80);
  });

  it('adds no delay while audio comes faster than it is played', () => {
    const speaker = new Speaker();
    for (let turn = 0; turn < 20; turn += 1) {
      speaker.queue.push('a', tone(100, turn * 100));
      speaker.render(50);
    }
    expect(speaker.of('started')[0]).toMatchObject({ atFrame: 0, offsetFrames: 0 });
    expect(speaker.queue.counts).toMatchObject({ underruns: 0, jitterBufferMs: 0 });
  });

  it('takes a chunk that is longer than its ring', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(5_000));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ renderedMs: 5_000 }]);
    expect(speaker.largestStep).toBeLessThan(CLICK);
  });

  it('glides to a new volume', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(400));
    speaker.render(100);
    speaker.queue.setVolume(0);
    const from = speaker.output.length;
    speaker.render(100);
    expect(speaker.output.slice(from + RATE * 0.005).every((sample) => sample === 0)).toBe(true);
    expect(speaker.largestStep).toBeLessThan(CLICK);
    expect(speaker.queue.playhead?.renderedMs).toBeGreaterThan(190);
  });

  it('has its volume from the first sample on', () => {
    const queue = new PlaybackQueue({
      format: { encoding: 'pcm16', sampleRateHz: 24_000 },
      rateHz: RATE,
      volume: 0,
      fastSender: true,
    });
    queue.push('a', tone(100));
    const output = new Float32Array(4_800);
    queue.render(output);
    expect(output.every((sample) => sample === 0)).toBe(true);
    expect(queue.playhead?.renderedMs).toBeGreaterThan(90);
  });

  it.each([Number.NaN, -1, 7, Infinity])('never gets louder than the audio by a volume of %d', (volume) => {
    const speaker = new Speaker();
    speaker.queue.setVolume(volume);
    speaker.queue.push('a', tone(100));
    speaker.render(60);
    expect(Math.max(...speaker.output)).toBeLessThanOrEqual(0.51);
  });

  it('plays at once what is pushed right behind a flush, and only that', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(500));
    speaker.render(100);
    speaker.queue.flush(1);
    speaker.queue.push('b', tone(50));
    speaker.queue.end('b');
    speaker.renderUntil('drained');
    expect(speaker.of('flushed')).toMatchObject([{ flushId: 1, items: [{ itemId: 'a' }] }]);
    expect(speaker.of('done')).toMatchObject([{ itemId: 'b', renderedMs: 50 }]);
    expect(speaker.largestStep).toBeLessThan(CLICK);
  });

  it('answers every flush, each with its own items', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(500));
    speaker.render(100);
    speaker.queue.flush(1);
    speaker.queue.push('b', tone(500));
    speaker.queue.flush(2);
    speaker.render(20);
    expect(speaker.of('flushed')).toMatchObject([
      { flushId: 1, items: [{ itemId: 'a' }] },
      { flushId: 2, items: [{ itemId: 'b', renderedMs: 0 }] },
    ]);
  });

  it('settles a flush without rendering, with what had been rendered before', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(500));
    speaker.queue.push('b', tone(500));
    speaker.render(100);
    const { renderedMs } = speaker.queue.playhead ?? { renderedMs: -1 };
    speaker.queue.flush(1);
    speaker.queue.push('c', tone(50));
    expect(speaker.queue.settle()).toEqual([
      {
        type: 'flushed',
        flushId: 1,
        items: [
          { itemId: 'a', renderedMs },
          { itemId: 'b', renderedMs: 0 },
        ],
      },
    ]);
    speaker.queue.end('c');
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ itemId: 'c', renderedMs: 50 }]);
  });

  it('counts no gap where only the end was announced late', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.render(180);
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ renderedMs: 100 }]);
    expect(speaker.queue.counts).toMatchObject({ underruns: 0, underrunMs: 0 });
  });

  it('measures a gap by the silence that was rendered', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(200));
    speaker.render(300);
    speaker.queue.push('a', tone(200, 200));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    const sounding = speaker.output.filter((sample) => sample !== 0).length;
    const spanned = speaker.output.findLastIndex((sample) => sample !== 0) + 1;
    const silentMs = ((spanned - sounding) / RATE) * 1000;
    expect(speaker.queue.counts.underruns).toBe(1);
    expect(Math.abs(speaker.queue.counts.underrunMs - silentMs)).toBeLessThan(2.7);
  });

  it('joins samples that were cut in two by the chunks', () => {
    const whole = new Speaker();
    const cut = new Speaker();
    const bytes = tone(200);
    whole.queue.push('a', bytes);
    for (let at = 0; at < bytes.length; at += 333) cut.queue.push('a', bytes.slice(at, at + 333));
    for (const speaker of [whole, cut]) {
      speaker.queue.end('a');
      speaker.render(210);
    }
    expect(cut.output).toEqual(whole.output);
  });

  it('never says that more was heard than came', () => {
    const speaker = new Speaker(44_100);
    for (let samples = 101; samples < 140; samples += 1) {
      speaker.queue.push(`item ${samples}`, tone((samples / 24_000) * 1000));
      speaker.queue.end(`item ${samples}`);
    }
    speaker.renderUntil('drained');
    const heard = speaker
      .of('done')
      .map(({ itemId, renderedMs }) => renderedMs * 24 - Number(itemId.slice(5)));
    expect(heard).toHaveLength(39);
    expect(Math.max(...heard)).toBeLessThan(1e-9);
  });

  it('takes more of an item that was said to be complete', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(50));
    speaker.queue.end('a');
    speaker.queue.push('a', tone(50, 50));
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ itemId: 'a', renderedMs: 100 }]);
  });

  it('finishes an item of which nothing came', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', new Uint8Array(0));
    speaker.queue.end('a');
    speaker.render(3);
    expect(speaker.events).toMatchObject([{ type: 'done', itemId: 'a', renderedMs: 0 }, { type: 'drained' }]);
  });

  it('lets nothing of what was cut sound on in what follows', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(500));
    speaker.render(100);
    speaker.queue.flush(1);
    speaker.render(20);
    const from = speaker.output.length;
    speaker.queue.push('b', new Uint8Array(4_800));
    speaker.queue.end('b');
    speaker.renderUntil('done');
    expect(speaker.output.slice(from).every((sample) => sample === 0)).toBe(true);
  });

  it('counts a gap that no jitter buffer could have covered as a stall, too', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.render(200);
    expect(speaker.queue.counts).toMatchObject({ underruns: 1, stalls: 0 });
    speaker.render(150);
    expect(speaker.queue.counts).toMatchObject({ underruns: 1, stalls: 1 });
    speaker.queue.push('a', tone(300, 100));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    expect(speaker.queue.counts).toMatchObject({ underruns: 1, stalls: 1 });
  });

  it('counts a gap while it lasts', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.render(150);
    const { underruns, underrunMs } = speaker.queue.counts;
    expect(underruns).toBe(1);
    expect(underrunMs).toBeGreaterThan(45);
    expect(underrunMs).toBeLessThan(60);
  });

  it('waits with a crumb that would be faded in and out at once, until more comes or nothing more will', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(1_000));
    speaker.queue.push('a', tone(1_000));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    speaker.queue.push('b', tone(5));
    speaker.render(1_000);
    expect(speaker.of('started')).toHaveLength(1);
    speaker.queue.end('b');
    speaker.render(10);
    expect(speaker.of('done')).toMatchObject([{ itemId: 'a' }, { itemId: 'b', renderedMs: 5 }]);
  });

  it('takes more of an item while its last samples sound', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.queue.end('a');
    speaker.render(96);
    speaker.queue.push('a', tone(50, 100));
    speaker.renderUntil('drained');
    expect(speaker.of('done')).toMatchObject([{ itemId: 'a', renderedMs: 150 }]);
  });
});
