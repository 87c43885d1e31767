import { Profiler } from 'react';
import type { ReactNode } from 'react';

/** Counts the commits of what it wraps, by name. StrictMode's second call of a component is not a commit. */
export function createRenderCounts() {
  const counts = new Map<string, number>();
  return {
    of: (name: string) => counts.get(name) ?? 0,
    reset: () => counts.clear(),
    Counted: ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
      <Profiler id={name} onRender={() => counts.set(name, (counts.get(name) ?? 0) + 1)}>
        {children}
      </Profiler>
    ),
  };
}
