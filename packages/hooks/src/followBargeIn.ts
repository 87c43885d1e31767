import type { BargeInOptions } from '@repartee/core';

/**
 * Replaces the `interruptible` function by one that calls the function of the last committed render, so that it can close
 * over props.
 *
 * @param readLatest returns the options of that render.
 */
export function followBargeIn(
  options: BargeInOptions | undefined,
  readLatest: () => BargeInOptions | undefined,
): BargeInOptions | undefined {
  if (typeof options?.interruptible !== 'function') return options;
  return {
    ...options,
    interruptible: (item) => {
      const { interruptible = true } = readLatest() ?? {};
      return typeof interruptible === 'function' ? interruptible(item) : interruptible;
    },
  };
}

/** Compares two options by value. Any two functions are equal, because the latest one is called anyway. */
export function isSameBargeIn(one: BargeInOptions | undefined, other: BargeInOptions | undefined): boolean {
  return serialize(one) === serialize(other);
}

function serialize(options: BargeInOptions | undefined): string | undefined {
  return JSON.stringify(options, (_, value: unknown) => (typeof value === 'function' ? 'function' : value));
}
