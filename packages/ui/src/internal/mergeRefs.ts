import type { Ref, RefCallback, RefObject } from 'react';

/**
 * Gives an element both to a part's own ref and to the app's, and takes it back from both. Keep what it returns from render
 * to render: another function would take the element away and give it again.
 */
export function mergeRefs<Element>(
  own: RefObject<Element | null>,
  given: Ref<Element> | undefined,
): RefCallback<Element> {
  return (element) => {
    own.current = element;
    const release = typeof given === 'function' ? given(element) : undefined;
    if (given && typeof given === 'object') given.current = element;
    return () => {
      own.current = null;
      if (typeof release === 'function') release();
      else if (typeof given === 'function') given(null);
      else if (given) given.current = null;
    };
  };
}
