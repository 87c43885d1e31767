import type { ColorName } from '../../internal/presence/createPalette.ts';
import type { PresenceModel } from '../../internal/presence/PresenceModel.ts';
import type { Scene } from '../../internal/presence/createPresence.ts';

/** A dot of the grid, seen from the middle: 0 in the middle, 1 at the nearest edge. */
interface Dot {
  readonly x: number;
  readonly y: number;
  readonly distance: number;
  readonly isEven: boolean;
}

const ROWS = 11;
const bump = (distance: number, width: number) => Math.exp(-((distance / width) ** 2));
const fraction = (value: number) => value - Math.floor(value);

/** Draws dots in rows, which grow in a pattern of their own in each state. */
export function drawGrid({ context, model, palette, width, height }: Scene): void {
  const pitch = Math.min(width, height) / ROWS;
  const columns = Math.max(1, Math.floor(width / pitch));
  const rows = Math.max(1, Math.floor(height / pitch));
  const left = (width - (columns - 1) * pitch) / 2;
  const top = (height - (rows - 1) * pitch) / 2;
  const half = Math.min(columns, rows) / 2;
  const { weights } = model;
  for (const [color, valueOf] of PATTERNS) {
    context.beginPath();
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const x = (column - (columns - 1) / 2) / half;
        const y = (row - (rows - 1) / 2) / half;
        const dot = { x, y, distance: Math.hypot(x, y), isEven: (row + column) % 2 === 0 };
        const radius = pitch * 0.44 * Math.min(1, valueOf(dot, model));
        if (radius < pitch * 0.05) continue;
        const [atX, atY] = [left + column * pitch, top + row * pitch];
        context.moveTo(atX + radius, atY);
        context.arc(atX, atY, radius, 0, 2 * Math.PI);
      }
    }
    context.globalAlpha = color === 'quiet' ? 0.55 - 0.2 * weights.ended : 1;
    context.fillStyle = palette.colors[color];
    context.fill();
  }
  context.globalAlpha = 1;
}

/** The size of a dot in each colour, in the order in which they are drawn. */
const PATTERNS: readonly (readonly [ColorName, (dot: Dot, model: PresenceModel) => number])[] = [
  ['quiet', (_dot, { weights }) => 0.24 - 0.08 * weights.ended + 0.06 * weights.idle],
  ['agent', agentSize],
  ['user', userSize],
  ['danger', ({ x, y }, { weights }) => weights.muted * 0.75 * (Math.abs(x + y) < 0.1 ? 1 : 0)],
];

/** Rings around the middle: they spread with the agent's voice, turn while it thinks, and wait while it listens. */
function agentSize(
  { x, y, distance }: Dot,
  { weights, agentBands, agentLevel, time }: PresenceModel,
): number {
  const band = agentBands[Math.min(agentBands.length - 1, Math.round(distance * 8))] ?? 0;
  const reach = bump(distance, 0.2 + 0.85 * agentLevel);
  const voice = reach * (0.35 + 0.75 * band + 0.12 * Math.sin(distance * 9 - time * 5));
  const angle = fraction((Math.atan2(y, x) + Math.PI) / (2 * Math.PI) - time * 0.32);
  return (
    weights.speaking * voice +
    weights.ducked * 0.55 * bump(distance, 0.3) +
    weights.listening * (bump(distance - 0.52, 0.13) * 0.8 + bump(distance, 0.16) * 0.5) +
    weights.thinking * bump(distance - 0.62, 0.16) * angle ** 2.5 +
    weights.connecting * bump(distance - fraction(time * 0.55) * 1.3, 0.18) * 0.85
  );
}

/** Columns that rise from the bottom with the user's voice, and a chequered grid without a connection. */
function userSize({ x, y, isEven }: Dot, { weights, userBands, userLevel, time }: PresenceModel): number {
  const band = userBands[Math.min(userBands.length - 1, Math.round(Math.abs(x) * 7))] ?? 0;
  const height = 2 * Math.min(1, 0.2 * userLevel + band) - 1;
  const column = Math.abs(x) <= 1 && -y <= height ? 0.7 : 0;
  return (
    weights['user-speaking'] * column +
    weights.ducked * (Math.abs(y) > 0.7 ? 0.35 + 0.6 * userLevel : 0) +
    weights.reconnecting * (isEven ? 0.5 + 0.2 * Math.sin(time * 5) : 0)
  );
}
