import { describe, expect, it } from 'vitest';
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
