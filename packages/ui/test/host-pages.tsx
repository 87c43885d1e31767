import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import styles from '../src/styles.css?inline';
import nextApp from './hosts/create-next-app.css?inline';
import meyer from './hosts/meyer.css?inline';
import tailwind3 from './hosts/tailwind-3.css?inline';
import tailwind4 from './hosts/tailwind-4.css?inline';
import viteTemplate from './hosts/vite-template.css?inline';
import { loadParts } from './loadParts.ts';
import { emulateMedia } from './pictures.ts';

interface Stories {
  readonly default: { readonly title: string };
  readonly States: { readonly render: () => ReactNode };
}

const sheets = Object.values(import.meta.glob<Stories>('../src/parts/*/*.stories.tsx', { eager: true }));

/** The style sheets of a page in their order, around those of the parts. */
export const HOSTS: Readonly<Record<string, readonly string[]>> = {
  'create-next-app': [styles, nextApp],
  'the Vite template': [styles, viteTemplate],
  'Tailwind 3 before': [tailwind3, styles],
  'Tailwind 3 after': [styles, tailwind3],
  'Tailwind 4 before': [tailwind4, styles],
  'Tailwind 4 after': [styles, tailwind4],
  'a reset of all elements': [meyer, styles],
};

const inserted: HTMLStyleElement[] = [];

/** Puts style sheets into the page in place of those before. */
export function setSheets(texts: readonly string[]): void {
  while (inserted.length > 0) inserted.pop()?.remove();
  for (const text of texts) {
    const style = document.createElement('style');
    style.textContent = text;
    document.head.append(style);
    inserted.push(style);
  }
}

/** Each test begins with a bare page. */
export function clearPageBetweenTests(): void {
  loadParts();

  beforeEach(async () => {
    await page.viewport(1_280, 1_600);
    await emulateMedia({ 'prefers-reduced-motion': 'reduce', 'prefers-color-scheme': 'light' });
  });

  afterEach(async () => {
    cleanup();
    setSheets([]);
    delete document.documentElement.dataset['theme'];
    document.documentElement.removeAttribute('style');
    await emulateMedia({});
  });
}

const SIDES = ['block-start', 'block-end', 'inline-start', 'inline-end'];
const PROPERTIES = [
  'appearance',
  'background-color',
  'background-image',
  'box-shadow',
  'color',
  'display',
  'font-family',
  'font-size',
  'font-style',
  'font-weight',
  'letter-spacing',
  'line-height',
  'list-style-type',
  'opacity',
  'text-align',
  'text-transform',
  'border-start-start-radius',
  ...SIDES.flatMap((side) => [
    `margin-${side}`,
    `padding-${side}`,
    `border-${side}-width`,
    `border-${side}-color`,
  ]),
];

const TEXT = /^(font|text|line|letter)-/;

const OWN = '[class^="repartee-"], [class*=" repartee-"]';

/** Describes the look of each element of the parts: its style, and its place and size within its part. */
function look(container: Element): readonly Readonly<Record<string, string>>[] {
  const seen = [...container.querySelectorAll(`:is(${OWN}):not(.repartee-hidden)`)];
  return seen
    .filter((element) => element.checkVisibility())
    .map((element) => {
      let root = element;
      for (let up = element.parentElement; up; up = up.parentElement) if (up.matches(OWN)) root = up;
      const [{ x, y }, box] = [root.getBoundingClientRect(), element.getBoundingClientRect()];
      const round = (value: number) => String(Math.round(value));
      const described: Record<string, string> = {
        element: `${element.tagName}.${element.getAttribute('class')}`,
        place: [box.x - x, box.y - y, box.width, box.height].map(round).join(' '),
      };
      for (const pseudo of ['', '::before', '::after']) {
        const computed = getComputedStyle(element, pseudo || null);
        if (pseudo && computed.content === 'none') continue;
        // A canvas has no text.
        const properties = PROPERTIES.filter((name) => element.tagName !== 'CANVAS' || !TEXT.test(name));
        for (const property of properties) described[pseudo + property] = computed.getPropertyValue(property);
      }
      return described;
    });
}

/** Lists what differs between two looks, with at most three properties of an element. */
function compare(before: ReturnType<typeof look>, after: ReturnType<typeof look>): readonly string[] {
  expect(after).toHaveLength(before.length);
  return before.flatMap((was, index) => {
    const is = after[index] ?? {};
    const changed = Object.keys(was).filter((key) => was[key] !== is[key]);
    return changed.length === 0
      ? []
      : [
          `${was['element']}: ${changed
            .slice(0, 3)
            .map((key) => `${key} ${was[key]} → ${is[key]}`)
            .join('; ')}`,
        ];
  });
}

/** The pages that `npm test` tries; `npm run test:long` tries the others. */
const SAMPLED = new Set(['create-next-app', 'Tailwind 4 before', 'a reset of all elements']);

/** @param tier - in which of the pages every part is looked at */
export function describeHosts(tier: 'short' | 'long'): void {
  const hosts = Object.entries(HOSTS).filter(([name]) => SAMPLED.has(name) === (tier === 'short'));
  describe('in a page with the style sheet of', () => {
    it.each(hosts)('%s, every part looks as it does alone', (_name, texts) => expectSameLook(texts));
  });
}

async function expectSameLook(texts: readonly string[]): Promise<void> {
  for (const sheet of sheets) {
    setSheets([styles]);
    const { container, unmount } = render(<>{sheet.States.render()}</>);
    // Some parts ask a storage or the browser first whether they are to be seen.
    await vi.waitFor(() => expect(look(container).length, sheet.default.title).toBeGreaterThan(0));
    const alone = look(container);
    setSheets(texts);
    expect.soft(compare(alone, look(container)), sheet.default.title).toEqual([]);
    unmount();
  }
}
