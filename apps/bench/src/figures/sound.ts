import { vendorSide } from '../page/scripted-socket.ts';
import { takePulse } from '../page/tap.ts';
import type { Pulse, Span, Tap } from '../page/tap.ts';
import { teachPace } from './delivery.ts';
import { deliver, nextAnswer, withSound } from './figure.ts';
import type { Figure } from './figure.ts';

/** The quickest that a page can make a sound or end one: a message to the audio thread, and the next block. */
async function measureFloor(tap: Tap, pulse: Pulse): Promise<number> {
  const node = new AudioWorkletNode(tap.context, 'bench-floor', {
    numberOfInputs: 0,
    outputChannelCount: [1],
  });
  node.connect(tap.context.destination);
  await tap.after(50);
  const from = tap.now;
  const atMs = performance.now();
  node.port.postMessage(tap.context.sampleRate / 10);
  const first = await tap.firstSoundSince(from);
  await tap.settled(from, 200);
  node.disconnect();
  return Math.max(0, pulse.renderedAtMs(first) - atMs);
}

const lengthOf = (spans: readonly Span[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** From the first audio frame of an answer, which brings plenty, to its first sample at the speaker, from a known sender. */
export const firstSoundFigure: Figure = {
  name: 'first-sound',
  run: (round) =>
    withSound(round, async (_session, tap) => {
      await teachPace(round, tap);
      const pulse = await takePulse(tap.context);
      const floor = await measureFloor(tap, pulse);
      const answer = nextAnswer();
      deliver(answer.begin());
      await tap.after(50 + round.random() * 20);
      const from = tap.now;
      const atMs = performance.now();
      deliver([answer.audio(500)]);
      const value = Math.max(0, pulse.renderedAtMs(await tap.firstSoundSince(from)) - atMs);
      deliver(answer.end(''));
      return [{ name: 'first-sound', value, floor }];
    }),
};

/** From `interrupt()` to the last sample of the answer, and what of it sounds when 500 ms more arrive afterwards. */
export const silenceFigure: Figure = {
  name: 'silence',
  run: (round) =>
    withSound(round, async (session, tap) => {
      const pulse = await takePulse(tap.context);
      const answer = nextAnswer();
      const from = tap.now;
      deliver([...answer.begin(), ...Array.from({ length: 40 }, () => answer.audio(100))]);
      await tap.firstSoundSince(from);
      await tap.after(300 + round.random() * 200);
      const cut = tap.now;
      const cutAtMs = performance.now();
      session.interrupt();
      deliver(Array.from({ length: 5 }, () => answer.audio(100)));
      const spans = await tap.settled(cut, 800);
      const [first] = spans;
      return [
        {
          name: 'silence',
          value: first ? Math.max(0, pulse.renderedAtMs(first.to) - cutAtMs) : 0,
          floor: 2 * pulse.callbackMs + FADE_MS,
        },
        { name: 'silence.late-audio', value: tap.toMs(lengthOf(spans.slice(1))) },
      ];
    }),
};

/** A fade shorter than this clicks; the floor of silence is made of it and of two callbacks. */
const FADE_MS = 4;

/** The heard time that the client reports to the vendor, compared with the rendered samples. */
export const heardFigure: Figure = {
  name: 'heard',
  run: (round) =>
    withSound(round, async (session, tap) => {
      const { callbackMs } = await takePulse(tap.context);
      const measure = async (hasStall: boolean) => {
        const answer = nextAnswer();
        const from = tap.now;
        deliver([...answer.begin(), ...Array.from({ length: 6 }, () => answer.audio(100))]);
        if (hasStall) {
          await tap.firstSoundSince(from);
          await tap.after(1_000);
        }
        deliver(Array.from({ length: 20 }, () => answer.audio(100)));
        await tap.firstSoundSince(hasStall ? tap.now : from);
        await tap.after(200 + round.random() * 300);
        session.interrupt();
        const spans = await tap.settled(from, 400);
        const told = vendorSide().received.findLast((frame) => frame.type === 'conversation.item.truncate');
        if (told?.item_id !== answer.itemId) throw new Error('The client did not tell what was heard.');
        return Math.abs((told.audio_end_ms ?? 0) - tap.toMs(lengthOf(spans)));
      };
      return [
        { name: 'heard.error', value: await measure(false), floor: callbackMs },
        { name: 'heard.error-after-stall', value: await measure(true), floor: callbackMs },
      ];
    }),
};
