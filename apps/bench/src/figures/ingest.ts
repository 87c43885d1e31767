import { bytesOf, median } from '../page/measure.ts';
import { ScriptedSocket, vendorSide } from '../page/scripted-socket.ts';
import { deliver, nextAnswer, nextFrame, withSession } from './figure.ts';
import type { Figure, Round } from './figure.ts';

const DELTAS = 100;

/** Short pieces, as the vendor streams them: an audio chunk and a word. */
const CHUNK_MS = 20;

interface Turn {
  readonly begin: readonly string[];
  readonly deltas: readonly string[];
  readonly end: readonly string[];
  readonly text: string;
}

function createTurn(deltas: number): Turn {
  const answer = nextAnswer();
  const words = Array.from({ length: deltas }, (_, index) => `word${index} `);
  return {
    begin: answer.begin(),
    deltas: words.flatMap((word) => [answer.text(word), answer.audio(CHUNK_MS)]),
    end: answer.end(words.join('')),
    text: words.join(''),
  };
}

/** Work that is put off until the next paint belongs to the frames that caused it. */
let deferredMs = 0;

const { requestAnimationFrame: realFrame } = globalThis;

function timeDeferredWork(): () => void {
  globalThis.requestAnimationFrame = (callback) =>
    realFrame((atMs) => {
      const startedMs = performance.now();
      callback(atMs);
      deferredMs += performance.now() - startedMs;
    });
  return () => {
    globalThis.requestAnimationFrame = realFrame;
  };
}

/** The times of each turn in milliseconds. */
interface Times {
  /** The time of the client, including the work that it defers. */
  readonly client: readonly number[];
  readonly floor: readonly number[];
}

/** Lets the client take the turns, and beside it, turn by turn on the same machine in the same mood, the floor. */
async function ingest(round: Round, turns: number, deltas: number): Promise<Times> {
  const stopTiming = timeDeferredWork();
  const takeFloor = await createFloor();
  try {
    return await withSession(round, async (session) => {
      const client: number[] = [];
      const floor: number[] = [];
      let expected = '';
      for (let turn = 0; turn < turns; turn += 1) {
        const { begin, deltas: middle, end, text } = createTurn(deltas);
        deliver(begin);
        deferredMs = 0;
        const takeClient = async () => {
          const vendor = vendorSide();
          const events = toEvents(middle);
          const startedMs = performance.now();
          for (const event of events) vendor.dispatch(event);
          // Work that a client puts off to the end of the task is part of the task.
          await Promise.resolve();
          return performance.now() - startedMs;
        };
        // Either goes first as often as the other.
        if (turn % 2 === 0) floor.push(takeFloor(middle));
        const passedMs = await takeClient();
        if (turn % 2 === 1) floor.push(takeFloor(middle));
        await nextFrame();
        client.push(passedMs + deferredMs);
        deliver(end);
        // The sound is not measured here: without a cut, minutes of audio would pile up.
        session.interrupt();
        expected += text;
      }
      await nextFrame();
      if (session.readText() !== expected) throw new Error(`${round.contender.name} has lost words.`);
      return { client, floor };
    });
  } finally {
    stopTiming();
  }
}

const toEvents = (frames: readonly string[]) => frames.map((data) => new MessageEvent('message', { data }));

/** The least that anybody has to do: read the frame, make bytes of the audio, put the words together. */
async function createFloor(): Promise<(frames: readonly string[]) => number> {
  const decode = bytesOf();
  const socket = new ScriptedSocket('ws://bench.test/floor');
  await new Promise<void>((resolve) => (socket.onopen = () => resolve()));
  return (frames) => {
    const chunks: Uint8Array[] = [];
    let text = '';
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const { type, delta } = JSON.parse(data) as { type: string; delta: string };
      if (type === 'response.output_audio.delta') chunks.push(decode(delta));
      else text += delta;
    };
    const events = toEvents(frames);
    const startedMs = performance.now();
    for (const event of events) socket.dispatch(event);
    const passedMs = performance.now() - startedMs;
    if (text === '' || chunks.length * 2 !== frames.length) throw new Error('The floor has lost something.');
    return passedMs;
  };
}

/** Script time of every event, and whether a long conversation makes it dearer. */
export const ingestFigure: Figure = {
  name: 'ingest',
  async run(round) {
    const [turns, long, few] = round.size === 'full' ? [200, 800, 20] : [4, 12, 4];
    // The first turns of either pay for compiling it.
    await ingest(round, few, DELTAS);
    const { client, floor } = await ingest(round, turns, DELTAS);
    // The turn in the middle: whatever else the machine did in one of them is not the client's.
    const perEvent = (times: readonly number[]) => (median(times) / (DELTAS * 2)) * 1000;
    const { client: times } = await ingest(round, long, DELTAS);
    // Half of the shorter conversation on either side of its end, and as many turns at the end of the long one.
    const near = Math.round(long / 16);
    const early = median(times.slice(near / 2, near + near / 2));
    const late = median(times.slice(-near));
    return [
      { name: 'ingest.per-event', value: perEvent(client), floor: perEvent(floor) },
      { name: 'ingest.growth', value: late / early },
    ];
  },
};
