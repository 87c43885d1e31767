import type { Scene } from '../../internal/presence/createPresence.ts';
import { drawStroke } from '../../internal/presence/drawMarks.ts';
import { addBar } from '../../internal/presence/shapes.ts';
import { layersOf } from './layers.ts';

/** The space of a bar, in CSS pixels: a wide canvas has more bars. */
const PITCH_PX = 20;

/** Draws bars that stand in a row, with low tones in the middle. */
export function drawBars(scene: Scene): void {
  const { context, model, palette, width, height, px } = scene;
  // An odd number has a bar in the middle.
  const count = Math.max(5, Math.min(31, Math.floor(width / (PITCH_PX * px) / 2) * 2 - 1));
  const pitch = Math.min(width / count, height * 0.4);
  const start = (width - pitch * count) / 2;
  for (const layer of layersOf(model)) {
    if (layer.alpha <= 0.01) continue;
    const thickness = Math.min(pitch * layer.thickness, px * 14);
    context.beginPath();
    for (let bar = 0; bar < count; bar += 1) {
      const length = Math.max(thickness, layer.lengthOf(bar, count) * height * 0.94);
      addBar(context, start + (bar + 0.5) * pitch - thickness / 2, (height - length) / 2, thickness, length);
    }
    context.globalAlpha = layer.alpha;
    context.fillStyle = palette.colors[layer.color];
    context.fill();
  }
  drawEnd(scene, count, pitch, start);
  context.save();
  context.translate(width / 2, height / 2);
  drawStroke(scene, Math.min(width, height) / 2);
  context.restore();
  context.globalAlpha = 1;
}

/** Empty dots: the conversation is over. */
function drawEnd(scene: Scene, count: number, pitch: number, start: number): void {
  const { context, model, palette, height, px } = scene;
  const { ended } = model.weights;
  if (ended <= 0.01) return;
  const radius = Math.min(pitch * 0.16, px * 5);
  context.globalAlpha = ended;
  context.strokeStyle = palette.colors.quiet;
  context.lineWidth = px * 1.5;
  for (let bar = 0; bar < count; bar += 1) {
    context.beginPath();
    context.arc(start + (bar + 0.5) * pitch, height / 2, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}
