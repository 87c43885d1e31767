import { cleanup, render } from '@testing-library/react';
import axe from 'axe-core';
import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { describePicture, enterMode, findOverflow, MODES, takePicture } from '../test/pictures.ts';
import './styles.css';

interface Stories {
  readonly default: { readonly title: string };
  readonly States: { readonly render: () => ReactNode };
}

const sheets = Object.values(import.meta.glob<Stories>('./parts/*/*.stories.tsx', { eager: true }));

/** The smallest width at which a page must not scroll sideways (WCAG 2.2, 1.4.10). */
const NARROW_PX = 320;

/** What is not in the part's power: these sheets are no whole pages. */
const RULES_OFF = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } };

afterEach(cleanup);
afterAll(() => enterMode(MODES[0] as (typeof MODES)[number]));

it('there is a sheet for every part', () => {
  expect(sheets).toHaveLength(15);
});

describe.each(MODES)('in $name,', (mode) => {
  it.each(sheets.map((sheet) => [sheet.default.title.split('/')[1] ?? '', sheet] as const))(
    '%s is drawn, fits and can be used by everyone',
    async (name, sheet) => {
      // High enough for the highest sheet: rows out of sight are not drawn.
      await page.viewport(1_280, 1_600);
      await enterMode(mode);
      const { container } = render(<StrictMode>{sheet.States.render()}</StrictMode>);
      const isForced = mode.media['forced-colors'] === 'active';
      expect(matchMedia('(forced-colors: active)').matches).toBe(isForced);

      const picture = describePicture(await takePicture(container, `${name} ${mode.name}`));
      expect(picture.drawn).toBeGreaterThan(0.002);
      expect(picture.colors).toBeGreaterThan(isForced ? 2 : 8);

      const { violations } = await axe.run(container, {
        // The colours are the system's then, and axe would measure those that were asked for.
        rules: { ...RULES_OFF, 'color-contrast': { enabled: !isForced } },
      });
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);

      await page.viewport(NARROW_PX, 3_000);
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(NARROW_PX);
      expect(findOverflow(container)).toEqual([]);
    },
  );
});

describe('motion', () => {
  const isMoving = () => document.getAnimations().some((animation) => animation instanceof CSSAnimation);
  const transcript = sheets.find((sheet) => sheet.default.title.endsWith('Transcript'));
  const status = sheets.find((sheet) => sheet.default.title.endsWith('SessionStatus'));

  it.each(MODES)('in $name is there only where it is welcome', async (mode) => {
    await enterMode(mode);
    render(
      [transcript, status].map((sheet) => <div key={sheet?.default.title}>{sheet?.States.render()}</div>),
    );
    expect(isMoving()).toBe(mode.name !== 'reduced motion');
  });
});

describe('forced colours', () => {
  it('leave every button its edge, and every voice its line', async () => {
    const forced = MODES.find((mode) => mode.name === 'forced colours');
    if (forced) await enterMode(forced);
    const { container } = render(
      <>
        {sheets.map((sheet) => (
          <div key={sheet.default.title}>{sheet.States.render()}</div>
        ))}
      </>,
    );
    const buttons = [...container.querySelectorAll('.repartee-button')];
    expect(buttons.length).toBeGreaterThan(10);
    for (const button of buttons) {
      const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(button);
      expect(Number.parseFloat(borderTopWidth)).toBeGreaterThan(0);
      expect(borderTopColor).not.toBe(backgroundColor);
    }
    for (const drawing of container.querySelectorAll('svg')) {
      expect(getComputedStyle(drawing).color).toBe(getComputedStyle(drawing.parentElement as Element).color);
    }
    for (const body of container.querySelectorAll('.repartee-row-body')) {
      const { borderInlineStartColor, borderInlineStartWidth } = getComputedStyle(body, '::before');
      expect(borderInlineStartWidth).toBe('3px');
      expect(borderInlineStartColor).not.toBe(getComputedStyle(document.body).backgroundColor);
    }
  });
});
