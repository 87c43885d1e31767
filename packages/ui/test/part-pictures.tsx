import { render } from '@testing-library/react';
import axe from 'axe-core';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { loadParts } from './loadParts.ts';
import {
  describePicture,
  enterMode,
  findOverflow,
  finishAnimations,
  MODES,
  takePicture,
} from './pictures.ts';
import type { Mode } from './pictures.ts';

interface Stories {
  readonly default: { readonly title: string };
  readonly States: { readonly render: () => ReactNode };
}

/** The stories of all parts; `States` shows every state of a part. */
export const SHEETS = Object.values(
  import.meta.glob<Stories>('../src/parts/*/*.stories.tsx', { eager: true }),
);

/** The smallest width at which a page must not scroll sideways (WCAG 2.2, 1.4.10). */
export const NARROW_PX = 320;

/** Rules about whole pages, which these sheets are not. */
const RULES_OFF = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } };

/** Every part in the wanted modes is drawn, fits a narrow page, and has no violation that axe finds. */
export function describePictures(wanted: (mode: Mode) => boolean): void {
  loadParts();

  describe.each(MODES.filter(wanted))('in $name,', (mode) => {
    it.each(SHEETS.map((sheet) => [sheet.default.title.split('/')[1] ?? '', sheet] as const))(
      '%s is drawn, fits and can be used by everyone',
      async (name, sheet) => {
        // High enough for the highest sheet: rows out of sight are not drawn.
        await page.viewport(1_280, 1_600);
        await enterMode(mode);
        const { container } = render(<StrictMode>{sheet.States.render()}</StrictMode>);
        finishAnimations();
        const isForced = mode.media['forced-colors'] === 'active';
        expect(matchMedia('(forced-colors: active)').matches).toBe(isForced);

        const picture = describePicture(await takePicture(container, `${name} ${mode.name}`));
        expect(picture.drawn).toBeGreaterThan(0.002);
        expect(picture.colors).toBeGreaterThan(isForced ? 2 : 8);

        const { violations } = await axe.run(container, {
          // Axe would measure the colours of the style sheet, and the system replaces them.
          rules: { ...RULES_OFF, 'color-contrast': { enabled: !isForced } },
        });
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);

        await page.viewport(NARROW_PX, 3_000);
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(NARROW_PX);
        expect(findOverflow(container)).toEqual([]);
      },
    );
  });
}
