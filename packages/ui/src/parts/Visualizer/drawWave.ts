import type { Scene } from '../../internal/presence/createPresence.ts';
import type { ColorName } from '../../internal/presence/createPalette.ts';
import { drawStroke } from '../../internal/presence/drawMarks.ts';

interface Line {
  readonly color: ColorName;
  readonly alpha: number;
  /** CSS pixels. */
  readonly width: number;
  /** The height at a place from 0 to 1, as a share of half the canvas. */
  readonly heightAt: (place: number) => number;
}

const STEPS = 96;
const fraction = (value: number) => value - Math.floor(value);

/** Draws lines that swing with the voice: three of the agent's, and one of the user's. */
export function drawWave(scene: Scene): void {
  const { context, palette, width, height, px } = scene;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const line of linesOf(scene)) {
    if (line.alpha <= 0.01) continue;
    context.beginPath();
    for (let step = 0; step <= STEPS; step += 1) {
      const place = step / STEPS;
      // Both ends stand still.
      const envelope = Math.sin(Math.PI * place) ** 1.6;
      const y = (height / 2) * (1 + 0.9 * envelope * line.heightAt(place));
      context.lineTo(px * 3 + place * (width - px * 6), y);
    }
    context.globalAlpha = Math.min(1, line.alpha);
    context.strokeStyle = palette.colors[line.color];
    context.lineWidth = line.width * px;
    context.stroke();
  }
  drawBreaks(scene);
  context.save();
  context.translate(width / 2, height / 2);
  drawStroke(scene, Math.min(width, height) / 2);
  context.restore();
  context.globalAlpha = 1;
}

function linesOf({ model, face }: Scene): readonly Line[] {
  const { weights, agentLevel, userLevel, userBands, time } = model;
  const [first = 0, second = 0, third = 0] = face.phases;
  const agent = weights.speaking + weights.ducked + weights.thinking + weights.listening;
  const swing = 0.05 * weights.listening + agentLevel * (weights.speaking + 0.35 * weights.ducked);
  const packet = (place: number) => {
    const distance = place - (fraction(time * 0.45) * 1.2 - 0.1);
    return weights.thinking * 0.55 * Math.exp(-((distance / 0.09) ** 2)) * Math.sin(distance * 60);
  };
  const wave = (turns: number, speed: number, phase: number, share: number) => (place: number) =>
    share * swing * Math.sin(place * turns * Math.PI * 2 - face.direction * time * speed + phase) +
    packet(place);
  return [
    { color: 'quiet', alpha: weights.idle + weights.muted, width: 2, heightAt: () => 0 },
    { color: 'second', alpha: agent * 0.45, width: 2, heightAt: wave(face.lobes * 0.9, 3.1, second, 0.75) },
    { color: 'agent', alpha: agent * 0.5, width: 2, heightAt: wave(face.lobes * 0.6, 4.3, third, -0.9) },
    { color: 'agent', alpha: agent, width: 3.5, heightAt: wave(face.lobes * 0.75, 3.7, first, 1) },
    {
      color: 'user',
      alpha: weights['user-speaking'] + weights.ducked + 0.7 * userLevel * weights.listening,
      width: 2,
      heightAt(place) {
        const band = userBands[Math.round(Math.abs(place - 0.5) * 2 * (userBands.length - 6))] ?? 0;
        return 0.75 * (0.3 * userLevel + band) * Math.sin(place * 62 + time * 11) * (0.6 + 0.4 * userLevel);
      },
    },
  ];
}

/** Lines with gaps, for what is not there: a part while connecting, dashes while connecting again, dots at the end. */
function drawBreaks({ context, model, palette, width, height, px }: Scene): void {
  const { weights, time } = model;
  const line = (from: number, to: number) => {
    context.beginPath();
    context.moveTo(px * 3 + from * (width - px * 6), height / 2);
    context.lineTo(px * 3 + to * (width - px * 6), height / 2);
    context.stroke();
  };
  context.lineWidth = px * 3;
  if (weights.connecting > 0.01) {
    context.strokeStyle = palette.colors.agent;
    context.globalAlpha = 0.2 * weights.connecting;
    line(0, 1);
    context.globalAlpha = weights.connecting;
    const at = fraction(time * 0.8) * 1.4 - 0.2;
    line(Math.max(0, Math.min(1, at - 0.14)), Math.max(0, Math.min(1, at + 0.14)));
  }
  if (weights.reconnecting > 0.01) {
    context.strokeStyle = palette.colors.user;
    context.globalAlpha = weights.reconnecting;
    context.setLineDash([px * 14, px * 12]);
    context.lineDashOffset = -time * 40 * px;
    line(0, 1);
  }
  if (weights.ended > 0.01) {
    context.strokeStyle = palette.colors.quiet;
    context.globalAlpha = weights.ended;
    context.setLineDash([0, px * 9]);
    line(0, 1);
  }
  context.setLineDash([]);
  context.lineDashOffset = 0;
}
