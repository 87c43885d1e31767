import { createResampler } from '@repartee/core/audio';

/** Changes the rate of a whole recording. */
export function resampleAll(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  const resampler = createResampler({ fromHz, toHz });
  const body = resampler.process(samples);
  const tail = resampler.flush();
  const all = new Float32Array(body.length + tail.length);
  all.set(body);
  all.set(tail, body.length);
  return all;
}
