type Props = Readonly<Record<string, unknown>>;
type Handler = (event: { readonly defaultPrevented: boolean }) => void;

/**
 * Lays the app's props over a part's own, with both listeners where both have one: the app's first, and then the part's
 * unless the app has prevented it.
 */
export function composeHandlers<Given extends object>(own: object, given: Given): Given {
  const composed = { ...given } as Record<string, unknown>;
  for (const [name, mine] of Object.entries(own as Props)) {
    const theirs = composed[name];
    if (typeof mine !== 'function' || typeof theirs !== 'function') continue;
    composed[name] = (event: Parameters<Handler>[0]) => {
      (theirs as Handler)(event);
      if (!event.defaultPrevented) (mine as Handler)(event);
    };
  }
  return composed as Given;
}
