import { createBuffer } from '../../internal/presence/createPalette.ts';
import type { ColorName } from '../../internal/presence/createPalette.ts';
import type { Scene } from '../../internal/presence/createPresence.ts';
import { drawMarks } from '../../internal/presence/drawMarks.ts';
import { traceBlob, weigh } from '../../internal/presence/shapes.ts';

/** The radius of the body in each state, as a share of half the canvas. */
const RADII = {
  idle: 0.66,
  connecting: 0.5,
  listening: 0.62,
  'user-speaking': 0.52,
  thinking: 0.56,
  speaking: 0.64,
  ducked: 0.36,
  muted: 0.56,
  reconnecting: 0.46,
  ended: 0.6,
} as const;

/** The solidity of the body in each state. A body that cannot hear, or is not there yet, is like frosted glass. */
const STRENGTHS = {
  idle: 1,
  connecting: 0.5,
  listening: 1,
  'user-speaking': 1,
  thinking: 1,
  speaking: 1,
  ducked: 0.85,
  muted: 0.32,
  reconnecting: 0.38,
  ended: 0,
} as const;

/** The radius of an image in the place of the body, which the style sheet sets too. */
const AVATAR = 0.64;

/** The colours that flow in the body, with their place, size and strength. */
const CURRENTS: readonly { color: ColorName; reach: number; size: number; alpha: number }[] = [
  { color: 'third', reach: 0.42, size: 1.25, alpha: 1 },
  { color: 'second', reach: 0.55, size: 1.15, alpha: 1 },
  { color: 'light', reach: 0.62, size: 0.85, alpha: 0.8 },
  { color: 'agent', reach: 0.7, size: 0.7, alpha: 0.55 },
  { color: 'third', reach: 0.6, size: 0.7, alpha: 0.85 },
  { color: 'light', reach: 0.4, size: 0.5, alpha: 0.6 },
];

/** Veils of light around the body, which the agent's voice blows up: how far, and how strongly they shine. */
const VEILS = [
  [0.34, 0.14],
  [0.17, 0.22],
] as const;

/** The rings inside the body of one colour, as shares of its radius. */
const RINGS = [0.62, 0.28];

/** The currents are so soft that few pixels are enough. They become the paint of the body. */
const FLUID_PX = 72;
let fluid: HTMLCanvasElement | null = null;

/** Draws the orb: a body in which colours flow, veils that the agent's voice blows up, and a ring of marks around them. */
export function drawOrb(scene: Scene): void {
  const { context, model, palette, width, height, hasAvatar } = scene;
  const { weights, agentLevel, userLevel, time } = model;
  const unit = Math.min(width, height) / 2;
  const radius = unit * (weigh(weights, RADII) + 0.05 * agentLevel * weights.speaking);
  const strength = weigh(weights, STRENGTHS);
  context.save();
  context.translate(width / 2, height / 2);
  if (hasAvatar) {
    drawHalo(scene, radius * 1.6, strength);
    clearDisc(context, unit * AVATAR);
    drawFrame(scene, unit);
  } else if (palette.isPlain) {
    drawContours(scene, radius, strength);
  } else if (strength > 0.01) {
    const wobble = 0.006 + 0.028 * agentLevel + 0.012 * weights.thinking;
    VEILS.forEach(([reach, alpha], index) => {
      const blown = radius * (1 + reach * (0.25 + agentLevel));
      context.globalAlpha = alpha * strength * agentLevel * weights.speaking;
      if (context.globalAlpha < 0.01) return;
      traceBlob(scene, Math.min(unit * 0.88, blown), wobble * (2.6 - index * 0.6), time * 1.3 + index * 2);
      context.fillStyle = palette.colors.second;
      context.fill();
    });
    drawHalo(scene, radius * (1.42 + 0.1 * userLevel), strength);
    traceBlob(scene, radius, wobble, time);
    context.globalAlpha = strength;
    context.fillStyle = paintBody(scene, radius) ?? palette.colors.agent;
    context.fill();
  }
  drawMarks(scene, { unit, body: radius });
  context.restore();
}

/** Lines in the place of shades: an outline, dashed while the agent cannot hear, and rings that the agent's voice opens. */
function drawContours(scene: Scene, radius: number, strength: number): void {
  const { context, model, palette, px } = scene;
  const { agentLevel, weights, time } = model;
  context.strokeStyle = palette.colors.agent;
  context.lineWidth = px * 2.5;
  context.setLineDash(strength < 0.7 ? [px * 6, px * 5] : []);
  traceBlob(scene, radius, 0.006 + 0.028 * agentLevel, time);
  context.stroke();
  context.setLineDash([]);
  if (strength < 0.7) return;
  RINGS.forEach((size, index) => {
    const open = size + (1 - size) * 0.6 * agentLevel * weights.speaking;
    context.lineWidth = px * (1.5 + 2.5 * agentLevel);
    traceBlob(scene, radius * open, 0.01 + 0.04 * agentLevel, time * 1.2 + index * 2);
    context.stroke();
  });
}

/** A soft light behind the body. It ends at the edge of the canvas. */
function drawHalo({ context, palette, model, width, height }: Scene, wanted: number, strength: number): void {
  const size = Math.min(wanted, 0.47 * Math.min(width, height));
  context.globalAlpha = strength * (0.3 + 0.25 * model.agentLevel);
  context.drawImage(palette.spot('second'), -size, -size * 0.94, size * 2, size * 2);
}

/** Leaves the place of an image empty: the canvas is over it. */
function clearDisc(context: CanvasRenderingContext2D, radius: number): void {
  context.globalCompositeOperation = 'destination-out';
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.fill();
  context.globalCompositeOperation = 'source-over';
}

/** The edge of an image, which swings with the agent's voice. */
function drawFrame(scene: Scene, unit: number): void {
  const { context, model, palette, px } = scene;
  traceBlob(scene, unit * (AVATAR + 0.03 + 0.05 * model.agentLevel), 0.05 * model.agentLevel, model.time);
  context.globalAlpha = 0.3 + 0.7 * model.weights.speaking;
  context.strokeStyle = palette.colors.agent;
  context.lineWidth = px * (1.5 + 2 * model.agentLevel);
  context.stroke();
}

/** Mixes the paint of the body on a few pixels: filling a shape with it costs less than clipping many layers. */
function paintBody({ context, model, palette, face }: Scene, radius: number): CanvasPattern | null {
  const { time, agentLevel } = model;
  fluid ??= createBuffer(FLUID_PX);
  const flow = fluid.getContext('2d');
  if (!flow) return null;
  const half = FLUID_PX / 2;
  const spot = (color: ColorName, alpha: number, x: number, y: number, extent: number) => {
    flow.globalAlpha = alpha;
    flow.drawImage(palette.spot(color), half + x - extent, half + y - extent, extent * 2, extent * 2);
  };
  flow.globalAlpha = 1;
  flow.fillStyle = palette.colors.deep;
  flow.fillRect(0, 0, FLUID_PX, FLUID_PX);
  CURRENTS.forEach(({ color, reach, size, alpha }, index) => {
    const phase = face.phases[index] ?? 0;
    const turn = face.direction * time * (face.speeds[index] ?? 1) + phase;
    const away = half * reach * (1 + 0.3 * agentLevel) * (0.8 + 0.2 * Math.sin(time * 0.7 + phase * 2));
    const extent = half * size * (1 + 0.12 * Math.sin(time * 0.9 + phase));
    spot(color, alpha, away * Math.cos(turn), away * Math.sin(turn * 0.83 + phase), extent);
  });
  // Glass that is lit from above: depth below, a soft light on top, and a bright rim.
  spot('deep', 0.65, 0, half * 1.2, half * 1.1);
  spot('light', 0.55 + 0.25 * agentLevel, 0, -half * 0.75, half * 0.7);
  flow.globalAlpha = 0.36;
  flow.drawImage(palette.shade('light'), 0, 0, FLUID_PX, FLUID_PX);
  const paint = context.createPattern(fluid, 'no-repeat');
  // A little larger than the body, whose outline swings.
  const scale = (radius * 2.16) / FLUID_PX;
  paint?.setTransform({ a: scale, d: scale, e: -radius * 1.08, f: -radius * 1.08 });
  return paint;
}
