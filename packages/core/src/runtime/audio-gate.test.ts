import { describe, expect, it } from 'vitest';
import { createManualClock } from '../testing/manual-clock.ts';
import { AudioGate } from './audio-gate.ts';

const OPEN = { isMuted: false, isOpen: true };

/** Chunks of 20 ms, each marked by its first byte. */
function createGate() {
  const sent: number[] = [];
  const gate = new AudioGate(
    { encoding: 'pcm16', sampleRateHz: 24_000 },
    (audio) => void sent.push(audio[0] ?? -1),
  );
  const push = (mark: number, state = OPEN) => gate.push(new Uint8Array(960).fill(mark), state);
  return { gate, sent, push };
}

describe('the gate of the user’s audio', () => {
  it('keeps what comes before it is released and sends it first', () => {
    const { gate, sent, push } = createGate();
    push(1);
    push(2);
    expect(sent).toEqual([]);
    gate.release();
    push(3);
    expect(sent).toEqual([1, 2, 3]);
  });

  it.each([
    ['while muted', { isMuted: true, isOpen: true }],
    ['outside a turn', { isMuted: false, isOpen: false }],
  ])('neither sends nor keeps anything %s', (_when, state) => {
    const { gate, sent, push } = createGate();
    push(1, state);
    gate.release();
    push(2, state);
    expect(sent).toEqual([]);
  });

  it('keeps the last ten seconds', () => {
    const { gate, sent, push } = createGate();
    for (let chunk = 0; chunk < 501; chunk += 1) push(chunk % 256);
    gate.release();
    expect([sent.length, sent[0]]).toEqual([500, 1]);
  });

  it('reports speech that was sent too long ago to be said again', () => {
    const { gate, push } = createGate();
    gate.release();
    // Eleven seconds, of which the first half second is from before the turn.
    for (let chunk = 0; chunk < 550; chunk += 1)
      push(chunk % 256, { ...OPEN, atMs: chunk * 20, isVoiced: true } as typeof OPEN);
    // The connection ends first; the rules say since when the user has not been heard.
    gate.hold();
    gate.hold(500);
    expect(gate.takeLostMs()).toBe(500);
  });

  it('keeps nothing where the browser sends the microphone itself', () => {
    const sent: Uint8Array[] = [];
    const format = { encoding: 'pcm16', sampleRateHz: 8_000 } as const;
    const gate = new AudioGate(format, (audio) => void sent.push(audio), null, 'unsent');
    const push = () => gate.push(new Uint8Array(320), OPEN);
    push();
    expect(gate.sentMs).toBe(0);
    gate.release();
    expect([sent.length, gate.sentMs]).toEqual([0, 0]);
    push();
    expect([sent.length, gate.sentMs]).toEqual([1, 20]);
  });

  it('counts what has gone out or waits since the mark, in milliseconds', () => {
    const { gate, push } = createGate();
    push(1);
    expect(gate.sentMs).toBe(20);
    gate.release();
    gate.mark();
    push(2);
    push(3);
    expect(gate.sentMs).toBe(40);
  });

  it('keeps again when held, over any number of holds, until it is told to drop', () => {
    const { gate, sent, push } = createGate();
    gate.release();
    gate.hold();
    push(1);
    gate.hold();
    push(2);
    gate.release();
    gate.hold();
    push(3);
    gate.drop();
    gate.release();
    expect(sent).toEqual([1, 2]);
  });
});

describe('the gate for a vendor that wants a stream without gaps', () => {
  function createSteadyGate(encoding: 'pcm16' | 'g711-ulaw' = 'pcm16') {
    const clock = createManualClock();
    const sent: Uint8Array[] = [];
    const format = { encoding, sampleRateHz: 8_000 } as const;
    const gate = new AudioGate(format, (audio) => void sent.push(audio), { everyMs: 100, clock });
    return { clock, sent, gate, speak: (state = OPEN) => gate.push(new Uint8Array(320).fill(7), state) };
  }

  it('sends silence of the same length while nothing of the user’s leaves', () => {
    const { clock, sent, gate, speak } = createSteadyGate();
    clock.advance(1_000);
    expect(sent).toEqual([]);
    gate.release();
    speak({ isMuted: true, isOpen: true });
    clock.advance(300);
    expect(sent).toEqual([1, 2, 3].map(() => new Uint8Array(1_600)));
  });

  it('sends none beside the user’s own audio', () => {
    const { clock, sent, gate, speak } = createSteadyGate();
    gate.release();
    for (let chunk = 0; chunk < 50; chunk += 1) {
      speak();
      clock.advance(20);
    }
    expect(sent.every((audio) => audio[0] === 7)).toBe(true);
  });

  it('writes silence as the encoding has it', () => {
    const { clock, sent, gate } = createSteadyGate('g711-ulaw');
    gate.release();
    clock.advance(100);
    expect(sent).toEqual([new Uint8Array(800).fill(0xff)]);
  });

  it('stops when held, and leaves no timer behind', () => {
    const { clock, sent, gate } = createSteadyGate();
    gate.release();
    gate.hold();
    clock.advance(1_000);
    expect([sent.length, clock.pendingTimers]).toEqual([0, 0]);
    gate.release();
    clock.advance(100);
    expect(sent.length).toBe(1);
  });
});

describe('the gate of turns by hand', () => {
  const shut = { isMuted: false, isOpen: false, preRollMs: 60 };
  const open = { ...shut, isOpen: true };

  function createHandGate() {
    const world = createGate();
    world.gate.release();
    return world;
  }

  it('sends the last moment before the turn ahead of it, once, and counts the turn alone', () => {
    const { gate, sent, push } = createHandGate();
    for (let chunk = 1; chunk <= 9; chunk += 1) push(chunk, shut);
    expect(sent).toEqual([]);
    gate.mark();
    push(10, open);
    push(11, open);
    expect([sent, gate.sentMs]).toEqual([[7, 8, 9, 10, 11], 40]);
    push(12, shut);
    push(13, open);
    expect(sent.slice(5)).toEqual([12, 13]);
  });

  it('keeps it in order also where nothing can go out yet', () => {
    const { gate, sent, push } = createGate();
    push(1, shut);
    gate.mark();
    push(2, open);
    expect(gate.sentMs).toBe(20);
    gate.release();
    expect(sent).toEqual([1, 2]);
  });

  it.each<[string, (world: ReturnType<typeof createGate>) => void]>([
    ['what was said before a mute', ({ push }) => push(2, { ...shut, isMuted: true })],
    ['what was said before a mute that stops the microphone itself', ({ gate }) => gate.forget()],
    ['what was said before the mode changed', ({ push }) => push(2, { ...OPEN, isOpen: false })],
    ['what was kept for a connection that is gone', ({ gate }) => gate.drop()],
  ])('never sends %s', (_what, happen) => {
    const world = createHandGate();
    world.push(1, shut);
    happen(world);
    world.push(3, open);
    expect(world.sent).toEqual([3]);
  });

  it('sends nothing into hands-free that was said while no turn was open', () => {
    const { sent, push } = createHandGate();
    push(1, shut);
    push(2, OPEN);
    expect(sent).toEqual([2]);
  });

  it('leaves aside what is old, because the microphone stood still meanwhile', () => {
    const { gate, sent } = createHandGate();
    const at = (mark: number, atMs: number, state: typeof shut) =>
      gate.push(new Uint8Array(960).fill(mark), { ...state, atMs });
    at(1, 1_000, shut);
    at(2, 1_900, shut);
    at(3, 2_500, open);
    expect(sent).toEqual([2, 3]);
  });
});
