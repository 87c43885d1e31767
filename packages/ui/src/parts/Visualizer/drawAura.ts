import { createBuffer } from '../../internal/presence/createPalette.ts';
import type { ColorName } from '../../internal/presence/createPalette.ts';
import type { Scene } from '../../internal/presence/createPresence.ts';
import { drawMarks } from '../../internal/presence/drawMarks.ts';
import { traceBlob, weigh } from '../../internal/presence/shapes.ts';

/** The strength of the light in each state. */
const LIGHTS = {
  idle: 0.45,
  connecting: 0.3,
  listening: 0.6,
  'user-speaking': 0.35,
  thinking: 0.7,
  speaking: 1,
  ducked: 0.4,
  muted: 0.15,
  reconnecting: 0.25,
  ended: 0,
} as const;

const COLORS: readonly ColorName[] = ['third', 'second', 'agent', 'second', 'light'];
const SPOTS = 20;

/** Light is so soft that few pixels are enough. */
const LIGHT_PX = 96;
let light: HTMLCanvasElement | null = null;

/** Draws a ring of light around an empty middle. */
export function drawAura(scene: Scene): void {
  const { context, model, palette, width, height, px } = scene;
  const { weights, agentLevel, time } = model;
  const unit = Math.min(width, height) / 2;
  light ??= createBuffer(LIGHT_PX);
  drawLight(scene, light.getContext('2d'));
  context.save();
  context.translate(width / 2, height / 2);
  context.globalAlpha = Math.min(1, weigh(weights, LIGHTS));
  context.drawImage(light, -unit, -unit, unit * 2, unit * 2);
  const core = unit * (0.5 + 0.05 * agentLevel - 0.1 * weights.ducked);
  traceBlob(scene, core, 0.01 + 0.05 * agentLevel, time);
  context.globalAlpha = 0.9 * (1 - weights.ended);
  context.strokeStyle = palette.colors.agent;
  context.lineWidth = px * (1.5 + 1.5 * agentLevel);
  context.stroke();
  drawMarks(scene, { unit, body: core });
  context.restore();
}

function drawLight({ model, palette, face }: Scene, context: CanvasRenderingContext2D | null): void {
  if (!context) return;
  const { agentBands, agentLevel, userLevel, time } = model;
  const middle = LIGHT_PX / 2;
  context.globalCompositeOperation = 'source-over';
  context.clearRect(0, 0, LIGHT_PX, LIGHT_PX);
  for (let spot = 0; spot < SPOTS; spot += 1) {
    const angle = (spot / SPOTS) * 2 * Math.PI + face.direction * time * 0.5;
    const phase = face.phases[spot % face.phases.length] ?? 0;
    const band = agentBands[spot % agentBands.length] ?? 0;
    // At their largest and farthest, spots end at the edge.
    const size = middle * (0.3 + 0.1 * band + 0.04 * Math.sin(time * 1.6 + phase) + 0.04 * userLevel);
    const distance = middle * (0.48 + 0.04 * agentLevel);
    context.globalAlpha = 0.42 + 0.4 * agentLevel;
    context.drawImage(
      palette.spot(COLORS[spot % COLORS.length] ?? 'agent'),
      middle + distance * Math.cos(angle) - size,
      middle + distance * Math.sin(angle) - size,
      size * 2,
      size * 2,
    );
  }
  // The middle stays empty.
  context.globalCompositeOperation = 'destination-out';
  context.globalAlpha = 0.9;
  context.drawImage(palette.spot('agent'), middle * 0.5, middle * 0.5, middle, middle);
}
