import { StrictMode } from 'react';
import type { ComponentType, CSSProperties, ReactElement, ReactNode, Ref } from 'react';
import { render } from '@testing-library/react';
import type { RealtimeSession } from '@repartee/core';
import { SessionProvider } from '@repartee/hooks';
import { describe, expect, it } from 'vitest';
import { LabelsProvider } from '../src/index.ts';
import * as controlShapes from '../src/internal/controlShapes.ts';
import * as iconShapes from '../src/internal/iconShapes.ts';
import { pseudoLabels, textsOf } from './pseudoLabels.ts';

type LooseProps = Record<string, unknown>;

interface CommonProps {
  readonly ref?: Ref<never>;
  readonly className?: string | ((state: never) => string | undefined);
  readonly style?: CSSProperties | ((state: never) => CSSProperties | undefined);
  readonly render?: ReactElement | ((props: never, state: never) => ReactElement);
}

/** The facts about a part that the suite needs. */
export interface Conformance {
  readonly Part: ComponentType<CommonProps & Record<string, unknown>>;
  /** A session in which the part shows something. */
  readonly createSession: () => RealtimeSession;
  /** A selector of the part's element. */
  readonly selector: string;
  /** A field of its state and the attribute that shows it. */
  readonly state: { readonly field: string; readonly value: unknown; readonly attribute: string };
  readonly props?: Record<string, unknown>;
  /** Texts of the part that come from the session and not from the labels. */
  readonly texts?: readonly string[];
}

const ICONS = Object.fromEntries(
  Object.values({ ...controlShapes, ...iconShapes }).map(({ name }) => [
    name,
    <i key={name} className="repartee-own" data-icon={name} />,
  ]),
);

/** Classes that are no names of elements. */
const UNNAMED = new Set(['hidden', 'focus', 'announcement', 'own', 'face']);

const elementsOf = (container: Element) => container.querySelectorAll('[class]');

function slotNamesOf(element: Element): readonly string[] {
  const names = [...element.classList].filter((name) => name.startsWith('repartee-'));
  return names.map((name) => name.replace('repartee-', '')).filter((name) => !UNNAMED.has(name));
}

/** Mounts a part in strict mode with a session around it. */
export function renderPart(node: ReactNode, session: RealtimeSession) {
  return render(
    <StrictMode>
      <SessionProvider session={session}>{node}</SessionProvider>
    </StrictMode>,
  );
}

/**
 * The suite that every part passes: ref, props, class and style as values and functions, another element by `render`, state as
 * attributes, a class on each element for the style sheet, and no text that is not in the labels.
 */
export function describeConformance(
  name: string,
  { Part, createSession, selector, state, props = {}, texts: known = [] }: Conformance,
): void {
  const mount = (extra: CommonProps & Record<string, unknown>) => {
    const { container } = renderPart(<Part {...props} {...extra} />, createSession());
    const element = container.querySelector<HTMLElement>(selector);
    if (!element) throw new Error(`${name} shows nothing that matches ${selector}`);
    return element;
  };

  describe(`${name}, as every part,`, () => {
    it('gives its element to a ref, and null when it unmounts', () => {
      const seen: (HTMLElement | null)[] = [];
      const { unmount, container } = renderPart(
        <Part {...props} ref={((element: HTMLElement | null) => void seen.push(element)) as Ref<never>} />,
        createSession(),
      );
      expect(seen).toContain(container.querySelector(selector));
      unmount();
      expect(seen.at(-1)).toBeNull();
    });

    it('passes every other prop on', () => {
      const element = mount({ title: 'mine', lang: 'fr', 'data-test': 'yes', 'aria-describedby': 'there' });
      expect(element.title).toBe('mine');
      expect(element.lang).toBe('fr');
      expect(element.dataset['test']).toBe('yes');
      expect(element.getAttribute('aria-describedby')).toBe('there');
    });

    it('takes a class and a style', () => {
      const element = mount({ className: 'mine', style: { opacity: 0.5 } });
      expect(element.classList).toContain('mine');
      expect(element.classList.length).toBeGreaterThan(1);
      expect(element.style.opacity).toBe('0.5');
    });

    it('takes a class and a style as functions of its state', () => {
      const element = mount({
        className: (current: never) => `is-${String(current[state.field])}`,
        style: (current: never) => ({ order: current[state.field] === state.value ? 7 : 1 }),
      });
      expect(element.classList).toContain(`is-${String(state.value)}`);
      expect(element.style.order).toBe('7');
    });

    it('shows its state as attributes', () => {
      expect(mount({}).getAttribute(state.attribute)).toBe(state.value === true ? '' : String(state.value));
    });

    it('becomes another element by `render`, with its props, its state and both refs', () => {
      const refs: unknown[] = [];
      const replacement = (
        <section
          className="theirs"
          style={{ order: 3 }}
          ref={(element: HTMLElement | null) => void refs.push(element?.tagName)}
        />
      );
      const { container } = renderPart(
        <Part {...props} className="mine" style={{ opacity: 0.5 }} render={replacement} />,
        createSession(),
      );
      const element = container.querySelector<HTMLElement>('section.theirs.mine');
      expect(element?.getAttribute(state.attribute)).not.toBeNull();
      expect([element?.style.order, element?.style.opacity]).toEqual(['3', '0.5']);
      expect(refs).toContain('SECTION');
    });

    it('becomes another element by a function of its props and its state', () => {
      const { container } = renderPart(
        <Part
          {...props}
          data-test="yes"
          render={(given: LooseProps, current: LooseProps) => (
            <section {...given} data-seen={String(current[state.field])} />
          )}
        />,
        createSession(),
      );
      const element = container.querySelector<HTMLElement>('section[data-test="yes"]');
      expect(element?.dataset['seen']).toBe(String(state.value));
      expect(element?.className).toContain('repartee-');
    });

    it('gives each of its elements a class, by which the style sheet protects it', () => {
      const { container } = renderPart(<Part {...props} />, createSession());
      const bare = [...container.querySelectorAll(':not(path, option)')].filter(
        (element) => !/(^| )repartee-/.test(element.getAttribute('class') ?? ''),
      );
      expect(bare.map((element) => element.outerHTML)).toEqual([]);
    });

    it('gives each of its elements the class that the app has for it, and has the app’s icons', () => {
      const session = createSession();
      const { container, unmount } = renderPart(<Part {...props} />, session);
      const names = [...new Set([...elementsOf(container)].flatMap(slotNamesOf))];
      const hasIcons = container.querySelector('.repartee-icon') !== null;
      unmount();
      const classNames = Object.fromEntries(names.map((slot) => [slot, `own-${slot}`]));
      const replaced = renderPart(<Part {...props} classNames={classNames} icons={ICONS} />, createSession());
      const missed = [...elementsOf(replaced.container)].flatMap((element) =>
        slotNamesOf(element).filter(
          (slot) => slot in classNames && !element.classList.contains(`own-${slot}`),
        ),
      );
      expect(missed).toEqual([]);
      expect(replaced.container.querySelector('svg.repartee-icon')).toBeNull();
      expect(replaced.container.querySelector('i[data-icon]') !== null).toBe(hasIcons);
    });

    it('shows no text that is not in the labels', () => {
      const { container } = renderPart(
        <LabelsProvider labels={pseudoLabels}>
          <Part {...props} />
        </LabelsProvider>,
        createSession(),
      );
      const texts = textsOf(container);
      expect(texts.some((text) => text.startsWith('⟦'))).toBe(true);
      // A colon may separate two texts.
      expect(texts.filter((text) => !/^⟦.*⟧$/.test(text) && text !== ':' && !known.includes(text))).toEqual(
        [],
      );
    });
  });
}
