/** The names that the emulated agent has for colours. */
export type ColourName =
  | 'black'
  | 'grey'
  | 'white'
  | 'red'
  | 'orange'
  | 'brown'
  | 'yellow'
  | 'green'
  | 'turquoise'
  | 'blue'
  | 'purple'
  | 'pink';

/** The end of each hue, in degrees. */
const HUES: readonly (readonly [end: number, name: ColourName])[] = [
  [15, 'red'],
  [45, 'orange'],
  [70, 'yellow'],
  [165, 'green'],
  [195, 'turquoise'],
  [260, 'blue'],
  [290, 'purple'],
  [345, 'pink'],
  [360, 'red'],
];

/** Below this difference of the channels, of 255, a colour has no hue. */
const MIN_CHROMA = 32;

/** Names the colour of a pixel. Channels from 0 to 255. */
export function nameColour(red: number, green: number, blue: number): ColourName {
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  const lightness = (high + low) / 510;
  if (high < 40) return 'black';
  if (high - low < MIN_CHROMA) return lightness > 0.85 ? 'white' : lightness < 0.15 ? 'black' : 'grey';
  const hue = hueOf(red, green, blue, high, high - low);
  const name = HUES.find(([end]) => hue < end)?.[1] ?? 'red';
  return name === 'orange' && lightness < 0.38 ? 'brown' : name;
}

function hueOf(red: number, green: number, blue: number, high: number, chroma: number): number {
  const sixth =
    high === red
      ? (green - blue) / chroma
      : high === green
        ? (blue - red) / chroma + 2
        : (red - green) / chroma + 4;
  return ((sixth + 6) % 6) * 60;
}
