import type { Scope } from '../util/scope.ts';

/** The interval in a hidden page, in milliseconds: it paints no frames that could set the pace. */
const HIDDEN_PACE_MS = 250;

/** Passes on the newest of many values, at most one an animation frame. */
export interface Pacer<Value> {
  offer(value: Value): void;
  /** Forgets what has not been passed on. */
  clear(): void;
}

/** Creates a pacer that lives as long as the scope. Nothing runs while nothing is offered. */
export function createPacer<Value>(scope: Scope, pass: (value: Value) => void): Pacer<Value> {
  let pending: { readonly value: Value } | null = null;
  let frame: number | null = null;
  let passedAtMs = -Infinity;
  const flush = () => {
    frame = null;
    const next = pending;
    pending = null;
    if (!next) return;
    passedAtMs = performance.now();
    pass(next.value);
  };
  scope.add(() => {
    pending = null;
    if (frame !== null) cancelAnimationFrame(frame);
  });
  return {
    offer(value) {
      if (scope.isDisposed) return;
      pending = { value };
      if (document.visibilityState === 'visible') frame ??= requestAnimationFrame(flush);
      else if (performance.now() - passedAtMs >= HIDDEN_PACE_MS) flush();
    },
    clear() {
      pending = null;
    },
  };
}
