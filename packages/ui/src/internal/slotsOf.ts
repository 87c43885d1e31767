import type { PartsOptions } from './PartsContext.ts';

const PREFIX = 'repartee-';

/** Adds the app's classes to those of an element. */
export type Slot = (classes: string) => string;

const own: Slot = (classes) => classes;

/** The function that adds an app's classes to those of an element: `repartee-panel-stage` is the slot `panel-stage`. */
export function slotsOf(options: PartsOptions | null): Slot {
  const names = options?.classNames as Readonly<Record<string, string>> | undefined;
  if (!names) return own;
  return (classes) => {
    const given = classes.split(' ').map((name) => names[name.slice(PREFIX.length)]);
    return [classes, ...given].filter(Boolean).join(' ');
  };
}

/** Lays options over those from above. */
export function mergeOptions(above: PartsOptions | null, options: PartsOptions): PartsOptions | null {
  const { classNames, icons } = options;
  if (!classNames && !icons) return above;
  return {
    classNames: { ...above?.classNames, ...classNames },
    icons: { ...above?.icons, ...icons },
  };
}
