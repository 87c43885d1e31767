'use client';

import { cloneElement, createElement, use, useMemo } from 'react';
import type { ComponentPropsWithRef, CSSProperties, JSX, ReactElement, ReactNode, Ref } from 'react';
import { attributesOf } from './attributesOf.ts';
import { mergeProps } from './mergeProps.ts';
import { PartsContext } from './PartsContext.ts';
import type { PartsOptions } from './PartsContext.ts';
import { mergeOptions, slotsOf } from './slotsOf.ts';
import type { Slot } from './slotsOf.ts';
import { useMergedRefs } from './useMergedRefs.ts';

type PartTag = keyof JSX.IntrinsicElements;
type Props = Readonly<Record<string, unknown>>;

/** The props of a part: all props of its element, classes and icons for what is inside it, and three that can depend on its state. */
export type PartProps<Tag extends PartTag, State> = Omit<ComponentPropsWithRef<Tag>, 'className' | 'style'> &
  PartsOptions & {
    /** Classes beside the part's own, or a function of the part's state that returns them. */
    readonly className?: string | ((state: State) => string | undefined) | undefined;
    /** Inline style, or a function of the part's state that returns it. */
    readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined) | undefined;
    /**
     * Replaces the part's element: another element, which receives the part's props, or a function of the part's props and
     * state that returns an element.
     */
    readonly render?:
      | ReactElement
      | ((props: ComponentPropsWithRef<Tag>, state: State) => ReactElement)
      | undefined;
  };

interface OwnPart<State> {
  /** The part's own classes. */
  readonly name: string;
  readonly state: State;
  /** The part's own props; props of the app replace them, and handlers run one after the other. */
  readonly props?: object;
  readonly ref?: { current: unknown };
  /** Its contents; a function if they have classes of their own. */
  readonly children?: ReactNode | ((slot: Slot) => ReactNode);
}

/**
 * Creates the element of a part from what the app gave and what the part adds: class, style, state as attributes, handlers,
 * refs and the `render` prop. Every part is made with it.
 */
export function usePart<Tag extends PartTag, State extends object>(
  tag: Tag,
  given: PartProps<Tag, State>,
  own: OwnPart<State>,
): ReactElement {
  const {
    className,
    style,
    render,
    classNames,
    icons,
    ref: givenRef,
    ...rest
  } = given as PartProps<'div', State>;
  const above = use(PartsContext);
  const options = useMergedOptions(above, { classNames, icons });
  const slot = slotsOf(options);
  const { name, state, props: ownProps = {}, children } = own;
  const replacement = typeof render === 'object' ? (render as ReactElement<Props>) : null;
  const ref = useMergedRefs(
    own.ref as Ref<unknown> | undefined,
    givenRef as Ref<unknown> | undefined,
    replacement?.props['ref'] as Ref<unknown> | undefined,
  );
  const extraClass = typeof className === 'function' ? className(state) : className;
  const extraStyle = typeof style === 'function' ? style(state) : style;
  const props: Props = {
    ...mergeProps(ownProps as Props, rest as Props),
    ...attributesOf(state),
    className: joinClasses(slot(name), extraClass),
    style: joinStyles((ownProps as Props)['style'], extraStyle),
    children: typeof children === 'function' ? children(slot) : children,
    ref,
  };
  const element = createPartElement(tag, props, state, ref, render as PartRender);
  return options === above ? element : createElement(PartsContext, { value: options }, element);
}

/** Keeps its identity for equal classes: they may be inline, and new ones render everything inside the part again. */
function useMergedOptions(above: PartsOptions | null, options: PartsOptions): PartsOptions | null {
  const { classNames, icons } = options;
  const key = classNames && JSON.stringify(classNames);
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => mergeOptions(above, { classNames, icons }), [above, key, icons]);
}

type PartRender = ReactElement<Props> | ((props: object, state: object) => ReactElement) | undefined;

function createPartElement(
  tag: PartTag,
  props: Props,
  state: object,
  ref: unknown,
  render: PartRender,
): ReactElement {
  if (typeof render === 'function') return render(props, state);
  if (!render) return createElement(tag, props as object);
  const its = render.props;
  return cloneElement(render, {
    ...mergeProps(props, its),
    className: joinClasses(props['className'], its['className']),
    style: joinStyles(props['style'], its['style']),
    ref,
  } as object);
}

function joinClasses(first: unknown, second: unknown): string {
  return [first, second].filter(Boolean).join(' ');
}

function joinStyles(first: unknown, second: unknown): object | undefined {
  return first && second ? { ...first, ...second } : ((first ?? second) as object | undefined);
}
