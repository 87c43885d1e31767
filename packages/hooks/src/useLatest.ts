import { useInsertionEffect, useRef } from 'react';
import type { RefObject } from 'react';

/**
 * Stores the value of the last committed render, so that an inline callback is current when it is called later. It is
 * written before any other effect runs, and never during render.
 */
export function useLatest<Value>(value: Value): Readonly<RefObject<Value>> {
  const ref = useRef(value);
  useInsertionEffect(() => {
    ref.current = value;
  });
  return ref;
}
