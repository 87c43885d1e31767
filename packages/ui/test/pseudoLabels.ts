import { englishLabels } from '../src/labels/englishLabels.ts';
import type { Labels } from '../src/labels/Labels.ts';

/** Puts marks around every label, so that texts from elsewhere can be found. */
function mark(words: unknown): unknown {
  if (typeof words === 'string') return `⟦${words}⟧`;
  if (typeof words === 'function') return (...args: unknown[]) => `⟦${words(...args)}⟧`;
  return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, mark(value)]));
}

/** Labels in which every text has marks. */
export const pseudoLabels = mark(englishLabels) as Labels;

const SPOKEN_ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'];

/** Lists every text below an element, visible or for screen readers. */
export function textsOf(element: Element): readonly string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
  for (const each of [element, ...element.querySelectorAll('*')]) {
    for (const name of SPOKEN_ATTRIBUTES) texts.push(each.getAttribute(name)?.trim() ?? '');
  }
  return texts.filter((text) => text !== '');
}
