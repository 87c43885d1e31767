import type { BargeInOptions } from '@repartee/core';

/**
 * Options whose function is the one of the last committed render, so that it may close over props.
 *
 * @param readLatest gives the options of that render.
 */
export function followBargeIn(
  options: BargeInOptions | undefined,
  readLatest: () => BargeInOptions | undefined,
): BargeInOptions | undefined {
  if (typeof options?.isInterruptible !== 'function') return options;
  return {
    ...options,
    isInterruptible: (item) => {
      const { isInterruptible = true } = readLatest() ?? {};
      return typeof isInterruptible === 'function' ? isInterruptible(item) : isInterruptible;
    },
  };
}

/** Tells whether two options are the same but for their functions, whose identity never matters. */
export function isSameBargeIn(one: BargeInOptions | undefined, other: BargeInOptions | undefined): boolean {
  return tell(one) === tell(other);
}

function tell(options: BargeInOptions | undefined): string | undefined {
  return JSON.stringify(options, (_, value: unknown) => (typeof value === 'function' ? 'function' : value));
}
