/** Bars at rest are this high, as a share of the canvas: a line of dots. */
const REST = 0.05;

/** How far a bar falls towards its target in one frame: speech flickers, a falling bar should not. */
const FALL = 0.18;

/**
 * Moves bars towards the bands of one frame. Low bands stand in the middle and high ones at the sides, both sides alike,
 * so that a voice swells from the centre. Bars rise at once and fall slowly.
 *
 * @param heights the bars as they are, each a share of the canvas; changed in place.
 * @returns whether any bar moved enough to be drawn again.
 */
export function moveBars(heights: Float32Array, bands: Float32Array): boolean {
  const middle = (heights.length - 1) / 2;
  let hasMoved = false;
  for (let bar = 0; bar < heights.length; bar += 1) {
    const band = Math.floor(Math.abs(bar - middle));
    // The square root lifts what is soft: ears hear it so too.
    const target = Math.max(REST, Math.sqrt(bands[band] ?? 0) * taper(bar, heights.length));
    const current = heights[bar] ?? 0;
    const next = target >= current ? target : current + (target - current) * FALL;
    // What is less than a fifth of a percent is no visible movement.
    if (Math.abs(next - current) < 0.002) continue;
    heights[bar] = next;
    hasMoved = true;
  }
  return hasMoved;
}

/** How many bands a row of bars shows: each stands twice, but for the middle one of an odd row. */
export function bandsFor(barCount: number): number {
  return Math.ceil(barCount / 2);
}

/** Makes the row thinner towards its ends. */
function taper(bar: number, count: number): number {
  if (count < 3) return 1;
  return 0.35 + 0.65 * Math.sin((Math.PI * (bar + 0.5)) / count);
}
