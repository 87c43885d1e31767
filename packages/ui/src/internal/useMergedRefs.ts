'use client';

import { useMemo } from 'react';
import type { Ref } from 'react';

type AnyRef = Ref<unknown> | undefined;

/**
 * Gives one element to up to three refs. The result keeps its identity while the refs keep theirs: React would detach and
 * attach the element again for a new function.
 */
export function useMergedRefs(first: AnyRef, second: AnyRef, third: AnyRef): AnyRef {
  return useMemo(() => {
    const refs = [first, second, third].filter((ref) => ref !== undefined && ref !== null);
    return refs.length < 2 ? refs[0] : mergeRefs(refs);
  }, [first, second, third]);
}

function mergeRefs(refs: readonly NonNullable<AnyRef>[]): Ref<unknown> {
  return (element) => {
    const releases = refs.map((ref) => attach(ref, element));
    return () => {
      for (const release of releases) release();
    };
  };
}

function attach(ref: NonNullable<AnyRef>, element: unknown): () => void {
  if (typeof ref === 'function') {
    const release = ref(element);
    return () => {
      if (typeof release === 'function') release();
      else ref(null);
    };
  }
  ref.current = element;
  return () => {
    ref.current = null;
  };
}
