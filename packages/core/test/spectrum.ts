/** A sine at the given scale. */
export function sine(frequencyHz: number, rateHz: number, samples: number, scale = 1): Float32Array {
  return Float32Array.from(
    { length: samples },
    (_, n) => scale * Math.sin((2 * Math.PI * frequencyHz * n) / rateHz),
  );
}

/** The middle of a signal, where no filter and no fade begins or ends. */
export function middle(signal: Float32Array): Float32Array {
  return signal.subarray(Math.floor(signal.length * 0.2), Math.floor(signal.length * 0.8));
}

/** The strengths of all frequencies up to half the rate, in decibels under full scale: bin n is n / length of the rate. */
function spectrumDb(signal: Float32Array): Float64Array {
  const length = 2 ** Math.floor(Math.log2(signal.length));
  const real = new Float64Array(length);
  const imaginary = new Float64Array(length);
  for (let n = 0; n < length; n += 1) {
    // Blackman-Harris: neighbours are 92 dB down four bins away.
    const turn = (2 * Math.PI * n) / length;
    const window =
      0.35875 - 0.48829 * Math.cos(turn) + 0.14128 * Math.cos(2 * turn) - 0.01168 * Math.cos(3 * turn);
    real[reverseBits(n, length)] = (signal[n] ?? 0) * window;
  }
  transform(real, imaginary);
  return Float64Array.from({ length: length / 2 }, (_, bin) => {
    const magnitude = Math.hypot(real[bin] ?? 0, imaginary[bin] ?? 0);
    return 20 * Math.log10((2 * magnitude) / (0.35875 * length) + 1e-12);
  });
}

function reverseBits(n: number, length: number): number {
  let reversed = 0;
  for (let bit = 1, rest = n; bit < length; bit *= 2, rest >>= 1) reversed = reversed * 2 + (rest & 1);
  return reversed;
}

/** The fast Fourier transform in place, of values in bit-reversed order. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let size = 2; size <= real.length; size *= 2) {
    for (let k = 0; k < size / 2; k += 1) {
      const cos = Math.cos((2 * Math.PI * k) / size);
      const sin = -Math.sin((2 * Math.PI * k) / size);
      for (let low = k; low < real.length; low += size) {
        const high = low + size / 2;
        const [a, b] = [real[high] ?? 0, imaginary[high] ?? 0];
        const [x, y] = [a * cos - b * sin, a * sin + b * cos];
        real[high] = (real[low] ?? 0) - x;
        imaginary[high] = (imaginary[low] ?? 0) - y;
        real[low] = (real[low] ?? 0) + x;
        imaginary[low] = (imaginary[low] ?? 0) + y;
      }
    }
  }
}

/** The strength of a frequency, in decibels under full scale, within the 0.8 dB by which it may lie between two bins. */
export function strengthDb(signal: Float32Array, frequencyHz: number, rateHz: number): number {
  return loudestDb(signal, rateHz, { fromHz: frequencyHz - 20, toHz: frequencyHz + 20 });
}

/** The strength of the strongest frequency of a band, leaving out the surroundings of one. */
export function loudestDb(
  signal: Float32Array,
  rateHz: number,
  band: { readonly fromHz: number; readonly toHz: number; readonly exceptHz?: number },
): number {
  const spectrum = spectrumDb(signal);
  const binHz = rateHz / 2 / spectrum.length;
  return spectrum.reduce((loudest, db, bin) => {
    const hz = bin * binHz;
    const isCounted =
      hz >= band.fromHz && hz <= band.toHz && Math.abs(hz - (band.exceptHz ?? -Infinity)) >= 40;
    return isCounted ? Math.max(loudest, db) : loudest;
  }, -Infinity);
}
