import type { Scene } from './createPresence.ts';
import { traceVoice } from './shapes.ts';

interface MarksOptions {
  /** Half the canvas, in device pixels. */
  readonly unit: number;
  /** The radius of the body, in device pixels. */
  readonly body: number;
}

const TURN = 2 * Math.PI;

/** The lines of the user's voice: their offset in time, how strongly they show, and their width in CSS pixels. */
const VOICE_LINES = [
  [0, 1, 2.25],
  [1.3, 0.45, 1.75],
  [2.7, 0.25, 1.5],
] as const;

/** Beads that follow each other, from the first to the last. */
const BEADS = 6;

/**
 * Draws the ring around a body. Each state has a shape of its own, so that no state depends on a colour: a line while the agent
 * listens, a wave while the user speaks, beads while it thinks, an arc while it connects, dashes while it connects again, dots
 * where a lowered voice was, and a stroke through the body of one who cannot hear.
 */
export function drawMarks(scene: Scene, options: MarksOptions): void {
  const { context } = scene;
  context.lineCap = 'round';
  drawLines(scene, options);
  drawConnection(scene, options);
  drawBeads(scene, options);
  drawStroke(scene, options.unit);
  context.globalAlpha = 1;
}

const circleOn =
  (context: CanvasRenderingContext2D) =>
  (radius: number, from = 0, to = TURN) => {
    context.beginPath();
    context.arc(0, 0, radius, from, to);
    context.stroke();
  };

function drawLines(scene: Scene, { unit, body }: MarksOptions): void {
  const { context, model, palette, px } = scene;
  const { weights, userLevel, time } = model;
  const { colors } = palette;
  const circle = circleOn(context);
  const voice = weights['user-speaking'] + weights.ducked;
  if (weights.listening > 0.01) {
    context.globalAlpha = 0.85 * weights.listening;
    context.strokeStyle = colors.agent;
    context.lineWidth = px * 2;
    circle(unit * (0.78 + 0.06 * userLevel));
  }
  if (voice > 0.01) {
    for (const [offset, alpha, width] of VOICE_LINES) {
      context.globalAlpha = alpha * voice;
      context.strokeStyle = colors.user;
      context.lineWidth = px * width;
      // The loudest swing ends at the edge of the canvas, with the width of its line.
      const reach = (unit * 0.25 - px * 2.25) * (0.26 + 0.74 * userLevel);
      traceVoice(scene, unit * 0.75, reach, model.userBands, time + offset);
      context.stroke();
    }
  }
  if (weights.ducked > 0.01) {
    context.globalAlpha = 0.8 * weights.ducked;
    context.strokeStyle = colors.agent;
    context.lineWidth = px * 2.5;
    context.setLineDash([0, px * 8]);
    circle(Math.max(body * 1.2, unit * 0.52));
    context.setLineDash([]);
  }
}

/** The rings of a connection that is not there: an arc while it is made, dashes while it is made again, a line at its end. */
function drawConnection({ context, model, palette, px }: Scene, { unit }: MarksOptions): void {
  const { weights, time } = model;
  const { colors } = palette;
  const circle = circleOn(context);
  const radius = unit * 0.73;
  if (weights.connecting > 0.01) {
    context.strokeStyle = colors.agent;
    context.lineWidth = px * 3;
    context.globalAlpha = 0.2 * weights.connecting;
    circle(radius);
    context.globalAlpha = weights.connecting;
    circle(radius, time * 5, time * 5 + TURN * 0.28);
  }
  if (weights.reconnecting > 0.01) {
    context.strokeStyle = colors.user;
    context.globalAlpha = weights.reconnecting;
    context.lineWidth = px * 3;
    context.setLineDash([(radius * TURN) / 20, (radius * TURN) / 20]);
    circle(radius, time * 1.2, time * 1.2 + TURN);
    context.setLineDash([]);
  }
  if (weights.ended > 0.01) {
    context.strokeStyle = colors.quiet;
    context.globalAlpha = weights.ended;
    context.lineWidth = px * 2;
    circle(unit * 0.6);
  }
}

function drawBeads({ context, model, palette, face }: Scene, { unit }: MarksOptions): void {
  const { weights, time } = model;
  if (weights.thinking <= 0.01) return;
  context.fillStyle = palette.colors.agent;
  for (let bead = 0; bead < BEADS; bead += 1) {
    const angle = face.direction * (time * 1.9 - bead * 0.27) - Math.PI / 2;
    const distance = unit * 0.8;
    context.globalAlpha = weights.thinking * (1 - bead / BEADS) ** 1.2;
    context.beginPath();
    context.arc(
      distance * Math.cos(angle),
      distance * Math.sin(angle),
      unit * (0.062 - bead * 0.008) * (0.5 + 0.5 * weights.thinking),
      0,
      TURN,
    );
    context.fill();
  }
}

/** Draws a stroke across the middle, set apart by a gap: the agent cannot hear. `unit` is half of the picture. */
export function drawStroke({ context, model, palette, px }: Scene, unit: number): void {
  const { muted } = model.weights;
  if (muted <= 0.01) return;
  const reach = unit * 0.44 * muted;
  const line = () => {
    context.beginPath();
    context.moveTo(-reach, reach);
    context.lineTo(reach, -reach);
    context.stroke();
  };
  context.lineCap = 'round';
  context.globalAlpha = muted;
  context.globalCompositeOperation = 'destination-out';
  context.lineWidth = unit * 0.05 + px * 6;
  line();
  context.globalCompositeOperation = 'source-over';
  context.strokeStyle = palette.colors.danger;
  context.lineWidth = unit * 0.03 + px * 2;
  line();
}
