import { StrictMode } from 'react';
import type { ComponentType, CSSProperties, ReactNode, Ref } from 'react';
import { render } from '@testing-library/react';
import type { RealtimeSession } from '@repartee/core';
import { SessionProvider } from '@repartee/hooks';
import { describe, expect, it } from 'vitest';
import { LabelsProvider } from '../src/index.ts';
import { pseudoLabels, textsOf } from './pseudoLabels.ts';

interface CommonProps {
  readonly ref?: Ref<never>;
  readonly className?: string | ((state: never) => string | undefined);
  readonly style?: CSSProperties | ((state: never) => CSSProperties | undefined);
}

/** What a part must show to be tested as one of the house. */
export interface Conformance {
  readonly Part: ComponentType<CommonProps & Record<string, unknown>>;
  /** A session in which the part shows something. */
  readonly createSession: () => RealtimeSession;
  /** The element that the part is. */
  readonly selector: string;
  /** A field of its state and the attribute that must tell it. */
  readonly state: { readonly field: string; readonly value: unknown; readonly attribute: string };
  readonly props?: Record<string, unknown>;
  /** What the part shows that comes from the session and not from the labels. */
  readonly told?: readonly string[];
}

/** Mounts a part in strict mode with its session around it. */
export function renderPart(node: ReactNode, session: RealtimeSession) {
  return render(
    <StrictMode>
      <SessionProvider session={session}>{node}</SessionProvider>
    </StrictMode>,
  );
}

/**
 * The suite that every part passes: ref, props, class and style as values and functions, state as attributes, and no word
 * that is not in the labels.
 */
export function describeConformance(
  name: string,
  { Part, createSession, selector, state, props = {}, told = [] }: Conformance,
): void {
  const mount = (extra: CommonProps & Record<string, unknown>) => {
    const { container } = renderPart(<Part {...props} {...extra} />, createSession());
    const element = container.querySelector<HTMLElement>(selector);
    if (!element) throw new Error(`${name} shows nothing that matches ${selector}`);
    return element;
  };

  describe(`${name}, as every part,`, () => {
    it('hands its element to a ref, and takes it back', () => {
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

    it('says nothing but what the labels say', () => {
      const { container } = renderPart(
        <LabelsProvider labels={pseudoLabels}>
          <Part {...props} />
        </LabelsProvider>,
        createSession(),
      );
      const texts = textsOf(container);
      expect(texts.some((text) => text.startsWith('⟦'))).toBe(true);
      // A colon may stand between two texts.
      expect(texts.filter((text) => !/^⟦.*⟧$/.test(text) && text !== ':' && !told.includes(text))).toEqual(
        [],
      );
    });
  });
}
