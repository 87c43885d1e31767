import type { LevelFrame } from '@repartee/hooks';
import { moveBars } from './barHeights.ts';

/** The level at which the bar of reduced motion is full. */
const FULL_LEVEL = 0.3;

/** Draws the frames of a level source on one canvas. */
export interface BarPainter {
  paint(frame: Pick<LevelFrame, 'level' | 'bands'>): void;
  /** Draws the bars at rest. */
  rest(): void;
  dispose(): void;
}

/**
 * Draws bars in the text colour of the canvas. Size, colour and reduced motion are read when they change and not on each
 * frame: reading them would make the browser lay out the page sixty times a second. A frame without a change is not drawn.
 *
 * @param thickness of a bar, as a share of its space
 */
export function createBarPainter(canvas: HTMLCanvasElement, barCount: number, thickness: number): BarPainter {
  const context = canvas.getContext('2d');
  const heights = new Float32Array(barCount);
  const stillness = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;
  let color = getComputedStyle(canvas).color;
  let steps = 0;

  const draw = () => {
    if (!context) return;
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = color;
    if (stillness?.matches) drawSteadyBar(context, canvas, steps);
    else drawBars(context, canvas, heights, thickness);
  };
  const measure = () => {
    const scale = globalThis.devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
    draw();
  };
  // The style sheet gives the colour a transition of one millisecond, which ends whenever the colour changes.
  const recolor = () => {
    color = getComputedStyle(canvas).color;
    draw();
  };
  const observer = typeof ResizeObserver === 'function' ? new ResizeObserver(measure) : null;
  observer?.observe(canvas);
  canvas.addEventListener('transitionend', recolor);
  stillness?.addEventListener('change', draw);
  measure();

  return {
    paint({ level, bands }) {
      const nextSteps = Math.round(Math.min(1, level / FULL_LEVEL) * 10) / 10;
      const hasStepped = nextSteps !== steps;
      steps = nextSteps;
      const hasMoved = moveBars(heights, bands);
      if (stillness?.matches ? hasStepped : hasMoved) draw();
    },
    rest() {
      heights.fill(0);
      steps = 0;
      recolor();
    },
    dispose() {
      observer?.disconnect();
      canvas.removeEventListener('transitionend', recolor);
      stillness?.removeEventListener('change', draw);
    },
  };
}

function drawBars(
  context: CanvasRenderingContext2D,
  { width, height }: HTMLCanvasElement,
  heights: Float32Array,
  share: number,
): void {
  const pitch = width / heights.length;
  const thickness = Math.max(1, Math.min(pitch * share, height * 0.12));
  for (let bar = 0; bar < heights.length; bar += 1) {
    const length = Math.max(thickness, (heights[bar] ?? 0) * height);
    roundBar(context, bar * pitch + (pitch - thickness) / 2, (height - length) / 2, thickness, length);
  }
}

/** One bar with ten steps, which shows the level without moving all the time. */
function drawSteadyBar(
  context: CanvasRenderingContext2D,
  { width, height }: HTMLCanvasElement,
  share: number,
): void {
  const thickness = Math.min(height * 0.25, 16);
  const top = (height - thickness) / 2;
  context.globalAlpha = 0.25;
  roundBar(context, 0, top, width, thickness);
  context.globalAlpha = 1;
  if (share > 0) roundBar(context, 0, top, width * share, thickness);
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
