import { RealtimeError } from '../errors/realtime-error.ts';
import { selectResampler } from './polyphase.ts';
import type { Resampler, ResamplerOptions } from './polyphase.ts';

/**
 * Creates a resampler: a windowed-sinc polyphase filter with a proper low-pass, whose aliases and images are more than
 * 80 dB down. Output is aligned with input: sample n of the output is the signal at time n / toHz.
 *
 * @throws RealtimeError `invalid-config` for a rate that is no positive whole number.
 */
export function createResampler(options: ResamplerOptions): Resampler {
  for (const rateHz of [options.fromHz, options.toHz]) {
    if (Number.isSafeInteger(rateHz) && rateHz > 0) continue;
    throw new RealtimeError(
      'invalid-config',
      `A sample rate of ${rateHz} Hz cannot be converted. Give a positive whole number of samples per second.`,
    );
  }
  return selectResampler(options);
}
