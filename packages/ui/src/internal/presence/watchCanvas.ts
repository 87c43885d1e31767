interface CanvasHandlers {
  /** The canvas has a new size, which empties it. */
  onSize(): void;
  onColor(): void;
  /** The user has turned reduced motion on or off. */
  onStillness(): void;
  onSight(isInSight: boolean): void;
}

/** The canvas as a picture sees it. */
export interface CanvasView {
  /** Whether the user asks for reduced motion. */
  isStill(): boolean;
  dispose(): void;
}

/** Follows size, colour and visibility of a canvas, and reduced motion, without reading any of them on a frame. */
export function watchCanvas(canvas: HTMLCanvasElement, handlers: CanvasHandlers): CanvasView {
  const { onSize, onColor, onStillness, onSight } = handlers;
  const stillness = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;
  const measure = () => {
    const scale = globalThis.devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
  };
  const sizes =
    typeof ResizeObserver === 'function'
      ? new ResizeObserver(() => {
          measure();
          onSize();
        })
      : null;
  const sight =
    typeof IntersectionObserver === 'function'
      ? new IntersectionObserver((entries) => onSight(entries.at(-1)?.isIntersecting ?? true))
      : null;
  measure();
  sizes?.observe(canvas);
  sight?.observe(canvas);
  // The style sheet gives the colour a transition of one millisecond, which ends whenever the colour changes.
  canvas.addEventListener('transitionend', onColor);
  stillness?.addEventListener('change', onStillness);
  return {
    isStill: () => stillness?.matches ?? false,
    dispose() {
      sizes?.disconnect();
      sight?.disconnect();
      canvas.removeEventListener('transitionend', onColor);
      stillness?.removeEventListener('change', onStillness);
    },
  };
}
