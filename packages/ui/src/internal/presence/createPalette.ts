/** The colours of a presence, as the style sheet resolves them. */
export interface Colors {
  readonly agent: string;
  readonly second: string;
  readonly third: string;
  readonly deep: string;
  readonly light: string;
  readonly user: string;
  readonly quiet: string;
  readonly danger: string;
}

export type ColorName = keyof Colors;

/** Colours, and soft spots of each of them, which are drawn once and then copied. */
export interface Palette {
  readonly colors: Colors;
  /** Whether one colour stands for all of the agent's, as with forced colours: then shapes must show what shades would. */
  readonly isPlain: boolean;
  /** A spot that is full in its middle and fades towards its edge. */
  spot(name: ColorName): CanvasImageSource;
  /** The opposite of a spot: empty in its middle. */
  shade(name: ColorName): CanvasImageSource;
}

const SPOT_PX = 96;

/**
 * Reads the colours of a canvas. A script can read only colours of real properties resolved, so the style sheet gives each
 * colour to a property that a canvas does not use.
 */
export function createPalette(canvas: HTMLCanvasElement): Palette {
  const style = getComputedStyle(canvas);
  const colors: Colors = {
    agent: style.color,
    second: style.borderTopColor,
    third: style.borderLeftColor,
    deep: style.borderBottomColor,
    light: style.outlineColor,
    user: style.caretColor,
    quiet: style.textDecorationColor,
    danger: style.columnRuleColor,
  };
  const spots = new Map<string, CanvasImageSource>();
  const keep = (key: string, create: () => CanvasImageSource) => {
    const spot = spots.get(key) ?? create();
    spots.set(key, spot);
    return spot;
  };
  return {
    colors,
    isPlain: colors.agent === colors.light,
    spot: (name) => keep(name, () => drawSpot(colors[name], 'destination-in')),
    shade: (name) => keep(`${name} shade`, () => drawSpot(colors[name], 'destination-out')),
  };
}

function drawSpot(color: string, operation: GlobalCompositeOperation): CanvasImageSource {
  const canvas = createBuffer(SPOT_PX);
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  const middle = SPOT_PX / 2;
  context.fillStyle = color;
  context.fillRect(0, 0, SPOT_PX, SPOT_PX);
  const fade = context.createRadialGradient(middle, middle, 0, middle, middle, middle);
  // The steps of a smooth curve: a straight line would show its ends.
  for (const [at, alpha] of [
    [0, 1],
    [0.25, 0.86],
    [0.5, 0.5],
    [0.75, 0.14],
    [1, 0],
  ] as const) {
    fade.addColorStop(at, `rgb(0 0 0 / ${alpha})`);
  }
  context.globalCompositeOperation = operation;
  context.fillStyle = fade;
  context.fillRect(0, 0, SPOT_PX, SPOT_PX);
  return canvas;
}

/** Creates a square canvas that is not in the page. */
export function createBuffer(size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  return canvas;
}
