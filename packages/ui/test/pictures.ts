import { cdp, page } from 'vitest/browser';

/** One way to display a page. */
export interface Mode {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly direction: 'ltr' | 'rtl';
  /** Media features of the system. */
  readonly media: Readonly<Record<string, string>>;
}

const plain = { theme: 'light', direction: 'ltr', media: {} } as const;

/** The modes in which every part is tested. */
export const MODES: readonly Mode[] = [
  { ...plain, name: 'light' },
  { ...plain, name: 'dark', theme: 'dark' },
  { ...plain, name: 'forced colours', media: { 'forced-colors': 'active' } },
  { ...plain, name: 'reduced motion', media: { 'prefers-reduced-motion': 'reduce' } },
  { ...plain, name: 'right to left', direction: 'rtl' },
];

interface ProtocolSession {
  send(method: string, params: object): Promise<unknown>;
}

/** Puts the page into a mode, as its system and its app would. */
export async function enterMode({ theme, direction, media }: Mode): Promise<void> {
  const { documentElement: root } = document;
  root.dataset['theme'] = theme;
  root.style.colorScheme = theme;
  root.dir = direction;
  Object.assign(document.body.style, { margin: 0, padding: '1rem', background: 'var(--repartee-paper)' });
  await emulateMedia(media);
}

/** Sets what media queries say, and resets the features that are left out. */
export async function emulateMedia(media: Readonly<Record<string, string>>): Promise<void> {
  const names = ['forced-colors', 'prefers-reduced-motion', 'prefers-color-scheme'];
  const features = names.map((name) => ({ name, value: media[name] ?? '' }));
  await (cdp() as unknown as ProtocolSession).send('Emulation.setEmulatedMedia', { features });
}

/** Brings every animation that ends to its end: what fades in has its colours then, however slow the machine is. */
export function finishAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}

/** Takes a picture of an element, and stores it among the installed packages, which git ignores. */
export async function takePicture(element: Element, name: string): Promise<ImageData> {
  const { base64 } = await page.elementLocator(element).screenshot({
    base64: true,
    path: `../node_modules/.pictures/${name.replaceAll(/\W+/g, '-')}.png`,
  });
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('This browser cannot read a picture.');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** The share of pixels that are not of the most frequent colour, and how many colours there are. */
export function describePicture({ data }: ImageData): { readonly drawn: number; readonly colors: number } {
  const counts = new Map<number, number>();
  const pixels = new Uint32Array(data.buffer);
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return { drawn: 1 - Math.max(...counts.values()) / pixels.length, colors: counts.size };
}

/** Elements that scroll, end in an ellipsis, or are for screen readers only. */
const FREE =
  '.repartee-hidden, dd, .repartee-tool-name, .repartee-tool-gist, .repartee-budget-table, .repartee-markdown pre, .repartee-markdown table';

/** Lists elements and texts that overflow the sides of the page. */
export function findOverflow(container: Element): readonly string[] {
  const { clientWidth } = document.documentElement;
  const found: string[] = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node instanceof Element ? node : node.parentElement;
    if (!element || element.closest(FREE)) continue;
    range.selectNode(node);
    const { left, right, width } = (node instanceof Element ? element : range).getBoundingClientRect();
    if (width > 0 && (right > clientWidth + 1 || left < -1)) found.push(node.textContent ?? node.nodeName);
  }
  return found;
}
