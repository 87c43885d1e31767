'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { throwModuleFailed } from '@repartee/hooks';

/** A part whose code is loaded when it is first needed. */
export interface LazyPart<Props> {
  /** Renders the part as soon as it is loaded, and `fallback` until then. */
  (props: Props & { readonly fallback?: ReactNode }): ReactNode;
  /** Loads it ahead of its first use. A failed load is reported as `module-failed`, and the next use or the next network tries again. */
  readonly load: () => Promise<void>;
  /** Whether it is loaded. Loads nothing. */
  readonly useIsLoaded: () => boolean;
}

/**
 * Makes a part of a dynamic import. In contrast to `React.lazy`, a part that is loaded renders at once, nothing above it has to wait,
 * and a load that failed is tried again: a conversation must not end because a file of its interface could not be fetched.
 */
export function createLazyPart<Props extends object>(
  importPart: () => Promise<ComponentType<Props>>,
): LazyPart<Props> {
  let loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const fetchPart = async () => {
    try {
      loaded = await importPart().catch(throwModuleFailed);
      for (const listener of listeners) listener();
    } catch (error) {
      loading = null;
      reportError(error);
    }
  };
  const load = () => (loading ??= fetchPart());
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const usePart = () =>
    useSyncExternalStore(
      subscribe,
      () => loaded,
      () => null,
    );
  function Lazy({ fallback = null, ...props }: Props & { readonly fallback?: ReactNode }) {
    const Part = usePart();
    useEffect(() => {
      const retry = () => void load();
      retry();
      addEventListener('online', retry);
      return () => removeEventListener('online', retry);
    }, []);
    return Part === null ? fallback : <Part {...(props as unknown as Props)} />;
  }
  return Object.assign(Lazy, { load, useIsLoaded: () => usePart() !== null });
}
