import { describe, expect, it } from 'vitest';
import { tone } from '../../test/fake-speech.ts';
import { FRAME_MS, VoiceActivity } from './voice-activity.ts';

const RATE_HZ = 16_000;
const silence = (ms: number) => new Float32Array((ms * RATE_HZ) / 1000);

function listen(
  parts: readonly Float32Array[],
  options = { threshold: 0.5, silenceMs: () => 400 },
): string[] {
  const activity = new VoiceActivity(options);
  const length = (RATE_HZ * FRAME_MS) / 1000;
  const found: string[] = [];
  for (const part of parts) {
    for (let at = 0; at + length <= part.length; at += length) {
      const change = activity.push(part.subarray(at, at + length));
      if (change) found.push(`${change.type} ${change.atMs}`);
    }
  }
  return found;
}

/** White noise of a level, the same every time. */
function noise(ms: number, amplitude: number): Float32Array {
  let state = 1;
  return silence(ms).map(() => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647 - 0.5) * 2 * amplitude;
  });
}

describe('voice activity', () => {
  it('gives the first moment of a voice and the end of the silence behind it', () => {
    expect(listen([silence(500), tone(600, RATE_HZ), silence(600)])).toEqual(['started 500', 'stopped 1500']);
  });

  it('takes a pause that is too short as part of the speech', () => {
    const parts = [tone(400, RATE_HZ), silence(380), tone(400, RATE_HZ), silence(500)];
    expect(listen(parts)).toEqual(['started 0', 'stopped 1580']);
  });

  it('finds two speeches with enough silence between them', () => {
    const parts = [tone(400, RATE_HZ), silence(420), tone(400, RATE_HZ), silence(500)];
    expect(listen(parts)).toEqual(['started 0', 'stopped 800', 'started 820', 'stopped 1620']);
  });

  it('takes no click for speech', () => {
    expect(listen([silence(200), tone(40, RATE_HZ), silence(500)])).toEqual([]);
  });

  it('hears a voice above the noise of a room, and its end', () => {
    const room = noise(1_000, 0.008);
    const voice = tone(800, RATE_HZ).map((sample, index) => sample + (room[index] ?? 0));
    expect(listen([room, voice, room])).toEqual(['started 1000', 'stopped 2200']);
  });

  it('gets used to a noise that begins and stays', () => {
    const found = listen([silence(500), noise(20_000, 0.05)]);
    expect(found).toHaveLength(2);
    expect(found[1]).toMatch(/^stopped/);
  });

  it('is deafer with a higher threshold', () => {
    const soft = [silence(200), tone(600, RATE_HZ, 0.02), silence(600)];
    expect(listen(soft)).toHaveLength(2);
    expect(listen(soft, { threshold: 0.9, silenceMs: () => 400 })).toEqual([]);
  });
});
