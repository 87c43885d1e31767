import { paint } from './paint.ts';

/** Texts and what they stand on, as the parts combine them. */
export const TEXT_PAIRS = [
  ['ink', 'surface'],
  ['ink-soft', 'surface'],
  ['ink-faint', 'sunken'],
  ['accent-text', 'surface'],
  ['accent-text', 'accent-wash'],
  ['accent-ink', 'accent'],
  ['user', 'surface'],
  ['user', 'user-wash'],
  ['danger', 'surface'],
  ['danger', 'danger-wash'],
] as const;

/** The luminance of a colour by WCAG 2.2. */
function luminanceOf(color: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Reads the colour of a token where an element stands, as red, green and blue. */
export function readToken(element: HTMLElement, name: string): readonly number[] {
  const probe = document.createElement('i');
  probe.style.color = `var(--repartee-${name})`;
  // The scheme of the parts applies to their own elements only.
  probe.className = 'repartee-probe';
  element.append(probe);
  const color = paint(getComputedStyle(probe).color);
  probe.remove();
  return color;
}

/** The contrast of two tokens where an element stands, from 1 to 21. */
export function measureContrast(element: HTMLElement, one: string, other: string): number {
  const [darker = 0, lighter = 0] = [one, other]
    .map((name) => luminanceOf(readToken(element, name)))
    .toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Writes a colour as `#0a5f57`. */
export const toHex = (color: readonly number[]): string =>
  `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
