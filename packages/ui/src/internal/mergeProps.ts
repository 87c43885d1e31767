type Props = Readonly<Record<string, unknown>>;
type Handler = (event: { readonly defaultPrevented: boolean }) => void;

/**
 * Lays the given props over a part's own. Where both have a handler for the same event, both run: the given one first, and
 * the part's own only if the given one did not call `preventDefault()`. A given prop that is `undefined` counts as not given, so
 * that a wrapper can pass on its optional props.
 */
export function mergeProps(own: Props, given: Props): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...own };
  for (const [name, givenValue] of Object.entries(given)) {
    const ownValue = own[name];
    if (givenValue === undefined && name in own) continue;
    merged[name] = givenValue;
    if (!/^on[A-Z]/.test(name) || typeof ownValue !== 'function' || typeof givenValue !== 'function')
      continue;
    merged[name] = (event: Parameters<Handler>[0]) => {
      (givenValue as Handler)(event);
      if (!event.defaultPrevented) (ownValue as Handler)(event);
    };
  }
  return merged;
}
