import type { RealtimeSession } from '@repartee/core';
import { bytesOf, median } from '../page/measure.ts';
import { WIRES } from '../page/wires.ts';
import type { Wire } from '../page/wires.ts';
import { nextFrame } from './figure.ts';
import type { Figure, Measurement, Round } from './figure.ts';
import { openWire } from './open-wire.ts';
import type { Frame, TakeFrame } from './open-wire.ts';

const DELTAS = 200;

/** Time that timers and animation frames take while no frame is being delivered, in milliseconds. */
let deferredMs = 0;
let isDelivering = false;

function timeDeferredWork(): () => void {
  const { requestAnimationFrame: realFrame, setTimeout: realTimeout } = globalThis;
  const timed =
    <Args extends unknown[]>(callback: (...args: Args) => void) =>
    (...args: Args) => {
      const startedMs = performance.now();
      callback(...args);
      if (!isDelivering) deferredMs += performance.now() - startedMs;
    };
  globalThis.requestAnimationFrame = (callback) => realFrame(timed(callback));
  globalThis.setTimeout = ((callback: () => void, ms?: number) =>
    realTimeout(timed(callback), ms)) as typeof setTimeout;
  return () => Object.assign(globalThis, { requestAnimationFrame: realFrame, setTimeout: realTimeout });
}

/**
 * Delivers frames, each in a task of its own as a socket does, or all in one task, and returns the time of all of it in
 * milliseconds: tasks, what they put off to microtasks, and what runs between them.
 */
export function deliverAll(frames: readonly Frame[], take: TakeFrame, isSpread: boolean): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    let next = 0;
    let startedMs = 0;
    port1.onmessage = ({ data }: MessageEvent<'begin' | 'frame' | 'burst' | 'end'>) => {
      if (data === 'begin') {
        isDelivering = true;
        startedMs = performance.now();
      } else if (data === 'frame') take(frames[next++] as Frame);
      else if (data === 'burst') for (const frame of frames) take(frame);
      else {
        isDelivering = false;
        port1.close();
        resolve(performance.now() - startedMs);
      }
    };
    port2.postMessage('begin');
    if (isSpread) for (let index = 0; index < frames.length; index += 1) port2.postMessage('frame');
    else port2.postMessage('burst');
    port2.postMessage('end');
  });
}

/** The least that any client has to do: read the frame, make bytes of the audio, append the words. */
function createFloor({ read }: Wire): TakeFrame {
  const decode = bytesOf();
  const utf8 = new TextDecoder();
  const chunks: Uint8Array[] = [];
  let text = '';
  return (frame) => {
    const { audio, words } = read(
      JSON.parse(typeof frame === 'string' ? frame : utf8.decode(frame)) as never,
    );
    if (audio) chunks.push(decode(audio));
    if (words) text += words;
    if (chunks.length > DELTAS) chunks.length = 0;
    if (text.length > 100_000) text = '';
  };
}

interface Times {
  readonly client: number[];
  readonly floor: number[];
  readonly dispatch: number[];
}

async function runTurn(
  { session, take }: { readonly session: RealtimeSession; readonly take: TakeFrame },
  { answer }: Wire,
  turn: number,
  floor: TakeFrame,
  isSpread: boolean,
  times: Times,
): Promise<void> {
  const { begin, deltas, end } = answer(turn, DELTAS);
  for (const frame of begin) take(frame);
  await nextFrame();
  deferredMs = 0;
  const takeClient = async () => {
    const passedMs = await deliverAll(deltas, take, isSpread);
    // Timers of the client are short: after this everything that it put off has run.
    await new Promise((resolve) => setTimeout(resolve, 60));
    await nextFrame();
    times.client.push(passedMs + deferredMs);
  };
  const takeFloor = async () => void times.floor.push(await deliverAll(deltas, floor, isSpread));
  const steps = turn % 2 === 0 ? [takeFloor, takeClient] : [takeClient, takeFloor];
  for (const step of steps) await step();
  times.dispatch.push(await deliverAll(deltas, () => {}, isSpread));
  for (const frame of end) take(frame);
  // The sound is not measured here. Without a cut, minutes of audio would pile up.
  session.interrupt();
  if (session.store.getState().status !== 'live') throw new Error('The session has ended.');
  await nextFrame();
}

async function measure(
  wire: Wire,
  round: Round,
  hasSpeaker: boolean,
  isSpread: boolean,
): Promise<Measurement> {
  const opened = await openWire(wire, hasSpeaker);
  const stopTiming = timeDeferredWork();
  const [turns, warmUps] = round.size === 'full' ? [24, 8] : [2, 1];
  const floor = createFloor(wire);
  const times: Times = { client: [], floor: [], dispatch: [] };
  const ignored: Times = { client: [], floor: [], dispatch: [] };
  try {
    for (let turn = 1; turn <= turns + warmUps; turn += 1)
      await runTurn(opened, wire, turn, floor, isSpread, turn <= warmUps ? ignored : times);
  } finally {
    stopTiming();
    await opened.session.close();
  }
  const dispatchMs = median(times.dispatch);
  const perEvent = (all: readonly number[]) => Math.max(0, ((median(all) - dispatchMs) / DELTAS) * 1000);
  return {
    name: wireIngestName(wire.name, hasSpeaker, isSpread),
    value: perEvent(times.client),
    floor: perEvent(times.floor),
  };
}

function wireIngestName(vendor: string, hasSpeaker: boolean, isSpread: boolean): string {
  return `wire-ingest.${vendor}.${isSpread ? 'tasks' : 'burst'}.${hasSpeaker ? 'speaker' : 'silent'}`;
}

/** The cost of a delta on the main thread above its dispatch, for every vendor's codec. Only for Repartee's own client. */
export const wireIngestFigure: Figure = {
  name: 'wire-ingest',
  async run(round) {
    if (round.contender.name !== 'repartee') return [];
    const measurements: Measurement[] = [];
    for (const wire of WIRES)
      for (const isSpread of [true, false])
        for (const hasSpeaker of [false, true])
          measurements.push(await measure(wire, round, hasSpeaker, isSpread));
    return measurements;
  },
};
