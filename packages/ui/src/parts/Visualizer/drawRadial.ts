import type { Scene } from '../../internal/presence/createPresence.ts';
import { drawStroke } from '../../internal/presence/drawMarks.ts';
import { addBar } from '../../internal/presence/shapes.ts';
import { layersOf } from './layers.ts';

const BAR_COUNT = 44;
const TURN = 2 * Math.PI;

/** Draws bars that stand around a circle, with low tones at the top and high tones at the bottom. */
export function drawRadial(scene: Scene): void {
  const { context, model, palette, face, width, height, px } = scene;
  const unit = Math.min(width, height) / 2;
  const hub = unit * 0.5;
  const pitch = (hub * TURN) / BAR_COUNT;
  context.save();
  context.translate(width / 2, height / 2);
  const glow = unit * (0.62 + 0.3 * model.agentLevel);
  context.globalAlpha = 0.22 * (1 - model.weights.ended) * (0.35 + model.agentLevel);
  context.drawImage(palette.spot('second'), -glow, -glow, glow * 2, glow * 2);
  for (const layer of layersOf(model)) {
    if (layer.alpha <= 0.01) continue;
    const thickness = pitch * layer.thickness * 1.2;
    context.save();
    context.rotate(Math.PI / 2 + (TURN * 0.5) / BAR_COUNT);
    context.beginPath();
    for (let bar = 0; bar < BAR_COUNT; bar += 1) {
      const length = Math.max(thickness, layer.lengthOf(bar, BAR_COUNT) * unit * 0.46);
      addBar(context, hub, -thickness / 2, length, thickness);
      context.rotate((face.direction * TURN) / BAR_COUNT);
    }
    context.restore();
    context.globalAlpha = layer.alpha;
    context.fillStyle = palette.colors[layer.color];
    context.fill();
  }
  if (model.weights.ended > 0.01) {
    context.globalAlpha = model.weights.ended;
    context.strokeStyle = palette.colors.quiet;
    context.lineWidth = px * 2;
    context.beginPath();
    context.arc(0, 0, hub, 0, TURN);
    context.stroke();
  }
  drawStroke(scene, unit * 0.8);
  context.restore();
  context.globalAlpha = 1;
}
