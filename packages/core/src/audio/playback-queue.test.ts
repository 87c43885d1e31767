import { describe, expect, it } from 'vitest';
import type { AudioFormat } from '../protocol/audio-format.ts';
import { floatToPcm16 } from './pcm16.ts';
import { PlaybackQueue } from './playback-queue.ts';
import type { PlaybackEvent } from './playback-queue.ts';

const FORMAT: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };
const RATE = 48_000;
const BLOCK = 128;

function tone(ms: number, startMs = 0): Uint8Array {
  const start = (startMs * 24_000) / 1000;
  return floatToPcm16(
    Float32Array.from(
      { length: (ms * 24_000) / 1000 },
      (_, n) => 0.5 * Math.sin((2 * Math.PI * 200 * (n + start)) / 24_000),
    ),
  );
}

/** A speaker under test: renders blocks and keeps all that came out. */
class Speaker {
  readonly queue = new PlaybackQueue({ format: FORMAT, rateHz: RATE });
  readonly output: number[] = [];
  readonly events: (PlaybackEvent & { atFrame: number })[] = [];

  render(ms: number): this {
    const block = new Float32Array(BLOCK);
    for (let frames = 0; frames < (ms * RATE) / 1000; frames += BLOCK) {
      const atFrame = this.output.length;
      for (const event of this.queue.render(block)) this.events.push({ ...event, atFrame });
      this.output.push(...block);
    }
    return this;
  }

  renderUntil(type: PlaybackEvent['type']): this {
    for (let guard = 0; guard < 10_000 && !this.events.some((event) => event.type === type); guard += 1)
      this.render(1);
    return this;
  }

  of<Type extends PlaybackEvent['type']>(type: Type) {
    return this.events.filter(
      (event): event is Extract<PlaybackEvent, { type: Type }> & { atFrame: number } => event.type === type,
    );
  }

  /** The largest step between two samples: a click is a step that the 200 Hz tone itself never makes. */
  get largestStep(): number {
    let largest = 0;
    for (let n = 1; n < this.output.length; n += 1) {
      largest = Math.max(largest, Math.abs((this.output[n] ?? 0) - (this.output[n - 1] ?? 0)));
    }
    return largest;
  }

  get audibleFrames(): number {
    return this.output.filter((sample) => sample !== 0).length;
  }
}

/** A fade of 4 ms over a tone of 0.5 steps by at most the tone's own 0.0131 and the fade's 0.0026 a sample. */
const CLICK = 0.017;

describe('the playback queue', () => {
  it('plays an item to its last sample and says how long it was', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(100));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    expect(speaker.of('finished')).toMatchObject([{ itemId: 'a', renderedMs: 100 }]);
    expect(speaker.events.map((event) => event.type)).toEqual(['started', 'finished', 'drained']);
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
    expect(speaker.of('finished').map((event) => event.itemId)).toEqual(['a', 'b']);
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
    expect(speaker.of('finished')).toMatchObject([{ itemId: 'b', renderedMs: 50 }]);
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
    expect(speaker.of('finished')).toMatchObject([{ renderedMs: 300 }]);
    expect(speaker.largestStep).toBeLessThan(CLICK);
    expect(speaker.queue.counts).toMatchObject({ underruns: 1 });
    expect(speaker.queue.counts.cushionMs).toBeGreaterThan(80);
  });

  it('adds no delay while audio comes faster than it is played', () => {
    const speaker = new Speaker();
    for (let turn = 0; turn < 20; turn += 1) {
      speaker.queue.push('a', tone(100, turn * 100));
      speaker.render(50);
    }
    expect(speaker.of('started')[0]).toMatchObject({ atFrame: 0, offsetFrames: 0 });
    expect(speaker.queue.counts).toMatchObject({ underruns: 0, cushionMs: 0 });
  });

  it('takes a chunk that is longer than its ring', () => {
    const speaker = new Speaker();
    speaker.queue.push('a', tone(5_000));
    speaker.queue.end('a');
    speaker.renderUntil('drained');
    expect(speaker.of('finished')).toMatchObject([{ renderedMs: 5_000 }]);
    expect(speaker.largestStep).toBeLessThan(CLICK);
  });

  it('keeps nothing of what has been played', () => {
    const speaker = new Speaker();
    const block = new Float32Array(BLOCK);
    for (let second = 0; second < 120; second += 1) {
      for (let part = 0; part < 10; part += 1) speaker.queue.push('long', tone(100, part * 100));
      for (let frames = 0; frames < RATE; frames += BLOCK) speaker.queue.render(block);
    }
    expect(speaker.queue.counts.queuedMs).toBeLessThan(300);
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
});
