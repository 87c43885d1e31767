import type { ComponentPropsWithRef, CSSProperties, ElementType } from 'react';

interface Styling<State> {
  /** Classes beside the part's own, or a function of the part's state that gives them. */
  readonly className?: string | ((state: State) => string | undefined) | undefined;
  /** Inline style, or a function of the part's state that gives it. */
  readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined) | undefined;
}

/** The props of a part: all of its element's, with class and style as values or as functions of its state. */
export type PartProps<Element extends ElementType, State> = Omit<
  ComponentPropsWithRef<Element>,
  'className' | 'style'
> &
  Styling<State>;

/**
 * Works out what goes on a part's element: its own class, the app's, and its state as attributes. A field that is true
 * gives an empty attribute, a text or number gives its value, anything else gives none; `isMuted` shows as `data-muted`,
 * `endReason` as `data-end-reason`.
 */
export function resolvePart<State extends object>(
  ownClass: string,
  state: State,
  { className, style }: Styling<State>,
): { readonly className: string; readonly style: CSSProperties | undefined } & Readonly<
  Record<`data-${string}`, string>
> {
  const extra = typeof className === 'function' ? className(state) : className;
  return {
    className: extra ? `${ownClass} ${extra}` : ownClass,
    style: typeof style === 'function' ? style(state) : style,
    ...attributesOf(state),
  };
}

function attributesOf(state: object): Record<`data-${string}`, string> {
  const attributes: Record<`data-${string}`, string> = {};
  for (const [key, value] of Object.entries(state) as [string, unknown][]) {
    if (value === false || value === null || value === undefined || value === '') continue;
    const name = key
      .replace(/^(is|can)(?=[A-Z])/, '')
      .replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    attributes[`data-${name.replace(/^-/, '')}`] = value === true ? '' : String(value as string | number);
  }
  return attributes;
}
