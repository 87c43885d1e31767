import { createRecorder } from '@repartee/core/recording';
import { median } from '../page/measure.ts';
import { WIRES } from '../page/wires.ts';
import type { Wire } from '../page/wires.ts';
import { nextFrame } from './figure.ts';
import type { Figure, Measurement, Round } from './figure.ts';
import { openWire } from './open-wire.ts';
import { deliverAll } from './wire-ingest.ts';

const DELTAS = 400;

/** Time that work of an idle page takes, in milliseconds, and how much of it ran while frames were being delivered. */
const idle = { isDelivering: false, totalMs: 0, withinMs: 0 };

/** Recorders write what they have collected when the page is idle: that is no part of the ingest. */
function timeIdleWork(): () => void {
  const { requestIdleCallback: realIdle } = globalThis;
  globalThis.requestIdleCallback = (callback, options) =>
    realIdle((deadline) => {
      const startedMs = performance.now();
      callback(deadline);
      const passedMs = performance.now() - startedMs;
      idle.totalMs += passedMs;
      if (idle.isDelivering) idle.withinMs += passedMs;
    }, options);
  return () => {
    globalThis.requestIdleCallback = realIdle;
  };
}

type Opened = Awaited<ReturnType<typeof openWire>>;

/** Delivers an answer, and returns the time of its deltas in milliseconds, without what ran while the page was idle. */
async function takeAnswer({ session, take }: Opened, { answer }: Wire, turn: number): Promise<number> {
  const { begin, deltas, end } = answer(turn, DELTAS);
  for (const frame of begin) take(frame);
  await nextFrame();
  idle.withinMs = 0;
  idle.isDelivering = true;
  const passedMs = await deliverAll(deltas, take, true);
  idle.isDelivering = false;
  for (const frame of end) take(frame);
  session.interrupt();
  await nextFrame();
  return passedMs - idle.withinMs;
}

/** The same answers with a recorder and, turn by turn beside it, without one. */
async function measure(wire: Wire, round: Round): Promise<readonly Measurement[]> {
  const stopTiming = timeIdleWork();
  const plain = await openWire(wire, false);
  const recorded = await openWire(wire, false);
  const recorder = createRecorder(recorded.session);
  const [turns, warmUps] = round.size === 'full' ? [120, 20] : [2, 1];
  const times = { plain: [] as number[], recorded: [] as number[] };
  try {
    for (let turn = 1; turn <= turns + warmUps; turn += 1) {
      if (turn === warmUps + 1) {
        idle.totalMs = 0;
        times.plain.length = 0;
        times.recorded.length = 0;
      }
      const takePlain = async () => void times.plain.push(await takeAnswer(plain, wire, turn));
      const takeRecorded = async () => void times.recorded.push(await takeAnswer(recorded, wire, turn));
      // Either goes first as often as the other.
      const steps = turn % 2 === 0 ? [takePlain, takeRecorded] : [takeRecorded, takePlain];
      for (const step of steps) await step();
    }
  } finally {
    stopTiming();
    recorder.stop();
    await Promise.all([plain.session.close(), recorded.session.close()]);
  }
  const perEvent = (all: readonly number[]) => (median(all) / DELTAS) * 1000;
  return [
    { name: 'recording.ingest', value: perEvent(times.recorded), floor: perEvent(times.plain) },
    { name: 'recording.idle', value: (idle.totalMs / (turns * DELTAS)) * 1000 },
  ];
}

/** The cost of a recorder for the ingest of a delta, and its later work. Only for Repartee's own client. */
export const recordingFigure: Figure = {
  name: 'recording',
  run(round) {
    const [wire] = WIRES;
    if (round.contender.name !== 'repartee' || !wire) return Promise.resolve([]);
    return measure(wire, round);
  },
};
