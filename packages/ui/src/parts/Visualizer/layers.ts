import type { ColorName } from '../../internal/presence/createPalette.ts';
import type { PresenceModel } from '../../internal/presence/PresenceModel.ts';

/** One voice of a row of bars: its colour, how much it is shown, and the thickness of its bars as a share of their space. */
export interface Layer {
  readonly color: ColorName;
  readonly alpha: number;
  readonly thickness: number;
  /** The length of a bar, 0 (a dot) to 1. */
  lengthOf(bar: number, count: number): number;
}

const bump = (distance: number, width: number) => Math.exp(-((distance / width) ** 2));
const fraction = (value: number) => value - Math.floor(value);

/** The band of a bar: low tones in the middle, high tones at both ends. */
function bandOf(bands: Float32Array, bar: number, count: number): number {
  const middle = (count - 1) / 2;
  const place = middle === 0 ? 0 : Math.abs(bar - middle) / middle;
  return (bands[Math.round(place * (bands.length - 5))] ?? 0) * (1 - 0.35 * place);
}

/**
 * The voices of a row of bars. The agent's bars are thick, the user's are thin, and a row that waits shows dots, so that the
 * states differ without colours too.
 */
export function layersOf(model: PresenceModel): readonly Layer[] {
  const { weights, agentBands, userBands, time } = model;
  const heard = weights.speaking + weights.ducked * 0.4;
  return [
    {
      color: 'quiet',
      alpha: weights.idle + weights.muted,
      thickness: 0.4,
      lengthOf: () => 0,
    },
    {
      color: 'user',
      alpha: weights['user-speaking'] + weights.ducked + weights.reconnecting,
      thickness: 0.2,
      lengthOf: (bar, count) =>
        (weights['user-speaking'] + weights.ducked) * bandOf(userBands, bar, count) +
        weights.reconnecting * (bar % 2 === 0 ? 0.22 + 0.14 * Math.sin(time * 6) : 0),
    },
    {
      color: 'agent',
      alpha: weights.speaking + weights.ducked + weights.listening + weights.thinking + weights.connecting,
      thickness: 0.52,
      lengthOf(bar, count) {
        const place = count === 1 ? 0.5 : bar / (count - 1);
        return (
          heard * bandOf(agentBands, bar, count) +
          weights.listening * (0.24 * bump(place - 0.5, 0.22) + 0.4 * bandOf(userBands, bar, count)) +
          weights.thinking * 0.5 * Math.max(0, Math.sin(time * 3.4 - place * 5)) ** 2 +
          weights.connecting * 0.7 * bump(place - (fraction(time * 0.9) * 1.6 - 0.3), 0.16)
        );
      },
    },
  ];
}
