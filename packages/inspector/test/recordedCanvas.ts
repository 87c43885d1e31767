/** A call of a drawing method, with the colours and the opacity that it drew with. */
export interface Stroke {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly fillStyle: unknown;
  readonly strokeStyle: unknown;
  readonly globalAlpha: unknown;
}

/** Creates a canvas context that draws nothing and keeps each call. A letter is six pixels wide. */
export function createRecordedCanvas(): {
  readonly context: CanvasRenderingContext2D;
  readonly strokes: readonly Stroke[];
} {
  const strokes: Stroke[] = [];
  const style: Record<string, unknown> = { fillStyle: '', strokeStyle: '', globalAlpha: 1 };
  const call = (method: string, args: readonly unknown[]) => {
    const { fillStyle, strokeStyle, globalAlpha } = style;
    strokes.push({ method, args, fillStyle, strokeStyle, globalAlpha });
    return { width: String(args[0]).length * 6 };
  };
  const context = new Proxy(style, {
    get: (_, name) =>
      name in style ? style[String(name)] : (...args: readonly unknown[]) => call(String(name), args),
  });
  return { context: context as unknown as CanvasRenderingContext2D, strokes };
}
