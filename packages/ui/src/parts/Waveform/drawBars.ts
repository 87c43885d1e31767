import type { LevelFrame } from '@repartee/hooks';

/** Bars at rest are this high, as a share of the canvas: a line of dots. */
const REST = 0.06;

/** Loudness at which the steady bar of reduced motion is full. */
const FULL_LEVEL = 0.3;

/** Draws one frame in the colour that the canvas has as text. */
export function drawBars(canvas: HTMLCanvasElement, frame: Pick<LevelFrame, 'level' | 'bands'>): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { clientWidth, clientHeight } = canvas;
  const scale = globalThis.devicePixelRatio || 1;
  const width = Math.round(clientWidth * scale);
  const height = Math.round(clientHeight * scale);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.clearRect(0, 0, width, height);
  context.fillStyle = getComputedStyle(canvas).color;
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    drawSteadyBar(context, width, height, frame.level);
    return;
  }
  const count = frame.bands.length;
  const pitch = width / count;
  const thickness = Math.max(1, pitch * 0.5);
  for (let bar = 0; bar < count; bar += 1) {
    const share = Math.max(REST, frame.bands[bar] ?? 0);
    const length = Math.max(thickness, share * height);
    roundBar(context, bar * pitch + (pitch - thickness) / 2, (height - length) / 2, thickness, length);
  }
}

/** One bar in ten steps: it tells that somebody speaks and how loudly, without moving all the time. */
function drawSteadyBar(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  level: number,
): void {
  const steps = Math.round(Math.min(1, level / FULL_LEVEL) * 10) / 10;
  const thickness = height * 0.25;
  context.globalAlpha = 0.25;
  roundBar(context, 0, (height - thickness) / 2, width, thickness);
  context.globalAlpha = 1;
  if (steps > 0) roundBar(context, 0, (height - thickness) / 2, width * steps, thickness);
}

function roundBar(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(width, height) / 2);
  context.fill();
}
