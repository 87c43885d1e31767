import { describe, expect, it } from 'vitest';
import { RenderedQueue, tone } from '../../test/rendered-queue.ts';
import { loudestDb, middle, strengthDb } from '../../test/spectrum.ts';

const WIRE_RATES = [8_000, 16_000, 24_000, 48_000];
const DEVICE_RATES = [44_100, 48_000];
const PAIRS = WIRE_RATES.flatMap((wireHz) => DEVICE_RATES.map((deviceHz) => ({ wireHz, deviceHz })));

/** Renders a tone that comes in uneven chunks. */
function render(wireHz: number, deviceHz: number, frequencyHz: number): RenderedQueue {
  const speaker = new RenderedQueue(deviceHz, { encoding: 'pcm16', sampleRateHz: wireHz });
  const bytes = tone(1_000, 0, wireHz, frequencyHz);
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = [962, 14, 4_800][turn % 3] ?? 2;
    speaker.queue.push('a', bytes.slice(at, at + size));
    at += size;
  }
  speaker.queue.end('a');
  return speaker.renderUntil('drained');
}

describe.each(PAIRS)(
  'the rendered signal of $wireHz Hz audio at a device of $deviceHz Hz',
  ({ wireHz, deviceHz }) => {
    it.each([200, 1_000, 3_000])(
      'is the tone of %i Hz that came, and nothing else above -60 dB of it',
      (frequencyHz) => {
        const output = middle(Float32Array.from(render(wireHz, deviceHz, frequencyHz).output));
        const wantedDb = strengthDb(output, frequencyHz, deviceHz);
        expect(Math.abs(wantedDb - 20 * Math.log10(0.5))).toBeLessThan(0.9);
        const band = { fromHz: 50, toHz: deviceHz / 2 - 50, exceptHz: frequencyHz };
        expect(loudestDb(output, deviceHz, band) - wantedDb).toBeLessThan(-60);
      },
    );

    it('makes no step that neither the tone nor its fades make', () => {
      const own = 0.5 * 2 * Math.sin((Math.PI * 200) / deviceHz);
      const fade = 0.5 / (deviceHz * 0.004);
      expect(render(wireHz, deviceHz, 200).largestStep).toBeLessThan((own + fade) * 1.05);
    });
  },
);
