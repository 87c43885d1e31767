/** The height of a bar at rest, as a share of the canvas. It is drawn as a dot. */
const REST = 0.05;

/**
 * The share of the way to its target that a bar falls in one frame. Speech flickers; a bar that fell at once would flicker
 * too.
 */
const FALL = 0.18;

/**
 * Moves bars towards the bands of one frame. Low bands are in the middle and high bands at both sides. Bars rise at once and
 * fall slowly.
 *
 * @param heights the bars as they are, each a share of the canvas; changed in place.
 * @returns whether any bar moved enough to be drawn again.
 */
export function moveBars(heights: Float32Array, bands: Float32Array): boolean {
  const middle = (heights.length - 1) / 2;
  let hasMoved = false;
  for (let bar = 0; bar < heights.length; bar += 1) {
    const band = Math.floor(Math.abs(bar - middle));
    // The square root raises low levels, as hearing does.
    const target = Math.max(REST, Math.sqrt(bands[band] ?? 0) * taper(bar, heights.length));
    const current = heights[bar] ?? 0;
    const next = target >= current ? target : current + (target - current) * FALL;
    // A movement of less than 0.2 % is not visible.
    if (Math.abs(next - current) < 0.002) continue;
    heights[bar] = next;
    hasMoved = true;
  }
  return hasMoved;
}

/** The number of bands of a row of bars: each is drawn twice, except the middle one of an odd row. */
export function bandsFor(barCount: number): number {
  return Math.ceil(barCount / 2);
}

/** Makes the bars lower towards the ends of the row. */
function taper(bar: number, count: number): number {
  if (count < 3) return 1;
  return 0.35 + 0.65 * Math.sin((Math.PI * (bar + 0.5)) / count);
}
