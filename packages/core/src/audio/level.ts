/** Computes the root mean square of samples, 0 for none. */
export function rms(samples: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index += 1) sum += (samples[index] ?? 0) ** 2;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

/** The bands that a voice fills, in hertz. */
const LOWEST_HZ = 80;
const HIGHEST_HZ = 8_000;

/**
 * Folds a spectrum in decibels into bands on a logarithmic scale from 80 Hz to 8 kHz. Each band is the loudest of its
 * bins, mapped from `minDb`..`maxDb` to 0..1.
 */
export function foldBands(
  spectrumDb: Float32Array,
  options: { readonly sampleRateHz: number; readonly minDb: number; readonly maxDb: number },
  into: Float32Array,
): Float32Array {
  const binHz = options.sampleRateHz / 2 / spectrumDb.length;
  const ratio = HIGHEST_HZ / LOWEST_HZ;
  for (let band = 0; band < into.length; band += 1) {
    const from = Math.ceil((LOWEST_HZ * ratio ** (band / into.length)) / binHz);
    const to = Math.max(from + 1, Math.ceil((LOWEST_HZ * ratio ** ((band + 1) / into.length)) / binHz));
    let loudest = -Infinity;
    for (let bin = from; bin < to && bin < spectrumDb.length; bin += 1) {
      loudest = Math.max(loudest, spectrumDb[bin] ?? -Infinity);
    }
    const share = (loudest - options.minDb) / (options.maxDb - options.minDb);
    into[band] = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0));
  }
  return into;
}
