import { encodeAudio } from '../audio/wire-audio.ts';
import { isRealtimeError } from '../errors/realtime-error.ts';
import type { HeardItem, Speaker, SpeakerListener, SpeakerPort } from '../media/speaker-port.ts';
import type { AudioFormat } from '../protocol/audio-format.ts';
import { createMismatch } from './mismatch.ts';

/** The environment of a speaker check. */
export interface SpeakerBench {
  readonly port: SpeakerPort;
  /** Lets time pass: on a manual clock, or really. */
  readonly advance: (ms: number) => Promise<void>;
  /** The difference from what was asked for that may be heard before a flush takes hold, in milliseconds. */
  readonly toleranceMs: number;
}

/** One thing that every speaker does. */
export interface SpeakerCheck {
  readonly name: string;
  /** @throws Error when the speaker does not. */
  readonly run: (bench: SpeakerBench) => Promise<void>;
}

const FORMAT: AudioFormat = { encoding: 'pcm16', sampleRateHz: 24_000 };

/** The longest wait for something that has to happen, in steps of `STEP_MS`. */
const MAX_STEPS = 400;
const STEP_MS = 20;

type Report =
  | { readonly type: 'started'; readonly itemId: string; readonly atMs: number }
  | { readonly type: 'playhead' | 'finished'; readonly itemId: string; readonly heardMs: number }
  | { readonly type: 'drained' | 'lost' }
  | { readonly type: 'blocked'; readonly isBlocked: boolean };

/** An open speaker and its reports so far. */
class Bench {
  readonly reports: Report[] = [];
  readonly speaker: Speaker;
  readonly #advance: SpeakerBench['advance'];

  private constructor(speaker: Speaker, reports: Report[], advance: SpeakerBench['advance']) {
    this.speaker = speaker;
    this.reports = reports;
    this.#advance = advance;
  }

  static async open({ port, advance }: SpeakerBench, volume = 1): Promise<Bench> {
    const reports: Report[] = [];
    const listener: SpeakerListener = {
      onItemStarted: ({ itemId, atMs }) => reports.push({ type: 'started', itemId, atMs }),
      onPlayhead: ({ itemId, heardMs }) => reports.push({ type: 'playhead', itemId, heardMs }),
      onItemFinished: ({ itemId, heardMs }) => reports.push({ type: 'finished', itemId, heardMs }),
      onDrained: () => reports.push({ type: 'drained' }),
      onBlockedChange: (isBlocked) => reports.push({ type: 'blocked', isBlocked }),
      onLost: () => reports.push({ type: 'lost' }),
    };
    const { signal } = new AbortController();
    return new Bench(await port.open({ format: FORMAT, volume, signal, listener }), reports, advance);
  }

  play(itemId: string, ms: number): void {
    const samples = new Float32Array((ms / 1000) * FORMAT.sampleRateHz);
    for (let index = 0; index < samples.length; index += 1) samples[index] = 0.1 * Math.sin(index / 20);
    this.speaker.play(itemId, encodeAudio(samples, FORMAT));
  }

  say(itemId: string, ms: number): void {
    this.play(itemId, ms);
    this.speaker.endItem(itemId);
  }

  count(type: Report['type'], itemId?: string): number {
    return this.reports.filter(
      (event) => event.type === type && (!itemId || ('itemId' in event && event.itemId === itemId)),
    ).length;
  }

  /** The reports without the playhead, whose number is free. */
  story(): readonly string[] {
    return this.reports
      .filter(({ type }) => type !== 'playhead' && type !== 'blocked')
      .map((event) => ('itemId' in event ? `${event.type} ${event.itemId}` : event.type));
  }

  playheadMs(itemId: string): number {
    const positions = this.reports.flatMap((event) =>
      'heardMs' in event && event.itemId === itemId ? [event.heardMs] : [],
    );
    return positions.at(-1) ?? 0;
  }

  async until(isSo: () => boolean, what: string): Promise<void> {
    for (let step = 0; step < MAX_STEPS && !isSo(); step += 1) await this.#advance(STEP_MS);
    if (!isSo()) throw createMismatch(`The speaker never got there: ${what}.`, what, this.story());
  }

  pass(ms: number): Promise<void> {
    return this.#advance(ms);
  }
}

function check(name: string, run: (bench: Bench, setup: SpeakerBench) => Promise<void>): SpeakerCheck {
  return {
    name,
    async run(setup) {
      const bench = await Bench.open(setup);
      try {
        await run(bench, setup);
      } finally {
        bench.speaker.close();
      }
    },
  };
}

function assertEqual(actual: unknown, expected: unknown, what: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw createMismatch(what, expected, actual);
}

function assertWithin(actual: number, from: number, to: number, what: string): void {
  if (!(actual >= from && actual <= to)) throw createMismatch(what, `${from} to ${to}`, actual);
}

function heardOf(heard: readonly HeardItem[], itemId: string): number {
  return heard.find((item) => item.itemId === itemId)?.heardMs ?? Number.NaN;
}

/** The behaviour of every speaker, real or fake. Run each check on a speaker of its own. */
export const SPEAKER_CONTRACT: readonly SpeakerCheck[] = [
  check('plays items in the order given and reports when each begins and has been heard', async (bench) => {
    bench.say('a', 120);
    bench.say('b', 80);
    await bench.until(() => bench.count('drained') > 0, 'everything played');
    assertEqual(
      bench.story(),
      ['started a', 'finished a', 'started b', 'finished b', 'drained'],
      'Another order.',
    );
    assertWithin(bench.playheadMs('a'), 119, 121, 'Item a was not heard whole.');
    assertWithin(bench.playheadMs('b'), 79, 81, 'Item b was not heard whole.');
  }),
  check('reports a playhead that moves forward and never beyond what was given', async (bench) => {
    bench.play('a', 300);
    await bench.until(() => bench.playheadMs('a') > 200, 'most of it heard');
    const reports = bench.reports.flatMap((event) => (event.type === 'playhead' ? [event.heardMs] : []));
    assertEqual(
      reports,
      [...reports].toSorted((left, right) => left - right),
      'The playhead went back.',
    );
    assertWithin(Math.max(...reports), 0, 300, 'More was heard than there was.');
  }),
  check(
    'answers a flush with what was heard of each item, 0 for what waited',
    async (bench, { toleranceMs }) => {
      bench.say('a', 1_000);
      bench.say('b', 500);
      await bench.until(() => bench.playheadMs('a') >= 200, 'a part of it heard');
      const reportedMs = bench.playheadMs('a');
      const heard = await bench.speaker.flush();
      assertEqual(
        heard.map(({ itemId }) => itemId),
        ['a', 'b'],
        'Other items were queued.',
      );
      assertWithin(
        heardOf(heard, 'a'),
        reportedMs,
        Math.min(1_000, reportedMs + toleranceMs),
        'Another part was heard.',
      );
      assertEqual(heardOf(heard, 'b'), 0, 'What waited was not heard.');
      assertEqual(bench.count('finished'), 0, 'A flushed item is not finished.');
    },
  ),
  check('drops audio of a cut item however late it comes, and counts it', async (bench) => {
    bench.play('a', 500);
    await bench.until(() => bench.playheadMs('a') > 0, 'it heard');
    await bench.speaker.flush();
    const { length } = bench.reports;
    const before = bench.speaker.stats().droppedMs;
    bench.play('a', 300);
    bench.speaker.endItem('a');
    bench.say('b', 60);
    await bench.until(() => bench.count('finished', 'b') > 0, 'the next item played');
    const later = bench.reports.slice(length).filter((event) => 'itemId' in event && event.itemId === 'a');
    assertEqual(later, [], 'Something of the cut item was played.');
    assertWithin(
      bench.speaker.stats().droppedMs - before,
      299,
      301,
      'The late audio was not counted as dropped.',
    );
  }),
  check('reports nothing for a second flush', async (bench) => {
    bench.play('a', 500);
    await bench.until(() => bench.playheadMs('a') > 0, 'it heard');
    await bench.speaker.flush();
    assertEqual(await bench.speaker.flush(), [], 'The item was reported twice.');
  }),
  check('waits in a gap, counts it, and goes on with the same item', async (bench) => {
    bench.play('a', 100);
    await bench.until(
      () => bench.playheadMs('a') > 0 && bench.speaker.stats().queuedMs <= 10,
      'the queue run dry',
    );
    await bench.pass(120);
    assertEqual(bench.count('finished'), 0, 'An item that was not ended was finished.');
    bench.play('a', 400);
    bench.speaker.endItem('a');
    await bench.until(() => bench.count('finished', 'a') > 0, 'the rest played');
    assertWithin(bench.playheadMs('a'), 499, 501, 'The item was not heard whole.');
    const { underruns, underrunMs } = bench.speaker.stats();
    assertEqual(underruns, 1, 'Another number of gaps was counted.');
    assertWithin(underrunMs, 50, Infinity, 'The gap was not measured.');
    assertEqual(bench.count('started', 'a'), 1, 'The item was started twice.');
  }),
  check('hears on while it is silenced', async (bench) => {
    bench.speaker.setVolume(0);
    bench.say('a', 100);
    await bench.until(() => bench.count('finished', 'a') > 0, 'it played in silence');
  }),
  check('reports nothing and answers every call after it was closed, and closes twice', async (bench) => {
    bench.play('a', 500);
    await bench.until(() => bench.playheadMs('a') > 0, 'it heard');
    bench.speaker.close();
    bench.speaker.close();
    const { length } = bench.reports;
    bench.play('a', 100);
    assertEqual(await bench.speaker.flush(), [], 'A closed speaker heard something.');
    await bench.pass(100);
    assertEqual(bench.reports.slice(length), [], 'A closed speaker reported something.');
  }),
  {
    name: 'does not open for someone who has gone',
    async run({ port }) {
      const controller = new AbortController();
      controller.abort();
      const nothing = () => {};
      const listener: SpeakerListener = {
        onItemStarted: nothing,
        onPlayhead: nothing,
        onItemFinished: nothing,
        onDrained: nothing,
        onBlockedChange: nothing,
        onLost: nothing,
      };
      let thrown: unknown = null;
      try {
        await port.open({ format: FORMAT, volume: 1, signal: controller.signal, listener });
      } catch (error) {
        thrown = error;
      }
      assertEqual(isRealtimeError(thrown) && thrown.code, 'aborted', 'It opened all the same.');
    },
  },
];
