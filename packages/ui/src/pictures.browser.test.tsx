import { cleanup, render } from '@testing-library/react';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { enterMode, MODES } from '../test/pictures.ts';
import { describePictures, NARROW_PX, SHEETS as sheets } from '../test/part-pictures.tsx';
import './styles.css';

/** The modes in which every part is looked at here; `npm run test:long` looks at the others. */
const SAMPLED = new Set(['light', 'forced colours']);

afterEach(cleanup);
afterAll(() => enterMode(MODES[0] as (typeof MODES)[number]));

it('there is a sheet for every part', () => {
  const folders = (paths: object) => [...new Set(Object.keys(paths).map((path) => path.split('/')[2]))];
  const drawn = folders(import.meta.glob('./parts/*/*.css'));
  expect(drawn.length).toBeGreaterThan(20);
  expect(folders(import.meta.glob('./parts/*/*.stories.tsx'))).toEqual(expect.arrayContaining(drawn));
});

describePictures(({ name }) => SAMPLED.has(name));

describe('motion', () => {
  const isMoving = () => document.getAnimations().some((animation) => animation instanceof CSSAnimation);
  const transcript = sheets.find((sheet) => sheet.default.title.endsWith('Transcript'));
  const status = sheets.find((sheet) => sheet.default.title.endsWith('SessionStatus'));

  it.each(MODES)('in $name is there unless reduced motion is on', async (mode) => {
    await enterMode(mode);
    render(
      [transcript, status].map((sheet) => <div key={sheet?.default.title}>{sheet?.States.render()}</div>),
    );
    expect(isMoving()).toBe(mode.name !== 'reduced motion');
  });
});

describe('reduced motion', () => {
  it('leaves no animation, also of pseudo-elements and of rows out of sight', async () => {
    const reduced = MODES.find((mode) => mode.name === 'reduced motion');
    if (reduced) await enterMode(reduced);
    const { container } = render(
      sheets.map((sheet) => <div key={sheet.default.title}>{sheet.States.render()}</div>),
    );
    const moving = [...container.querySelectorAll('*')].flatMap((element) =>
      [null, '::before', '::after']
        .filter((pseudo) => {
          const { animationName, transitionDuration } = getComputedStyle(element, pseudo);
          // The end of a transition of one millisecond tells the canvas that its colour has changed.
          return animationName !== 'none' || Number.parseFloat(transitionDuration) > 0.001;
        })
        .map((pseudo) => `${element.className}${pseudo ?? ''}`),
    );
    expect(moving).toEqual([]);
  });
});

describe('targets', () => {
  it('are at least 24 pixels wide and high (WCAG 2.2, 2.5.8)', async () => {
    await page.viewport(NARROW_PX, 3_000);
    const { container } = render(
      sheets.map((sheet) => <div key={sheet.default.title}>{sheet.States.render()}</div>),
    );
    const targets = [
      ...container.querySelectorAll<HTMLElement>('button, summary, select, textarea, [tabindex="0"]'),
    ];
    expect(targets.length).toBeGreaterThan(40);
    const small = targets
      .filter((target) => target.checkVisibility())
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 24 || height < 24;
      });
    expect(small.map((target) => target.className)).toEqual([]);
  });
});

describe('the agent and the user', () => {
  it.each([
    [
      'SessionStatus',
      '.repartee-status[data-activity="speaking"]',
      '.repartee-status[data-activity="user-speaking"]',
    ],
    ['Transcript', '.repartee-row[data-role="agent"]', '.repartee-row[data-role="user"]'],
    ['BudgetMeter', '[data-series="audioOutput"]', '[data-series="audioInput"]'],
  ])('differ in more than colour in %s', async (title, agent, user) => {
    const [light] = MODES;
    if (light) await enterMode(light);
    const sheet = sheets.find((one) => one.default.title.endsWith(title));
    const { container } = render(<>{sheet?.States.render()}</>);
    const shape = (selector: string) => {
      const element = container.querySelector(selector) as Element;
      return [element, ...element.querySelectorAll('*')].map((each) => {
        const { blockSize, paddingInlineEnd, backgroundImage } = getComputedStyle(each);
        const size = each.matches('.repartee-status-bar') ? blockSize : '';
        return each.matches('i, .repartee-row-body')
          ? `${size} ${paddingInlineEnd} ${backgroundImage !== 'none'}`
          : '';
      });
    };
    expect(shape(agent)).not.toEqual(shape(user));
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
