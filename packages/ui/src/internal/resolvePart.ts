import type { ComponentPropsWithRef, CSSProperties, ElementType } from 'react';

/** What a part knows about itself: each field that is true, or a text, shows as a `data-` attribute. */
export type PartState = Readonly<Record<string, boolean | string | number | null>>;

/** The props of a part: all of its element's, with class and style as values or as functions of its state. */
export type PartProps<Element extends ElementType, State> = Omit<
  ComponentPropsWithRef<Element>,
  'className' | 'style'
> & {
  readonly className?: string | ((state: State) => string | undefined) | undefined;
  readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined) | undefined;
};

interface Styling<State> {
  readonly className?: string | ((state: State) => string | undefined) | undefined;
  readonly style?: CSSProperties | ((state: State) => CSSProperties | undefined) | undefined;
}

/** Works out what goes on a part's element: its own class, the app's, and its state as attributes. */
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
    // `isMuted` shows as `data-muted`, `endReason` as `data-end-reason`.
    const name = key.replace(/^is(?=[A-Z])/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    attributes[`data-${name.replace(/^-/, '')}`] = value === true ? '' : String(value as string | number);
  }
  return attributes;
}
