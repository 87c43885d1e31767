import { describe, expect, it } from 'vitest';
import { rms } from '../audio/level.ts';
import type { SpeakerListener } from '../media/speaker-port.ts';
import { createFakeSpeaker } from './fake-speaker.ts';
import type { FakeSpeakerOptions } from './fake-speaker.ts';
import { createManualClock } from './manual-clock.ts';

const FORMAT = { encoding: 'pcm16', sampleRateHz: 24_000 } as const;

async function open(options: FakeSpeakerOptions = {}) {
  const clock = createManualClock(1_000);
  const fake = createFakeSpeaker({ clock, ...options });
  const told: unknown[] = [];
  const listener: SpeakerListener = {
    onItemStarted: (event) => told.push(event),
    onPlayhead: () => {},
    onItemFinished: ({ itemId }) => told.push(`finished ${itemId}`),
    onDrained: () => told.push('drained'),
    onBlockedChange: (isBlocked) => told.push(isBlocked ? 'blocked' : 'plays'),
    onLost: ({ code }) => told.push(code),
  };
  const { signal } = new AbortController();
  const speaker = await fake.open({ format: FORMAT, volume: 1, signal, listener });
  return { clock, fake, speaker, told };
}

/** Full scale: what comes out of it is the volume. */
const loud = (ms: number) => new Uint8Array(new Int16Array(ms * 24).fill(32_767).buffer);

describe('a fake speaker', () => {
  it('renders exactly as much as its clock advances', async () => {
    const { clock, fake, speaker } = await open();
    speaker.play('a', loud(1_000));
    await clock.advanceAsync(240);
    expect(fake.heardMs('a')).toBe(240);
    expect(fake.output()).toHaveLength(240 * 24);
  });

  it('tells when the first sample was rendered on the clock of the session', async () => {
    const { clock, speaker, told } = await open();
    await clock.advanceAsync(500);
    speaker.play('a', loud(100));
    await clock.advanceAsync(40);
    expect(told).toEqual([{ itemId: 'a', atMs: 1_500 }]);
  });

  it('keeps the signal that was rendered, at the volume of the moment', async () => {
    const { clock, fake, speaker } = await open();
    speaker.play('a', loud(1_000));
    await clock.advanceAsync(100);
    speaker.setVolume(0.5);
    await clock.advanceAsync(100);
    const output = fake.output();
    // A steady signal stays steady: neither the fade nor the volume may tremble once they have arrived.
    expect(new Set(output.subarray(50 * 24, 90 * 24))).toEqual(new Set([32_767 / 32_768].map(Math.fround)));
    expect(rms(output.subarray(150 * 24, 190 * 24))).toBeCloseTo(0.5, 4);
    expect(speaker.level.level()).toBeCloseTo(0.5, 2);
  });

  it('stands still while it is blocked, and goes on where it was', async () => {
    const { clock, fake, speaker, told } = await open({ blocked: true });
    speaker.play('a', loud(100));
    speaker.endItem('a');
    await clock.advanceAsync(500);
    expect(fake.heardMs('a')).toBe(0);
    await speaker.resume();
    await clock.advanceAsync(50);
    fake.block();
    await clock.advanceAsync(500);
    expect(fake.heardMs('a')).toBe(40);
    await speaker.resume();
    await clock.advanceAsync(100);
    expect(told).toEqual([
      'blocked',
      'plays',
      { itemId: 'a', atMs: 1_500 },
      'blocked',
      'plays',
      'finished a',
      'drained',
    ]);
  });

  it('leaves no timer behind when it has drained and when it is closed', async () => {
    const { clock, speaker } = await open();
    speaker.play('a', loud(30));
    speaker.endItem('a');
    await clock.advanceAsync(100);
    expect(clock.pendingTimers).toBe(0);
    speaker.play('b', loud(30));
    expect(clock.pendingTimers).toBe(1);
    speaker.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('tells when it is lost, and counts its openings', async () => {
    const { fake, told } = await open();
    fake.lose();
    expect(told).toEqual(['worklet-failed']);
    expect({ isOpen: fake.isOpen, opened: fake.opened, closed: fake.closed }).toEqual({
      isOpen: false,
      opened: 1,
      closed: 1,
    });
  });
});
