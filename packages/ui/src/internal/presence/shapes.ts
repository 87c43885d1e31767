import type { Scene } from './createPresence.ts';
import type { PresenceState } from './PresenceState.ts';

/** A value of a picture in its present mixture of states. */
export function weigh(
  weights: Readonly<Record<PresenceState, number>>,
  values: Readonly<Partial<Record<PresenceState, number>>>,
): number {
  let sum = 0;
  for (const [state, value] of Object.entries(values)) sum += weights[state as PresenceState] * value;
  return sum;
}

const CORNERS = 72;

/** Traces a circle that bulges by a share of its radius, around the origin. */
export function traceBlob({ context, face }: Scene, radius: number, wobble: number, time: number): void {
  const [first = 0, second = 0] = face.phases;
  context.beginPath();
  for (let corner = 0; corner < CORNERS; corner += 1) {
    const angle = (corner / CORNERS) * 2 * Math.PI;
    const bulge =
      Math.sin(face.lobes * angle + time * 1.7 + first) +
      0.6 * Math.sin((face.lobes + 1) * angle - time * 2.3 + second);
    const distance = radius * (1 + wobble * bulge * 0.6);
    context.lineTo(distance * Math.cos(angle), distance * Math.sin(angle));
  }
  context.closePath();
}

/** Traces a ring that swings in two slow waves, the more the louder each band of a voice is: low ones at the top and the bottom. */
export function traceVoice(
  { context }: Scene,
  radius: number,
  height: number,
  bands: Float32Array,
  time: number,
): void {
  const corners = 96;
  context.beginPath();
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = (corner / corners) * 2 * Math.PI;
    const place = Math.abs(Math.sin(angle)) * (bands.length / 2);
    const low = Math.floor(place);
    const share = place - low;
    const band = (bands[low] ?? 0) * (1 - share) + (bands[low + 1] ?? 0) * share;
    const swing = 0.6 * Math.sin(angle * 7 + time * 4) + 0.4 * Math.sin(angle * 4 - time * 5.3);
    const distance = radius + height * band * swing;
    context.lineTo(distance * Math.cos(angle), distance * Math.sin(angle));
  }
  context.closePath();
}

/** Adds a bar with round ends to the path. */
export function addBar(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.roundRect(x, y, width, height, Math.min(width, height) / 2);
}
