import type { Tone } from '../model/Timeline.ts';

/** The colours of the drawing, as the canvas takes them. */
export interface Palette extends Readonly<Record<Tone, string>> {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly surface: string;
  readonly band: string;
  readonly font: string;
}

const NAMES = [
  'user',
  'agent',
  'calm',
  'wait',
  'good',
  'danger',
  'ink',
  'soft',
  'line',
  'surface',
  'band',
] as const;

/** Reads the colours of the theme: the browser resolves what a custom property stands for only where it is used as a colour. */
export function readPalette(canvas: HTMLElement): Palette {
  const probe = document.createElement('i');
  probe.hidden = true;
  canvas.after(probe);
  const style = getComputedStyle(probe);
  const colours = NAMES.map((name) => {
    probe.style.color = `var(--repartee-inspector-${name})`;
    return [name, style.color] as const;
  });
  const font = style.fontFamily;
  probe.remove();
  return { ...(Object.fromEntries(colours) as Record<(typeof NAMES)[number], string>), font };
}
