import { RATE_HZ, frames } from './sounds.ts';

/** The speed of sound, in metres a second. */
const SOUND_M_S = 343;

/** A rectangular room with a microphone in it. Lengths in metres. */
export interface Room {
  readonly size: readonly [number, number, number];
  /** Reverberation time: how long the sound takes to fall by 60 dB, in seconds. */
  readonly rt60: number;
}

/**
 * The impulse response between two places in a room by the image method: each wall mirrors the source, and takes the same share of
 * it. Taps are at the nearest sample.
 */
export function respond(
  { size, rt60 }: Room,
  source: readonly [number, number, number],
  microphone: readonly [number, number, number],
): Float32Array {
  const [x, y, z] = size;
  // Sabine's formula for one absorption of all walls.
  const absorption = Math.min(0.95, (0.161 * x * y * z) / (rt60 * 2 * (x * y + y * z + x * z)));
  const wall = Math.sqrt(1 - absorption);
  const response = new Float32Array(Math.ceil(rt60 * 0.75 * RATE_HZ));
  const reach = (response.length / RATE_HZ) * SOUND_M_S;
  const [nx, ny, nz] = size.map((side) => Math.ceil(reach / (2 * side))) as [number, number, number];
  for (let i = -nx; i <= nx; i += 1)
    for (let u = 0; u < 2; u += 1) {
      const dx = (1 - 2 * u) * source[0] + 2 * i * x - microphone[0];
      for (let j = -ny; j <= ny; j += 1)
        for (let v = 0; v < 2; v += 1) {
          const dy = (1 - 2 * v) * source[1] + 2 * j * y - microphone[1];
          if (dx * dx + dy * dy > reach * reach) continue;
          for (let k = -nz; k <= nz; k += 1)
            for (let w = 0; w < 2; w += 1) {
              const dz = (1 - 2 * w) * source[2] + 2 * k * z - microphone[2];
              const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
              const at = Math.round((distance / SOUND_M_S) * RATE_HZ);
              if (at >= response.length) continue;
              const bounces =
                Math.abs(i - u) + Math.abs(i) + Math.abs(j - v) + Math.abs(j) + Math.abs(k - w) + Math.abs(k);
              // Every other image is turned over: the taps of a perfectly regular room would add up to a hum.
              const sign = bounces % 2 === 0 ? 1 : -1;
              response[at] = (response[at] ?? 0) + (sign * wall ** bounces) / Math.max(0.1, distance);
            }
        }
    }
  const first = response.findIndex((tap) => tap !== 0);
  return response.slice(Math.max(0, first));
}

/** Convolves a sound with a response, whole, by fast Fourier transform. */
export function convolve(sound: Float32Array, response: Float32Array): Float32Array {
  const length = sound.length + response.length - 1;
  const size = 2 ** Math.ceil(Math.log2(length));
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  // Both are real: one transform does for the two.
  re.set(sound);
  im.set(response);
  transform(re, im, 1);
  const [outRe, outIm] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size; k += 1) {
    const m = (size - k) % size;
    const [a, b, c, d] = [re[k] ?? 0, im[k] ?? 0, re[m] ?? 0, im[m] ?? 0];
    const [sr, si, rr, ri] = [(a + c) / 2, (b - d) / 2, (b + d) / 2, (c - a) / 2];
    outRe[k] = sr * rr - si * ri;
    outIm[k] = sr * ri + si * rr;
  }
  transform(outRe, outIm, -1);
  return Float32Array.from({ length }, (_, index) => (outRe[index] ?? 0) / size);
}

/** A radix-2 transform in place. */
function transform(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i += 1) {
    let bit = size >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [re[i], re[j]] = [re[j] ?? 0, re[i] ?? 0];
    [im[i], im[j]] = [im[j] ?? 0, im[i] ?? 0];
  }
  for (let half = 1; half < size; half *= 2) {
    const angle = (-sign * Math.PI) / half;
    const [stepRe, stepIm] = [Math.cos(angle), Math.sin(angle)];
    for (let from = 0; from < size; from += 2 * half) {
      let [wr, wi] = [1, 0];
      for (let k = from; k < from + half; k += 1) {
        const [xr, xi] = [re[k + half] ?? 0, im[k + half] ?? 0];
        const [tr, ti] = [wr * xr - wi * xi, wr * xi + wi * xr];
        re[k + half] = (re[k] ?? 0) - tr;
        im[k + half] = (im[k] ?? 0) - ti;
        re[k] = (re[k] ?? 0) + tr;
        im[k] = (im[k] ?? 0) + ti;
        [wr, wi] = [wr * stepRe - wi * stepIm, wr * stepIm + wi * stepRe];
      }
    }
  }
}

/** The edges of what a device's microphone takes, in hertz. */
export const DEVICES = {
  headset: [90, 7_500],
  laptop: [180, 7_000],
  phone: [300, 3_400],
  speakerphone: [250, 5_500],
} as const;

/** The name of a device. */
export type Device = keyof typeof DEVICES;

/** Filters a sound as a device does: two poles at each edge. */
export function throughDevice(sound: Float32Array, device: Device): Float32Array {
  const [lowHz, highHz] = DEVICES[device];
  return lowPass(highPass(highPass(sound, lowHz), lowHz), highHz);
}

function highPass(sound: Float32Array, hz: number): Float32Array {
  const keep = Math.exp((-2 * Math.PI * hz) / RATE_HZ);
  let [last, out] = [0, 0];
  return sound.map((sample) => {
    out = keep * (out + sample - last);
    last = sample;
    return out;
  });
}

function lowPass(sound: Float32Array, hz: number): Float32Array {
  const keep = Math.exp((-2 * Math.PI * hz) / RATE_HZ);
  let out = 0;
  return sound.map((sample) => {
    out = keep * out + (1 - keep) * sample;
    return out;
  });
}

/** Repeats a sound to a length in milliseconds. */
export function loop(sound: Float32Array, ms: number): Float32Array {
  return Float32Array.from({ length: frames(ms) }, (_, index) => sound[index % sound.length] ?? 0);
}
