import { englishLabels } from '../src/labels/englishLabels.ts';
import type { Labels } from '../src/labels/Labels.ts';

/** Puts marks around every word of the dictionary, so that whatever is written elsewhere stands out. */
function mark(words: unknown): unknown {
  if (typeof words === 'string') return `⟦${words}⟧`;
  if (typeof words === 'function') return (...args: unknown[]) => `⟦${words(...args)}⟧`;
  return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, mark(value)]));
}

/** A language in which every text is known by its marks. */
export const pseudoLabels = mark(englishLabels) as Labels;

const SPOKEN_ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'];

/** Lists every text that a reader or a screen reader would meet below an element. */
export function textsOf(element: Element): readonly string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
  for (const each of [element, ...element.querySelectorAll('*')]) {
    for (const name of SPOKEN_ATTRIBUTES) texts.push(each.getAttribute(name)?.trim() ?? '');
  }
  return texts.filter((text) => text !== '');
}
